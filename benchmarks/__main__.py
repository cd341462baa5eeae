"""Runs the benchmarks one after another and prints a table: python -m benchmarks [NAME]...

Without names all are run, and docs/reference/performance.md is written.
"""

import os
import platform
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import (
    browsing,
    city,
    figures,
    hostile,
    lessons,
    load,
    oneroster,
    pages,
    peak,
    results,
    rows,
    sheets,
    small_groups,
    surveys,
)
from benchmarks.measuring import PROJECT, Measured, table

BENCHMARKS: dict[str, Callable[[], Iterator[Measured]]] = {
    "city": city.measured,
    "figures": figures.city,
    "country": figures.country,
    "rows": rows.measured,
    "small-groups": small_groups.measured,
    "surveys": surveys.measured,
    "results": results.measured,
    "oneroster-sqlite": oneroster.on_sqlite,
    "oneroster-postgresql": oneroster.on_postgresql,
    "pages": pages.measured,
    "lighthouse": browsing.measured,
    "load-sqlite": load.on_sqlite,
    "load-postgresql": load.on_postgresql,
    "peak-sqlite": peak.on_sqlite,
    "peak-postgresql": peak.on_postgresql,
    "sheets": sheets.measured,
    "hostile": hostile.measured,
    "lessons": lessons.measured,
    "lessons-learners": lessons.of_learners,
    "lessons-signals": lessons.of_signals,
    "lessons-country": lessons.of_country,
    "demo": city.from_a_clone,
}
PAGE = PROJECT / "docs" / "reference" / "performance.md"


def main(names: list[str]) -> int:
    """Run those that are named, or all; the exit status."""
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        sys.stderr.write(f"Unknown: {', '.join(unknown)}. Known: {', '.join(BENCHMARKS)}.\n")
        return 2
    before = machine()
    measured: list[Measured] = []
    waiting = list(names or BENCHMARKS)
    while waiting:
        measured += _told(waiting.pop(0))
        if not names:  # what is measured already stays when a later one fails
            PAGE.write_text(page(before, measured, waiting), encoding="utf-8")
    sys.stdout.write(f"{before}\n\n{table(measured)}")
    return 0


def page(before: str, measured: list[Measured], missing: list[str]) -> str:
    """The page of the documentation."""
    left = f" **Not measured in this run: {', '.join(missing)}.**" if missing else ""
    short = [each.what for each in measured if each.falls_short]
    verdict = f"Falls short: {'; '.join(short)}." if short else "Everything reaches what it is to."
    return (
        "# Performance\n\nWritten by `make bench`, which measures it anew; each line with its"
        f" limit or a peer in the same run. {verdict}{left}\n\n{before}\n\n{table(measured)}"
    )


def machine() -> str:
    """The machine, the day, and how busy it was before."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    busy = os.getloadavg()[1]
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {_processor()}, {os.cpu_count()} cores, {memory:.0f} GiB,"
        f" {platform.system()}, Python {platform.python_version()}; load in the five minutes"
        f" before: {busy:.1f}."
    )


def _processor() -> str:
    listed = Path("/proc/cpuinfo")
    lines = listed.read_text(encoding="utf-8").splitlines() if listed.exists() else []
    names = [line.split(":")[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def _told(name: str) -> Iterator[Measured]:
    sys.stderr.write(f"{name} …\n")
    for each in BENCHMARKS[name]():
        sys.stderr.write(f"  {' · '.join(filter(None, each.cells()))}\n")
        yield each


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
