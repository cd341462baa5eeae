"""A city's year of lessons from one CSV, beside DuckDB's own copy of that file to Parquet; what is
asked of the lessons of a city and of a country.
"""

import json
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.measuring import Measured, gaisma, module, run

if TYPE_CHECKING:
    from gaisma.analytics.tables import LakeTable

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
        said = _said(taken.output)
        if said["created"] != {"lessons": rows}:
            raise RuntimeError(taken.output)
        what = f"{rows / 1e6:.1f} M lesson rows from CSV ({lessons.stat().st_size / 1e6:.0f} MB)"
        peer = f"DuckDB's own COPY: {copied.seconds:.3g} s; {taken.cpu:.3g} s of processor"
        yield Measured(f"{what}, checked and in the lake", taken.seconds, "s", 40, peer)
        yield Measured("as a multiple of that COPY", taken.seconds / copied.seconds, "×", 3)
        peer = f"DuckDB's COPY: {copied.peak_mib:.0f} MiB"
        yield Measured("memory of that", taken.peak_mib, "MiB", 2048, peer)
        again = gaisma(home, "import", "table", "lessons", lessons, "--json")
        said = _said(again.output)
        if said["ended"] != {"lessons": rows}:
            raise RuntimeError(again.output)
        yield Measured("the same year sent again, replaced", again.seconds, "s", 60)
        undone = gaisma(home, "import", "undo", str(said["id"]), "--json")
        yield Measured("undone", undone.seconds, "s", 60)


def _said(output: str) -> Any:
    """What a command printed as JSON, behind what it told meanwhile."""
    return json.loads(output[output.index("{") :])


def of_learners() -> Iterator[Measured]:
    """What signals about each learner of a city are made of, over a year."""
    with tempfile.TemporaryDirectory(prefix="gaisma-bench-") as folder:
        place = Path(folder)
        run([sys.executable, "-m", "benchmarks.lessons", "make", place, "1"])
        found = json.loads(
            run([sys.executable, "-m", "benchmarks.lessons", "ask", place]).output.splitlines()[-1]
        )
        for what, seconds in found.items():
            yield Measured(
                f"{what}, {LEARNERS} learners, {ROWS / 1e6:.1f} M lessons", seconds, "s", 3
            )


def of_signals() -> Iterator[Measured]:
    """What rules tell of each learner in each week of a year: the page of past years asks it."""
    with tempfile.TemporaryDirectory(prefix="gaisma-bench-") as folder:
        place = Path(folder)
        run([sys.executable, "-m", "benchmarks.lessons", "make", place, "1"])
        output = run([sys.executable, "-m", "benchmarks.lessons", "ask-signals", place]).output
        told = json.loads(output.splitlines()[-1])
        what = f"all signals of {LEARNERS} learners over a year, {ROWS / 1e6:.1f} M lessons"
        yield Measured(what, told["seconds"], "s", 3, f"{told['signals']} weeks of learners")


def of_country() -> Iterator[Measured]:
    """A month and a year of a hundred cities."""
    with tempfile.TemporaryDirectory(prefix="gaisma-bench-") as folder:
        place = Path(folder)
        run([sys.executable, "-m", "benchmarks.lessons", "make", place, "100"])
        found = json.loads(
            run([sys.executable, "-m", "benchmarks.lessons", "ask-country", place]).output
        )
        for what, seconds in found.items():
            yield Measured(what, seconds, "s", 10)


ROWS = LEARNERS * DAYS * LESSONS
CLASS_SIZE = 25


def _cities(place: Path, count: int) -> None:
    """Files of the lake's tables: of one city a year, of several the first month and all sums."""
    import polars as pl

    from gaisma.evidence.lake import files as lake_files
    from gaisma.record.journals import facts

    for table in facts.FACTS:
        (place / table.key).mkdir()
    days = pl.DataFrame({"day": _days()}).with_columns(month=pl.col("day").dt.strftime("%Y-%m"))
    people = pl.DataFrame({"person": pl.int_range(LEARNERS, eager=True)}).with_columns(
        group=pl.col("person") // CLASS_SIZE, unit=pl.col("person") // 600
    )
    hours = pl.DataFrame({"lesson": pl.int_range(1, LESSONS + 1, eager=True)})
    lot = pl.int_range(pl.len()).hash(1) % 200
    status = (
        pl.when(lot < 184).then(pl.lit("present"))
        .when(lot < 194).then(pl.lit("absent_excused"))
        .when(lot < 197).then(pl.lit("absent_unexcused"))
        .otherwise(pl.lit("late"))
    )  # fmt: skip
    for month, some in days.group_by("month", maintain_order=True):
        rows = people.join(some, how="cross").join(hours, how="cross")
        rows = rows.with_columns(
            status=status,
            subject=pl.format("subject {}", (pl.col("lesson") + pl.col("day").dt.day()) % 12),
            school_year=pl.lit("2024/2025"),
            mark=(pl.int_range(pl.len()).hash(2) % 10 + 1).cast(pl.Int64),
            given_for=pl.lit("lesson"),
            stage=pl.lit("school"),
        ).with_columns(institution="unit", authority=pl.lit(1))
        for key in ("institution_kind", "founder", "grade", "reason", "delivery", "scale", "step"):
            rows = rows.with_columns(pl.lit(None).alias(key))
        sums = facts.days(rows)
        for number in range(count):
            shift = number * 1_000_000

            def kept(
                frame: pl.DataFrame,
                table: "LakeTable",
                name: str,
                shift: int = shift,
                number: int = number,
            ) -> None:
                keys = [one for one in ("person", "group", "unit", "institution") if one in frame]
                moved = frame.with_columns(pl.col(one) + shift for one in keys)
                whole = lake_files.conforming(table, moved)
                path = place / table.key / f"{name}-{number}.parquet"
                whole.write_parquet(path, row_group_size=lake_files.ROW_GROUP)

            if month[0] == "2024-10" or count == 1:
                kept(rows, facts.LESSONS, str(month[0]))
            kept(sums, facts.LESSON_DAYS, str(month[0]))
        marked = rows.filter(pl.int_range(pl.len()).hash(3) % 7 == 0)
        marked = lake_files.conforming(facts.LESSON_MARKS, marked)
        marked.write_parquet(place / "lesson_marks" / f"{month[0]}.parquet")


