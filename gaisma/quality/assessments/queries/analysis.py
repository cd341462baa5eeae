"""What results of a paper say: by place, class and condition, and task by task.

It reads the results that the reader may see, first attempts of those who sat: whoever leads a
school reads its own learners beside the city, whoever teaches a class reads that class. So nothing
is told here that the list of results does not tell; outside of it stand figures only.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import polars as pl
from django.utils.translation import gettext, gettext_noop

from gaisma.analytics.measures import estimates
from gaisma.analytics.measures.estimates import Estimate
from gaisma.analytics.measures.items import ItemStatistics, TestStatistics, analysed
from gaisma.analytics.vocabulary import LANGUAGES, SPECIAL_NEEDS
from gaisma.base import bulk, sorting, terms, wording
from gaisma.base.models import User
from gaisma.evidence.figures import asking, policies
from gaisma.evidence.figures.evidence import current
from gaisma.evidence.figures.queries import UnableToAnswer
from gaisma.evidence.lake.queries import UnknownLakeVersion
from gaisma.quality.assessments.models import Item, Paper, Result
from gaisma.quality.assessments.queries import levels
from gaisma.quality.assessments.queries.over_years import OverYears, Year, alike, over_years
from gaisma.quality.assessments.reaching import BLANK
from gaisma.quality.assessments.terms import CITY, REFERENCES

STEP, HUNDRED = 10, 100
TELLS_APART = 0.2
"""Below it a task hardly tells apart who knows more: Ebel and Frisbie, "Essentials of Educational
Measurement" (1991), chapter 13.
"""
WEAKEST = 3
"""So many of the tasks in which least was reached are named."""


@dataclass(frozen=True)
class Span:
    """The mean with its interval on a line of a hundred, and what it stands beside."""

    first: str
    second: str
    x: str
    width: str


@dataclass(frozen=True)
class MeanLine:
    """Learners of a place, a class or a condition: how many, their mean, who is below."""

    name: str
    sat: int
    mean: str
    interval: str
    below: str
    below_interval: str
    span: Span
    key: str = ""


@dataclass(frozen=True)
class Table:
    """Lines of one kind, in the order of their names: no league table."""

    title: str
    lines: tuple[MeanLine, ...]
    is_of_places: bool = False


@dataclass(frozen=True)
class Bin:
    """So many whose percent lie between two tens."""

    bounds: str
    count: int
    share: int


@dataclass(frozen=True)
class ItemLine:
    """A task with how it worked."""

    item: Item
    difficulty: str
    discrimination: str
    blank: str
    reached: float
    tells_little: bool


@dataclass(frozen=True)
class Analysis:
    """All that the page shows; where nobody's percent are told there is no whole."""

    paper: Paper
    whole: MeanLine | None
    median: str
    deviation: str
    bins: tuple[Bin, ...]
    levels: tuple[levels.Levels, ...]
    tables: tuple[Table, ...]
    beside: tuple[tuple[str, str], ...]
    items: tuple[ItemLine, ...]
    alpha: str
    weakest: tuple[ItemLine, ...]
    earlier: tuple[MeanLine, ...]
    over_years: OverYears | None
    chosen: str


def analysis(paper: Paper, user: User, *, institution: str = "") -> Analysis:
    """The paper's results that the user sees, of one institution where it is chosen."""
    sat = _sat(paper, user)
    names = dict(sat.select("institution_id", "institution__name").iter_rows())
    chosen = int(institution) if institution.isdecimal() and int(institution) in names else None
    here = sat.filter(pl.col("institution_id") == chosen) if chosen else sat
    every, rows = (found.drop_nulls("percent") for found in (sat, here))
    city = _city(paper, user)
    read = _Reading(paper, city)
    years = [Year(one, _told(one, user, chosen)) for one in alike(paper)]
    found = _items(paper, rows)
    lines = tuple(_item_lines(paper, found))
    place = names.get(chosen, "") if chosen else ""
    percent = rows["percent"].cast(pl.Float64)
    middle = percent.median()
    return Analysis(
        paper=paper,
        whole=read.line(place or str(paper), rows),
        median=_percent(middle if isinstance(middle, float) else None),
        deviation=_number(_deviation(percent)),
        bins=tuple(_bins(percent)),
        levels=tuple(levels.reached(paper, here)),
        tables=tuple(_tables(rows, every, read)),
        beside=tuple(_beside(paper, city)),
        items=lines,
        alpha=_number(found.alpha if found else None, decimals=2),
        weakest=tuple(sorted(lines, key=lambda one: one.reached)[:WEAKEST]),
        earlier=tuple(_earlier(years, city)) if len(years) > 1 else (),
        over_years=over_years(years, name=place or gettext(EVERYBODY)),
        chosen=place,
    )


