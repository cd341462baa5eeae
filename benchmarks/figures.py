"""Figures of the city and of a country: cold, warm, from the cache, beside SQL by hand."""

import csv
import json
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.measuring import PROJECT, Measured, gaisma, median, module, seconds

PUBLISHED = PROJECT / "gaisma" / "sample" / "published.csv"
AS_OF = date(2024, 8, 20)
YEAR = {"school_year": "2024/2025"}
ONE = ("learners.count", {**YEAR, "stage": "preschool"}, ())
BY_HAND = """
    SELECT count(DISTINCT person) + coalesce(sum(heads), 0) FROM enrolments
    WHERE school_year = '2024/2025' AND stage = 'preschool'
      AND (from_on IS NULL OR from_on <= DATE '2024-09-01')
      AND (to_on IS NULL OR to_on >= DATE '2024-09-01')
      AND (registered_on IS NULL OR registered_on <= DATE '2024-08-20')
"""
OF_A_COUNTRY: list[tuple[str, dict[str, str], tuple[str, ...]]] = [
    ("learners.count", YEAR, ()),
    ONE,
    ("learners.count", YEAR, ("stage",)),
    ("learners.change", YEAR, ()),
    ("groups.count", {**YEAR, "stage": "preschool"}, ()),
    ("places.free", {**YEAR, "stage": "preschool"}, ()),
    ("teachers.count", YEAR, ()),
    ("teachers.at_several_institutions", YEAR, ()),
    ("institutions.count", {**YEAR, "offers": "preschool"}, ()),
]


def city() -> Iterator[Measured]:
    """All figures that the city published."""
    with tempfile.TemporaryDirectory(prefix="gaisma-bench-") as folder:
        home = Path(folder)
        gaisma(home, "demo", "--no-serve")
        cold = gaisma(home, "compare", PUBLISHED, statuses=(0, 1))
        start = gaisma(home, "indicators").seconds
        found = module("benchmarks.figures", home, "city")
        peer = f"{cold.cpu:.2g} s of processor; {start:.2g} s for `gaisma indicators`, the start"
        yield Measured("all foundation figures, cold process", cold.seconds, "s", 4, peer)
        peer = f"{found['first']:.2g} s the first time in the process"
        yield Measured("all foundation figures, running process", found["again"], "s", 1, peer)
        peer = f"{found['by_hand']:.2g} ms by hand in SQL"
        yield Measured("one figure, warm, of the city", found["one"], "ms", 20, peer)
        peer = f"{found['newest']:.2g} ms when the newest version is asked for"
        yield Measured("one figure from the cache", found["cached"], "ms", 1, peer)


def country() -> Iterator[Measured]:
    """The same questions over a hundred cities."""
    with tempfile.TemporaryDirectory(prefix="gaisma-bench-") as folder:
        home = Path(folder)
        made = gaisma(home, "demo", "--no-serve", "--size", "country")
        held = f"{made.seconds:.0f} s and {made.peak_mib:.0f} MiB to make"
        yield Measured("a country in the lake", made.seconds, "s", None, held)
        for question, figure, by_hand in module("benchmarks.figures", home, "country"):
            peer = f"{by_hand:.3g} ms by hand in SQL" if by_hand else ""
            yield Measured(f"of a country: {question}", figure, "ms", 200, peer)


def _of_the_city() -> dict[str, float]:
    from gaisma.evidence.figures import queries
    from gaisma.evidence.lake.queries import version

    asked = list(_published())
    number = version(None).number

    def all_of_them() -> None:
        for indicator, filters, as_of in asked:
            queries.answer(indicator, filters=filters, as_of=as_of)

    first = seconds(all_of_them)
    queries._answered.cache_clear()
    again = seconds(all_of_them)
    indicator, filters, _ = ONE
    newest = lambda: queries.answer(indicator, filters=filters, as_of=AS_OF)  # noqa: E731
    named = lambda: queries.answer(  # noqa: E731
        indicator, filters=filters, as_of=AS_OF, lake_version=number
    )
    return {
        "first": first,
        "again": again,
        "one": _computed(*ONE) * 1000,
        "by_hand": _by_hand() * 1000,
        "cached": median(named, 1000) * 1000,
        "newest": median(newest, 1000) * 1000,
    }


def _of_the_country() -> list[tuple[str, float, float | None]]:
    return [
        (
            " ".join([question[0], *question[1].values(), *(f"by {name}" for name in question[2])]),
            _computed(*question, times=7) * 1000,
            _by_hand(times=7) * 1000 if question is ONE else None,
        )
        for question in OF_A_COUNTRY
    ]


def _computed(
    indicator: str, filters: dict[str, str], by: tuple[str, ...], *, times: int = 51
) -> float:
    from gaisma.evidence.figures import queries

    def compute() -> None:
        queries._answered.cache_clear()
        queries.answer(indicator, filters=filters, by=by, as_of=AS_OF)

    compute()
    return median(compute, times)


def _by_hand(*, times: int = 51) -> float:
    from gaisma.evidence.lake import engines
    from gaisma.evidence.lake.queries import version

    engine = engines.engine(version(None))
    return median(lambda: engine.rows(BY_HAND), times)


def _published() -> Iterator[tuple[str, dict[str, str], date]]:
    with PUBLISHED.open(encoding="utf-8", newline="") as stream:
        for line in csv.DictReader(stream):
            if line["area"] == "foundation":
                filters = dict(pair.split("=") for pair in line["filters"].split(";"))
                yield line["indicator"], filters, date.fromisoformat(line["as_of"])


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gaisma.config.settings")
    django.setup()
    found: Any = _of_the_city() if sys.argv[1] == "city" else _of_the_country()
    sys.stdout.write(json.dumps(found) + "\n")
