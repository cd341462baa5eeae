"""The same kind of paper over the years: how far means moved, of the whole and by institution."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

import polars as pl
from django.utils.translation import gettext

from gaisma.analytics.measures import estimates
from gaisma.analytics.measures.estimates import Estimate
from gaisma.base import pictures, sorting, wording
from gaisma.quality.assessments.models import Paper

Sample = tuple[int, float, float | None]


@dataclass(frozen=True)
class Year:
    """A paper of a year with the results that are read of it, of those whose percent are told."""

    paper: Paper
    rows: pl.DataFrame

    @property
    def name(self) -> str:
        return wording.school_year(self.paper.assessment.school_year.name)


@dataclass(frozen=True)
class Move:
    """From one mean to the next, in percentage points; `is_clear`: chance alone hardly does it."""

    name: str
    key: str
    before: str
    now: str
    change: str
    interval: str
    is_clear: bool


@dataclass(frozen=True)
class OverYears:
    """From the last earlier year to this one, and lines over all of them."""

    since: str
    until: str
    moves: tuple[Move, ...]
    picture: pictures.Slopes | None


def alike(paper: Paper) -> list[Paper]:
    """The same kind of paper of this year and the years before, the last one first."""
    like = Paper.objects.filter(
        assessment__kind=paper.assessment.kind,
        assessment__school_year__starts_on__lte=paper.assessment.school_year.starts_on,
        subject=paper.subject,
        stage=paper.stage,
        grade=paper.grade,
        level=paper.level,
    )
    rows = like.select_related("assessment__school_year")
    return list(rows.order_by("-assessment__school_year__starts_on", "-pk"))


def over_years(years: Sequence[Year], *, name: str) -> OverYears | None:
    """What became of the whole, called by the name, and of each institution.

    The years stand the last one first; nothing where results of fewer than two of them are read.
    """
    told = [year for year in reversed(years) if year.rows.height]
    if len(told) < 2:
        return None
    places = sorted(
        {pair for year in told for pair in _places(year.rows)},
        key=lambda pair: (sorting.natural(pair[1]), pair[0]),
    )
    samples = [("", name, [_sample(year.rows) for year in told])]
    if len(places) > 1:
        samples += [
            (str(pk), place, [_sample(year.rows.filter(pl.col(PLACE) == pk)) for year in told])
            for pk, place in places
        ]
    return OverYears(
        since=told[-2].name,
        until=told[-1].name,
        moves=tuple(_moves(samples)),
        picture=pictures.slopes(
            [year.name for year in told],
            [(name, [_mean(one) for one in line]) for _key, name, line in samples],
            written=_percent,
        ),
    )


PLACE, PLACE_NAME = ("institution_id", "institution__name")


def _places(rows: pl.DataFrame) -> Iterable[tuple[int, str]]:
    return rows.select(PLACE, PLACE_NAME).unique().iter_rows()


def _sample(rows: pl.DataFrame) -> Sample:
    percent = rows["percent"].cast(pl.Float64)
    average, deviation = percent.mean(), percent.std()
    return (
        rows.height,
        average if isinstance(average, float) else 0.0,
        deviation if isinstance(deviation, float) else None,
    )


def _mean(sample: Sample) -> Decimal | None:
    return Decimal(f"{sample[1]:.3f}") if sample[0] else None


def _moves(samples: Iterable[tuple[str, str, list[Sample]]]) -> Iterator[Move]:
    for key, name, line in samples:
        before, now = line[-2:]
        found = estimates.difference(before, now)
        yield Move(
            name=name,
            key=key,
            before=_written(before),
            now=_written(now),
            change=wording.DASH if found is None else _signed(found.value),
            interval=_interval(found),
            is_clear=_is_clear(found),
        )


def _written(sample: Sample) -> str:
    """The mean, and of how many."""
    mean = _mean(sample)
    if mean is None:
        return wording.DASH
    return gettext("%(mean)s (of %(number)s)") % {
        "mean": _percent(mean),
        "number": wording.number(sample[0]),
    }


def _percent(value: wording.Number) -> str:
    return wording.percent(value, decimals=1)


def _signed(points: float) -> str:
    # What rounds to nothing has no sign.
    return wording.signed(Decimal(f"{points:.1f}") + 0, decimals=1)


def _interval(found: Estimate | None) -> str:
    if found is None or found.interval is None:
        return ""
    return gettext("%(low)s to %(high)s") % {
        "low": _signed(found.interval.low),
        "high": _signed(found.interval.high),
    }


def _is_clear(found: Estimate | None) -> bool:
    if found is None or found.interval is None:
        return False
    return found.interval.low > 0 or found.interval.high < 0