def ask(place: Path, *, country: bool = False) -> dict[str, float]:
    """Seconds for each question, asked once over files that nobody has read yet."""
    import ibis

    from gaisma.analytics.engines.duckdb import DuckdbEngine
    from gaisma.analytics.tables import Lake
    from gaisma.record.journals import facts, lessons

    lake = Lake(one.table for one in facts.FACTS)
    engine = DuckdbEngine({one.key: sorted((place / one.key).glob("*")) for one in facts.FACTS})
    first, last = _days()[0], _days()[-1]
    rows = lessons.during(lake.lessons, date(2024, 10, 1), date(2024, 10, 31))
    by_class = rows.group_by("unit", "group").aggregate(
        attended=rows.status.isin(["present", "late"]).cast("int64").sum(), entered=rows.count()
    )
    year = lake.lesson_days
    of_year = year.group_by("unit", "group").aggregate(
        attended=year.present.sum() + year.late.sum(), entered=year.lessons.sum()
    )
    asked = {
        "share of attendance by week": lessons.shares(lake, first, last, by_week=True),
        "unexcused lessons of the year": lessons.unexcused_above(lake, first, last, more_than=20),
        "subjects that are failing": lessons.failing(lake, first, last),
    }
    if country:
        asked = {
            "attendance by class, a month of a country": by_class,
            "the same of a year, from daily sums": of_year,
        }
    taken = {}
    for what, table in asked.items():
        sql = str(ibis.to_sql(table, dialect="duckdb"))
        started = time.perf_counter()
        found = engine.arrow(sql)
        taken[what] = time.perf_counter() - started
        if not found.num_rows:
            raise RuntimeError(what)
    return taken


def ask_signals(place: Path) -> dict[str, float]:
    """Seconds until every rule has told of every week, and of how many weeks of learners it did.

    In a process that has asked something before, as the one that serves pages has.
    """
    import ibis
    import polars as pl

    from gaisma.analytics.engines.duckdb import DuckdbEngine
    from gaisma.analytics.tables import Lake
    from gaisma.quality.prevention.signals import beginning, history
    from gaisma.quality.prevention.signals.finding import Whose
    from gaisma.record.journals import facts

    lake = Lake(one.table for one in facts.FACTS)
    engine = DuckdbEngine({one.key: sorted((place / one.key).glob("*")) for one in facts.FACTS})

    def answer(table: Any) -> pl.DataFrame:
        return pl.DataFrame(engine.arrow(str(ibis.to_sql(table, dialect="duckdb"))))

    first, last = _days()[0], _days()[-1]
    terms = [(first, date(2024, 12, 20)), (date(2025, 1, 6), last)]
    whose = Whose(frozenset(range(LEARNERS // 600 + 1)))
    answer(lake.lesson_days.limit(1))
    started = time.perf_counter()
    year = history.history(lake, first, last, terms, whose, answer=answer)
    told = sum(
        int(year.signs(kind, threshold).sum())
        for kind, (threshold, _why) in beginning.SHIPPED.items()
    )
    return {"seconds": time.perf_counter() - started, "signals": told}


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


def main(words: list[str]) -> object:
    """What the module is asked for as a process of its own."""
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gaisma.config.settings")
    django.setup()
    if words[0] == "make":
        _cities(Path(words[1]), int(words[2]))
        return None
    if words[0] in ("ask", "ask-country"):
        return ask(Path(words[1]), country=words[0] == "ask-country")
    if words[0] == "ask-signals":
        return ask_signals(Path(words[1]))
    return {"rows": write(Path(words[0]))}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(sys.argv[1:])) + "\n")
