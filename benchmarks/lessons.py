"""A city's year of lessons from one CSV, beside DuckDB's own copy of that file to Parquet."""

import json
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from benchmarks.measuring import Measured, gaisma, module, run

LEARNERS = 12_600
DAYS, LESSONS = 148, 7
"""13 053 600 rows."""
COPY = """
import duckdb, sys
duckdb.connect().execute(
    "COPY (FROM read_csv(?)) TO '" + sys.argv[2] + "' (FORMAT parquet, COMPRESSION zstd)",
    [sys.argv[1]],
)
"""


def measured() -> Iterator[Measured]:
    """Taken in, sent again with other rows, and undone."""
    from benchmarks.oneroster import INIT
    from tests import oneroster_sets

    with tempfile.TemporaryDirectory(prefix="gaisma-bench-") as folder:
        place = Path(folder)
        roster = oneroster_sets.roster(learners=LEARNERS, year=2024)
        files = oneroster_sets.write(place / "set", roster)
        home = place / "home"
        home.mkdir()
        gaisma(home, "init", *INIT)
        gaisma(home, "import", "oneroster", files, "--yes", "--json")
        lessons = place / "lessons.csv"
        rows = module("benchmarks.lessons", home, str(lessons))["rows"]
        copied = run([sys.executable, "-c", COPY, lessons, place / "copy.parquet"])
        taken = gaisma(home, "import", "table", "lessons", lessons, "--json")
        said = json.loads(taken.output.splitlines()[-1])
        if said["created"] != {"lessons": rows}:
            raise RuntimeError(taken.output)
        what = f"{rows / 1e6:.1f} M lesson rows from CSV ({lessons.stat().st_size / 1e6:.0f} MB)"
        peer = f"DuckDB's own COPY: {copied.seconds:.3g} s; {taken.cpu:.3g} s of processor"
        yield Measured(f"{what}, checked and in the lake", taken.seconds, "s", 40, peer)
        yield Measured("as a multiple of that COPY", taken.seconds / copied.seconds, "×", 3)
        peer = f"DuckDB's COPY: {copied.peak_mib:.0f} MiB"
        yield Measured("memory of that", taken.peak_mib, "MiB", 2048, peer)
        again = gaisma(home, "import", "table", "lessons", lessons, "--json")
        said = json.loads(again.output.splitlines()[-1])
        if said["ended"] != {"lessons": rows}:
            raise RuntimeError(again.output)
        yield Measured("the same year sent again, replaced", again.seconds, "s", 60)
        undone = gaisma(home, "import", "undo", str(said["id"]), "--json")
        yield Measured("undone", undone.seconds, "s", 60)


def write(path: Path) -> int:
    """A year's lessons of every learner that the installation holds; how many rows."""
    import polars as pl

    from gaisma.base import bulk
    from gaisma.record.programmes.models import Enrolment

    learners = bulk.frame_of(
        Enrolment.objects.order_by("group__institution__code", "group__name", "pk"),
        "person_id", "group__institution__code", "group__name",
    )  # fmt: skip
    learners = learners.select(
        institution="group__institution__code",
        group="group__name",
        person_id=pl.lit("gaisma:") + pl.col("person_id").cast(pl.String),
    )
    subjects = ["Matemātika", "Latviešu valoda", "Angļu valoda", "Vēsture", "Bioloģija", "Fizika"]
    rows = 0
    with path.open("wb") as stream:
        for number, day in enumerate(_days()):
            lessons = pl.DataFrame({"lesson": range(1, LESSONS + 1)})
            lessons = lessons.with_columns(
                subject=pl.lit(pl.Series(subjects)).gather(
                    (pl.col("lesson") + number) % len(subjects)
                )
            )
            both = learners.join(lessons, how="cross")
            lot = pl.int_range(pl.len()).hash(number) % 200
            status = (
                pl.when(lot < 184).then(pl.lit("present"))
                .when(lot < 194).then(pl.lit("absent_excused"))
                .when(lot < 197).then(pl.lit("absent_unexcused"))
                .otherwise(pl.lit("late"))
            )  # fmt: skip
            reason = pl.when((lot >= 184) & (lot < 194)).then(pl.lit("illness"))
            both = both.with_columns(day=pl.lit(day), presence=status, reason=reason)
            both.write_csv(stream, include_header=number == 0)
            rows += both.height
    return rows


def _days() -> list[date]:
    first = date(2024, 9, 2)
    days = (first + timedelta(days=number) for number in range(400))
    return [day for day in days if day.isoweekday() < 6][:DAYS]


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gaisma.config.settings")
    django.setup()
    started = time.perf_counter()
    count = write(Path(sys.argv[1]))
    sys.stdout.write(json.dumps({"rows": count, "seconds": time.perf_counter() - started}) + "\n")