def _sat(paper: Paper, user: User) -> pl.DataFrame:
    """First attempts of those who sat; of some the examiner tells a level and no percent."""
    seen = Result.objects.visible_to(user).filter(paper=paper, attempt=1, absence="")
    return bulk.frame_of(
        seen.order_by("pk"),
        "pk",
        "paper_id",
        "total",
        "percent",
        "mark",
        "levels",
        "points",
        "institution_id",
        "institution__name",
        "group__name",
        "programme__language",
        "programme__special",
    ).rename({"pk": "result"})


def _told(paper: Paper, user: User, place: int | None) -> pl.DataFrame:
    """Those of the place, or of all places, whose percent are told."""
    sat = _sat(paper, user).drop_nulls("percent")
    return sat.filter(pl.col("institution_id") == place) if place else sat


class _Reading:
    """How lines of this paper are written."""

    def __init__(self, paper: Paper, city: Decimal | None) -> None:
        self.threshold = paper.threshold
        self.city = city

    def line(self, name: str, rows: pl.DataFrame, *, key: str = "") -> MeanLine | None:
        """The learners of the rows; nothing of none."""
        percent = rows["percent"].cast(pl.Float64)
        average = percent.mean()
        deviation = _deviation(percent)
        mean = estimates.mean(
            rows.height, average if isinstance(average, float) else 0.0, deviation
        )
        if mean is None:
            return None
        low = int((rows["percent"] < self.threshold).sum()) if self.threshold is not None else None
        return MeanLine(
            name=name,
            sat=rows.height,
            mean=_percent(mean.value),
            interval=_interval(mean),
            below="" if low is None else wording.number(low),
            below_interval="" if low is None else levels.share(low, rows.height),
            span=self._span(mean),
            key=key,
        )

    def _span(self, mean: Estimate) -> Span:
        low = _within(mean.interval.low if mean.interval else mean.value)
        high = _within(mean.interval.high if mean.interval else mean.value)
        beside = mean.value if self.city is None else float(self.city)
        return Span(f"{mean.value:.1f}", f"{beside:.1f}", f"{low:.1f}", f"{high - low:.1f}")


def _tables(rows: pl.DataFrame, every: pl.DataFrame, read: _Reading) -> Iterator[Table]:
    """By institution where there are several, by class within one, and by what learners have."""
    if rows["institution_id"].n_unique() > 1:
        places = rows.partition_by("institution_id", "institution__name", as_dict=True)
        found = {(str(name), str(pk)): frame for (pk, name), frame in places.items()}
        yield Table(gettext(BY_INSTITUTION), tuple(_lines(found, read)), is_of_places=True)
    elif rows.height:
        yield Table(gettext(BY_CLASS), tuple(_lines(_by(rows, "group__name"), read)))
    languages = {
        (terms.title(LANGUAGES, code) if code else gettext(NOT_KNOWN), code): frame
        for (code, _key), frame in _by(rows, "programme__language").items()
    }
    if len(languages) > 1:
        yield Table(gettext(BY_LANGUAGE), tuple(_lines(languages, read)))
    special = dict(_by_special(rows))
    if len(special) > 1:
        yield Table(gettext(BY_SPECIAL), tuple(_lines(special, read)))


BY_INSTITUTION = gettext_noop("By institution")
BY_CLASS = gettext_noop("By class")
BY_LANGUAGE = gettext_noop("By language of instruction")
BY_SPECIAL = gettext_noop("By special programme")
NOT_KNOWN = gettext_noop("not known")
WITHOUT = gettext_noop("without a special programme")
EVERYBODY = gettext_noop("all together")
Frames = Mapping[tuple[str, str], pl.DataFrame]


def _by(rows: pl.DataFrame, column: str) -> Frames:
    parts = rows.with_columns(pl.col(column).fill_null("")).partition_by(column, as_dict=True)
    return {(str(value), ""): frame for (value,), frame in parts.items()}


def _by_special(rows: pl.DataFrame) -> Iterator[tuple[tuple[str, str], pl.DataFrame]]:
    """A learner of a programme of several types is of each of them."""
    has = pl.col("programme__special").list.len().fill_null(0) > 0
    if (none := rows.filter(~has)).height:
        yield (gettext(WITHOUT), ""), none
    each = rows.filter(has).with_columns(type=pl.col("programme__special")).explode("type")
    for (code,), frame in each.partition_by("type", as_dict=True).items():
        yield (terms.title(SPECIAL_NEEDS, str(code)), ""), frame


