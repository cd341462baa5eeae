"""Whole sets of learners, checked and committed."""

import csv
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measuring import Measured, gaisma, seconds

INIT = (
    "--authority=Paraugpils Izglītības pārvalde",
    "--municipality=Paraugpils",
    "--school-year=2024/2025",
    "--administrator=administrator",
    "--json",
)
MEBIBYTES = 1024


def on_sqlite() -> Iterator[Measured]:
    """The learners of a city on the embedded database."""
    yield from _taken_in(12_600, "SQLite", limit=10)


def on_postgresql() -> Iterator[Measured]:
    """Ten times as many on PostgreSQL, which is left out where there is none."""
    from tests import postgresql, programs

    programs_folder = programs.postgresql()
    if programs_folder is None:
        return
    with postgresql.server(programs_folder, is_durable=True) as address:
        yield from _taken_in(126_000, "PostgreSQL", limit=90, database=address)


def _taken_in(learners: int, where: str, *, limit: float, database: str = "") -> Iterator[Measured]:
    from tests import oneroster_sets

    with tempfile.TemporaryDirectory(prefix="gaisma-bench-") as folder:
        files = oneroster_sets.write(
            Path(folder) / "set", oneroster_sets.roster(learners=learners, year=2024)
        )
        home = Path(folder) / "home"
        home.mkdir()
        gaisma(home, "init", *INIT, database=database)
        taken = gaisma(home, "import", "oneroster", files, "--yes", "--json", database=database)
        rows, read = _read(files)
        what = f"OneRoster bulk, {learners // 1000} {learners % 1000:03} learners, {where}"
        peer = f"{taken.cpu:.3g} s of processor; {read:.2g} s for csv to read its {rows} rows"
        yield Measured(what, taken.seconds, "s", limit, peer)
        yield Measured("memory of that", taken.peak_mib, "MiB", MEBIBYTES)


def _read(folder: Path) -> tuple[int, float]:
    rows = 0

    def read() -> None:
        nonlocal rows
        for file in sorted(folder.glob("*.csv")):
            with file.open(encoding="utf-8", newline="") as stream:
                rows += sum(1 for _ in csv.reader(stream))

    elapsed = seconds(read)
    return rows, elapsed
