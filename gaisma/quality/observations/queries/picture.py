"""What was seen in lessons: shares of criteria, and how far observers agree."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import polars as pl
from django.db.models import Count, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.translation import get_language, gettext, gettext_noop

from gaisma.analytics.calculation import Figure
from gaisma.analytics.measures.agreement import Agreement, by_criterion
from gaisma.analytics.measures.estimates import Estimate, Interval, wilson
from gaisma.analytics.measures.intraclass import Intraclass, intraclass
from gaisma.analytics.measures.severity import Severity, severities
from gaisma.base import wording
from gaisma.base.models import User
from gaisma.evidence.figures import asking
from gaisma.evidence.figures.evidence import Evidence
from gaisma.quality.observations import criteria
from gaisma.quality.observations.models import Observation, Sheet
from gaisma.record.instruments.models import Version
from gaisma.record.people.models import Person

FEWEST = 10
"""Of fewer lessons a number says too little to be put into a word."""

VERY_STRONG, STRONG, MODERATE = 0.75, 0.6, 0.4
"""Lower bounds for kappa and correlations alike, after D. V. Cicchetti, Psychological Assessment
6 (1994), 284–290: excellent, good, fair, below that poor."""

STRENGTHS = (
    (VERY_STRONG, gettext_noop("very strong"), "good"),
    (STRONG, gettext_noop("strong"), "good"),
    (MODERATE, gettext_noop("moderate"), "due"),
    (-1.0, gettext_noop("weak"), "bad"),
)
"""From which value on agreement is called so, and in which tone."""


def is_told(estimate: Estimate | None, lessons: int) -> bool:
    """Whether there are lessons enough for a word."""
    return estimate is not None and lessons >= FEWEST


def strength(estimate: Estimate | None, lessons: int) -> tuple[str, str]:
    """How strong the agreement is, and the tone of the word; of too few lessons nothing."""
    if estimate is None or not is_told(estimate, lessons):
        return "", ""
    return next((gettext(word), tone) for least, word, tone in STRENGTHS if estimate.value >= least)


def leaning(interval: Interval | None) -> int:
    """Whether somebody rates lower (-1) or higher (1) than others; 0 when it cannot be told."""
    if interval is None:
        return 0
    return (interval.low > 0) - (interval.high < 0)


def severity(interval: Interval | None) -> str:
    """The same in words."""
    if interval is None:
        return gettext("too few lessons to tell")
    words = {
        -1: gettext("rates more severely"),
        0: gettext("like the others"),
        1: gettext("rates more generously"),
    }
    return words[leaning(interval)]


Filters = Mapping[str, str]

SHARE, BY = "observations.share_meeting", ("criterion",)


@dataclass(frozen=True)
class Share:
    """A share with its interval, all three in percent, of so many judgements.

    Without a share nothing was judged, or by too few that it could be told (`is_kept_back`).
    """

    judged: int = 0
    value: float | None = None
    low: float = 0
    high: float = 0
    is_kept_back: bool = False
    address: str = ""
    column: str = ""

    @property
    def reach(self) -> float:
        """How wide the interval is."""
        return self.high - self.low


@dataclass(frozen=True)
class CriterionShares:
    """A criterion with the share of each column."""

    title: str
    shares: tuple[Share, ...]


@dataclass(frozen=True)
class Picture:
    """Criteria by columns."""

    columns: tuple[str, ...]
    lines: tuple[CriterionShares, ...]


def of_sides(
    instrument: str, filters: Filters, *, sides: Mapping[str, str], basis: Evidence
) -> Picture:
    """What the authority's observers saw beside what those of the institutions saw.

    `sides` are observers by the title of their side.
    """
    of_year = {**filters, "school_year": basis.school_year}
    columns = {title: {**of_year, "observer": observers} for title, observers in sides.items()}
    return _picture(instrument, {title: _shares(of, basis) for title, of in columns.items()})


def of_values(
    instrument: str,
    filters: Filters,
    *,
    dimension: str,
    titles: Mapping[str, str],
    basis: Evidence,
) -> Picture:
    """The values of a dimension beside each other, of those in which something was seen.

    `titles` are the values with their titles, in their order.
    """
    of_year = {**filters, "school_year": basis.school_year}
    figures = asking.broken_down(SHARE, evidence=basis, filters=of_year, by=(*BY, dimension))
    found: dict[str, dict[str, Share]] = {title: {} for title in titles.values()}
    for figure in figures:
        title = titles.get(str(figure.by[dimension]))
        if title:
            found[title][figure.by["criterion"]] = _share(figure)
    return _picture(instrument, {title: shares for title, shares in found.items() if shares})


def over_years(instrument: str, filters: Filters, *, basis: Evidence) -> Picture:
    """The same of the last school years in which something was seen, the latest last."""
    told = {
        wording.school_year(year): _shares({**filters, "school_year": year}, basis)
        for year in basis.years
    }
    return _picture(instrument, {year: shares for year, shares in told.items() if shares})


def _picture(instrument: str, told: Mapping[str, Mapping[str, Share]]) -> Picture:
    titles = criteria.of_instrument(instrument, get_language() or "")
    lines = tuple(
        CriterionShares(title, tuple(_of(column, name, shares) for column, shares in told.items()))
        for name, title in titles.items()
        if any(name in shares for shares in told.values())
    )
    return Picture(tuple(told), lines)


def _of(column: str, name: str, shares: Mapping[str, Share]) -> Share:
    return replace(shares.get(name, Share()), column=column)


def _shares(filters: Filters, basis: Evidence) -> dict[str, Share]:
    figures = asking.broken_down(SHARE, evidence=basis, filters=filters, by=BY)
    return {figure.by["criterion"]: _share(figure) for figure in figures}


def _share(figure: Figure) -> Share:
    address = asking.address(figure)
    if figure.suppressed:
        return Share(is_kept_back=True, address=address)
    met, judged = int(figure.numerator or 0), int(figure.denominator or 0)
    interval = wilson(met, judged)
    if interval is None:
        return Share()
    return Share(
        judged, 100 * met / judged, 100 * interval.low, 100 * interval.high, address=address
    )


RATERS = 2
WEAKEST = 3
"""So many criteria are named as those to be talked over first."""


@dataclass(frozen=True)
class OfCriterion:
    """Agreement on one criterion, and how far ratings tell lessons apart."""

    title: str
    agreement: Agreement
    correlation: Intraclass

    @property
    def exact(self) -> float:
        """How many percent of the pairs chose the same level."""
        return 100 * self.agreement.exact / self.agreement.pairs

    @property
    def adjacent(self) -> float:
        """How many percent of the pairs chose the same level or the next one."""
        return 100 * self.agreement.adjacent / self.agreement.pairs

    @property
    def strength(self) -> tuple[str, str]:
        """Kappa as a word with its tone."""
        return strength(self.agreement.linear, self.agreement.pairs)


@dataclass(frozen=True)
class OfObserver:
    """Whether an observer rates lower or higher than others on the same lessons."""

    observer: Person
    severity: Severity

    @property
    def words(self) -> str:
        """What the difference says."""
        return severity(self.severity.interval)


@dataclass(frozen=True)
class Compared:
    """All that is told of the lessons that several have rated."""

    lessons: int
    criteria: tuple[OfCriterion, ...]
    observers: tuple[OfObserver, ...]

    @property
    def told(self) -> tuple[tuple[float, OfCriterion], ...]:
        """The criteria of which enough lessons tell, each with its kappa."""
        found = ((one.agreement.linear, one) for one in self.criteria)
        enough = ((kappa, one) for kappa, one in found if kappa and one.strength[0])
        return tuple((kappa.value, one) for kappa, one in enough)

    @property
    def strong(self) -> int:
        """On how many of these observers agree well."""
        return sum(kappa >= STRONG for kappa, _one in self.told)

    @property
    def weakest(self) -> tuple[OfCriterion, ...]:
        """The few on which they agree least, the worst first."""
        weak = [(kappa, one) for kappa, one in self.told if kappa < STRONG]
        return tuple(one for _kappa, one in sorted(weak, key=lambda pair: pair[0])[:WEAKEST])

    @property
    def severe(self) -> tuple[str, ...]:
        """Who rates lower than others on the same lessons, beyond what chance would do."""
        return self._leaning(-1)

    @property
    def generous(self) -> tuple[str, ...]:
        """Who rates higher."""
        return self._leaning(1)

    def _leaning(self, direction: int) -> tuple[str, ...]:
        found = (one for one in self.observers if leaning(one.severity.interval) == direction)
        return tuple(str(one.observer) for one in found)


def rated_twice(user: User) -> QuerySet[Observation]:
    """Lessons that the reader sees and that several observers have rated, each for themselves."""
    rated = Q(sheets__corrected_by__isnull=True, sheets__submitted_at__isnull=False)
    return (
        Observation.objects.visible_to(user)
        .held()
        .annotate(raters=Count("sheets", filter=rated, distinct=True))
        .filter(raters__gte=RATERS)
    )


def versions(user: User) -> list[Version]:
    """What such lessons were rated with, the most used first."""
    used = rated_twice(user).values_list("version", flat=True)
    counted = Version.objects.filter(pk__in=used).annotate(uses=Count("observations"))
    return list(counted.select_related("instrument").order_by("-uses", "pk"))


def compared(
    user: User, *, version: Version, between: tuple[date, date], language: str
) -> Compared:
    """The lessons that were held between two days, both included."""
    lessons = rated_twice(user).filter(version=version, held_on__range=between)
    ratings = _ratings(lessons, version)
    pairs = _pairs(ratings)
    levels = criteria.levels(version)
    agreed = by_criterion(pairs, levels={name: len(of) for name, of in levels.items()})
    titles = criteria.titles(language)
    return Compared(
        lessons=ratings["lesson"].n_unique(),
        criteria=tuple(
            OfCriterion(titles[name], agreement, _correlation(pairs, name))
            for name, agreement in agreed.items()
            if agreement.pairs
        ),
        observers=_observers(ratings),
    )


def _ratings(lessons: QuerySet[Observation], version: Version) -> pl.DataFrame:
    """A row a lesson, observer and criterion: `lesson`, `observer`, `is_lead`, `criterion`, and
    `value`, the place of the level on its scale."""
    sheets = Sheet.objects.current().filter(submitted_at__isnull=False, observation__in=lessons)
    read = sheets.order_by("pk").values_list(
        "pk", "observation_id", "observer_id", "is_lead", Cast("answers", TextField())
    )
    schema = {
        "sheet": pl.Int64,
        "lesson": pl.Int64,
        "observer": pl.Int64,
        "is_lead": pl.Boolean,
        "answers": pl.String,
    }
    rows = pl.DataFrame(list(read), schema=schema, orient="row")
    given = criteria.rated(
        rows.select("sheet", "answers", version=pl.lit(version.pk, pl.Int64)), version
    )
    return rows.drop("answers").join(given, on="sheet").drop("sheet")


def _pairs(ratings: pl.DataFrame) -> pl.DataFrame:
    """The lead's rating beside each other one of the same lesson."""
    lead = ratings.filter("is_lead").select("lesson", "criterion", first="value")
    others = ratings.filter(~pl.col("is_lead")).select("lesson", "criterion", second="value")
    return lead.join(others, on=["lesson", "criterion"])


def _correlation(pairs: pl.DataFrame, criterion: str) -> Intraclass:
    rated = pairs.filter(pl.col("criterion") == criterion)
    return intraclass(rated.select("first", "second").to_numpy())


def _observers(ratings: pl.DataFrame) -> tuple[OfObserver, ...]:
    found = severities(ratings.with_columns(pl.col("observer").cast(pl.String)))
    people: Mapping[int, Person] = Person.objects.in_bulk([int(one.observer) for one in found])
    told = (OfObserver(people[int(one.observer)], one) for one in found)
    return tuple(sorted(told, key=lambda one: str(one.observer)))
