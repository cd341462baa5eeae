"""How many reached which band of a paper, and which part of all they are."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

import polars as pl

from gaisma.analytics.measures import estimates
from gaisma.base import wording
from gaisma.quality.assessments import terms
from gaisma.quality.assessments.banding import in_bands
from gaisma.quality.assessments.models import Band, Paper
from gaisma.quality.assessments.terms import WHOLE

HUNDRED = 100


@dataclass(frozen=True)
class LevelLine:
    """So many who reached a band, and which part of all they are, with its interval."""

    name: str
    count: int
    share: str
    drawn: str
    is_low: bool


@dataclass(frozen=True)
class Levels:
    """The bands of the whole paper, without a title, or of a skill, the lowest first."""

    title: str
    all: int
    lines: tuple[LevelLine, ...]


def reached(paper: Paper, sat: pl.DataFrame) -> Iterator[Levels]:
    """Of the whole and of each skill, the bands with those who reached them.

    `sat` are the first attempts that are told of, as `in_bands` reads them.
    """
    bands = paper.bands.order_by("skill", "order")
    counts = in_bands(sat, bands).group_by("skill", "band").len()
    counted = {(skill, band): number for skill, band, number in counts.iter_rows()}
    for skill, group in groupby(bands, key=lambda band: band.skill):
        listed = tuple(group)
        numbers = [counted.get((skill or WHOLE, one.code), 0) for one in listed]
        if all_ := sum(numbers):
            each = zip(listed, numbers, strict=True)
            lines = tuple(_level(one, number, all_) for one, number in each)
            yield Levels(terms.skill(skill), all_, lines)


def _level(band: Band, number: int, all_: int) -> LevelLine:
    drawn = f"{number * HUNDRED / all_:.1f}"
    return LevelLine(band.said(), number, share(number, all_), drawn, band.is_low)


def share(part: int, whole: int) -> str:
    """The share of those below with its interval, in percent."""
    interval = estimates.wilson(part, whole)
    share = wording.percent(Decimal(part * HUNDRED) / Decimal(whole), decimals=1)
    if interval is None:
        return share
    told = wording.interval(interval.low * HUNDRED, interval.high * HUNDRED, decimals=1)
    return f"{share} ({told})"
