"""Regions and countries of cities like Paraugpils, in the lake only: for benchmarks.

Each further city is Paraugpils with keys and pseudonyms of its own, under an authority of its own.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import partial

import polars as pl
from django.db import transaction

from gaisma.base.registry import gathered
from gaisma.evidence.lake import actions as lake
from gaisma.evidence.lake import queries
from gaisma.evidence.lake.models import LakeVersion
from gaisma.sample import absences, audited, journals, plan

CITIES = {"city": 1, "region": 10, "country": 100}
BATCH = 10
"""So many cities are held in memory at once."""
KEYS = (
    "unit",
    "institution",
    "authority",
    "parent",
    "successor_unit",
    "successor_institution",
    "programme",
    "group",
    "vacancy",
    "board",
    "meeting",
    "observation",
)
STEP = 1_000_000
"""Keys of one city lie this far from those of the next."""
PSEUDONYMS = 2**63 - 1
GOLDEN = 0x1E3779B97F4A7C15
"""An odd number: adding multiples of it scatters the pseudonyms of the cities."""


def ensure(
    size: str, *, at: datetime, told: Callable[[int, int], None] = lambda done, total: None
) -> LakeVersion:
    """The lake's version that holds as many cities as the size says, made where it is not there.

    The further cities are written together or not at all.
    """
    latest = queries.latest()
    if size == "city":
        _begin_with_the_city(latest, at=at)
    elif latest is None or _size(latest) != size:
        _begin_with_the_city(latest, at=at)
        with transaction.atomic():
            _multiply(size, at=at, told=told)
    return queries.version(None)


def _begin_with_the_city(latest: LakeVersion | None, *, at: datetime) -> None:
    """Copy the record into the lake anew, whatever size the lake had."""
    if latest is not None and _size(latest) != "city":
        with transaction.atomic():
            lake.touch(*audited.LOAD.touches)
    lake.refresh(reason=_reason("city"), at=at)
    journals.ensure(at=at)
    absences.ensure(at=at)


def _size(version: LakeVersion) -> str:
    """What size a version has: its authorities tell."""
    held = {file["cut"]["authority"] for file in version.contents["groups"]["files"] if file["cut"]}
    return next((size for size, cities in CITIES.items() if cities == len(held)), "")


def _reason(size: str) -> str:
    return f"sample {size}"


def _multiply(size: str, *, at: datetime, told: Callable[[int, int], None]) -> None:
    city = {fact.key: fact.rows() for fact in gathered("FACTS") if fact.rows is not None}
    for batch in _batches(CITIES[size]):
        frames = {
            key: pl.concat([another(frame, number) for number in batch])
            for key, frame in city.items()
        }
        lake.append_many(frames, reason=_reason(size), at=at)
        told(batch.stop - 1, CITIES[size])


def _batches(cities: int) -> Iterator[range]:
    """The numbers of the further cities, the first being the record's own."""
    for start in range(2, cities + 1, BATCH):
        yield range(start, min(start + BATCH, cities + 1))


def another(frame: pl.DataFrame, number: int) -> pl.DataFrame:
    """The rows of a table as those of another city."""
    shift = (number - 1) * STEP
    columns = {name: pl.col(name) + shift for name in KEYS if name in frame.columns}
    columns |= {name: change(number) for name, change in RENAMED.items() if name in frame.columns}
    if "aliases" in frame.columns:
        columns["code"] = pl.format(f"{{}}-{number}", "code")
    return frame.with_columns(**columns)


def _pseudonym(column: str, number: int) -> pl.Expr:
    scattered = (number - 1) * GOLDEN & PSEUDONYMS
    person = pl.col(column).cast(pl.UInt64) + pl.lit(scattered, pl.UInt64)
    return (person & pl.lit(PSEUDONYMS, pl.UInt64)).cast(pl.Int64)


RENAMED: Mapping[str, Callable[[int], pl.Expr]] = {
    "person": partial(_pseudonym, "person"),
    "teacher": partial(_pseudonym, "teacher"),
    "name": lambda number: pl.format(f"{{}} ({number})", "name"),
    "aliases": lambda number: pl.col("aliases").list.head(0),
    "home_municipality": lambda number: pl.col("home_municipality").replace(
        plan.MUNICIPALITY, f"{plan.MUNICIPALITY} {number}"
    ),
}
