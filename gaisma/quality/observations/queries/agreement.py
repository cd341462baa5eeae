"""How far observers agree who have rated the same lesson, with one version of an instrument."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl
from django.db.models import Count, Q, QuerySet, TextField
from django.db.models.functions import Cast

from gaisma.analytics.measures.agreement import Agreement, by_criterion
from gaisma.analytics.measures.intraclass import Intraclass, intraclass
from gaisma.analytics.measures.severity import Severity, severities
from gaisma.base.models import User
from gaisma.quality.observations import criteria
from gaisma.quality.observations.models import Observation, Sheet
from gaisma.quality.observations.queries import readings
from gaisma.record.instruments.models import Version
from gaisma.record.people.models import Person

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
        return readings.strength(self.agreement.linear, self.agreement.pairs)


@dataclass(frozen=True)
class OfObserver:
    """Whether an observer rates lower or higher than others on the same lessons."""

    observer: Person
    severity: Severity

    @property
    def words(self) -> str:
        """What the difference says."""
        return readings.severity(self.severity.interval)


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
        return sum(kappa >= readings.STRONG for kappa, _one in self.told)

    @property
    def weakest(self) -> tuple[OfCriterion, ...]:
        """The few on which they agree least, the worst first."""
        weak = [(kappa, one) for kappa, one in self.told if kappa < readings.STRONG]
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
        leaning = (
            one for one in self.observers if readings.direction(one.severity.interval) == direction
        )
        return tuple(str(one.observer) for one in leaning)


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