def _lines(frames: Frames, read: _Reading) -> Iterable[MeanLine]:
    named = sorted(frames.items(), key=lambda one: sorting.natural(one[0][0]))
    lines = (read.line(name, frame, key=key) for (name, key), frame in named)
    return (line for line in lines if line is not None)


def _bins(percent: pl.Series) -> Iterator[Bin]:
    """Tens of percent; a hundred stands in the last."""
    tens = (percent // STEP).clip(0, HUNDRED // STEP - 1).cast(pl.Int64)
    counts = dict(tens.value_counts().iter_rows())
    largest = max(counts.values(), default=0)
    for ten in range(HUNDRED // STEP if largest else 0):
        last = HUNDRED if ten == HUNDRED // STEP - 1 else (ten + 1) * STEP - 1
        count = counts.get(ten, 0)
        yield Bin(f"{ten * STEP}–{last}", count, round(count * HUNDRED / largest))


def _items(paper: Paper, rows: pl.DataFrame) -> TestStatistics | None:
    """The tasks of those of whom points of each are told."""
    maxima = [float(one) for one in _maxima(paper)]
    told = rows.filter(pl.col("points").list.len() == len(maxima)) if maxima else rows.clear()
    if not told.height:
        return None
    cells = pl.col("points").list.get
    points = told.select(
        pl.when(cells(place) != BLANK)
        .then(cells(place).str.replace(",", "."))
        .cast(pl.Float64)
        .alias(f"{place}")
        for place in range(len(maxima))
    )
    return analysed(points, maxima)


def _maxima(paper: Paper) -> list[Decimal]:
    return list(paper.items.order_by("number").values_list("maximum", flat=True))


def _item_lines(paper: Paper, found: TestStatistics | None) -> Iterator[ItemLine]:
    if found is None:
        return
    for item, said in zip(paper.items.order_by("number"), found.items, strict=True):
        yield _item_line(item, said)


def _item_line(item: Item, said: ItemStatistics) -> ItemLine:
    return ItemLine(
        item=item,
        difficulty=_percent(said.difficulty * HUNDRED),
        discrimination=_number(said.discrimination, decimals=2),
        blank=_percent(said.blank * HUNDRED),
        reached=said.difficulty,
        tells_little=said.discrimination is not None and said.discrimination < TELLS_APART,
    )


def _city(paper: Paper, user: User) -> Decimal | None:
    """The city's mean, as far as the user is told it."""
    try:
        figure = asking.one(
            "assessments.mean_percent", evidence=current(), filters=paper.told_filters
        )
    except (UnableToAnswer, UnknownLakeVersion):
        return None
    value = policies.shown(user, figure).value
    return None if value is None else Decimal(round(float(value), 3))


def _beside(paper: Paper, city: Decimal | None) -> Iterator[tuple[str, str]]:
    """What the results stand beside: the city, and whatever is published."""
    if city is not None:
        yield gettext(REFERENCES[CITY]), wording.percent(city, decimals=1)
    for one in paper.references.exclude(name=CITY).order_by("name"):
        yield gettext(REFERENCES[one.name]), wording.percent(one.percent, decimals=1)


def _earlier(years: Iterable[Year], city: Decimal | None) -> Iterator[MeanLine]:
    """Each year with the threshold that it had, the last one first."""
    for year in years:
        line = _Reading(year.paper, city).line(year.name, year.rows, key=str(year.paper.pk))
        if line is not None:
            yield line


def _deviation(percent: pl.Series) -> float | None:
    found: Any = percent.std()
    return float(found) if found is not None else None


def _interval(mean: Estimate) -> str:
    if mean.interval is None:
        return ""
    ends = (_within(mean.interval.low), _within(mean.interval.high))
    return wording.interval(*ends, decimals=1)


def _within(percent: float) -> float:
    return min(max(percent, 0.0), float(HUNDRED))


def _percent(value: float | None) -> str:
    return wording.DASH if value is None else wording.percent(Decimal(f"{value:.3f}"), decimals=1)


def _number(value: float | None, *, decimals: int = 1) -> str:
    if value is None:
        return wording.DASH
    return wording.number(Decimal(f"{value:.{decimals}f}"), decimals=decimals)
