"""A measurement, how it is taken, and how a table of them is written."""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

WITHOUT_SURPRISES = {
    name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
}
"""As `make` runs us: a Python that compiles its modules at every start is not what is timed."""

PROJECT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Measured:
    """What was reached, beside the limit and beside a peer in the same run."""

    what: str
    reached: float
    unit: str
    limit: float | None = None
    peer: str = ""

    @property
    def falls_short(self) -> bool:
        return self.limit is not None and self.reached > self.limit

    def cells(self) -> list[str]:
        limit = "" if self.limit is None else f"≤ {self.limit:g} {self.unit}"
        mark = "**falls short**" if self.falls_short else ("" if self.limit is None else "reached")
        return [self.what, f"{self.reached:.3g} {self.unit}", limit, mark, self.peer]


@dataclass(frozen=True)
class Run:
    """A process that has ended: how long it took, by the clock and of the processor, with those
    that it started; the most memory that one of them held; what it said."""

    seconds: float
    cpu: float
    peak_mib: float
    output: str


def table(measured: Sequence[Measured]) -> str:
    """The measurements as a table of Markdown."""
    head = ["what", "reached", "to reach", "", "in the same run"]
    rows = [head, ["---"] * len(head), *(each.cells() for each in measured)]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows) + "\n"


def seconds(act: Callable[[], object]) -> float:
    """How long it takes once."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def median(act: Callable[[], object], times: int) -> float:
    """How long it takes, the middle of several times."""
    return statistics.median(seconds(act) for _ in range(times))


def run(
    words: Sequence[str | Path],
    *,
    environment: Mapping[str, str] | None = None,
    folder: Path = PROJECT,
    statuses: Sequence[int] = (0,),
) -> Run:
    """Run a process to its end. Raises RuntimeError with what it said when it fails."""
    start = time.perf_counter()
    log = folder / f".bench-{os.getpid()}.log"
    try:
        with log.open("w+", encoding="utf-8") as stream:
            process = subprocess.Popen(
                [str(word) for word in words],
                env={**WITHOUT_SURPRISES, **(environment or {})},
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=stream,
                stderr=subprocess.STDOUT,
                text=True,
            )
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            elapsed = time.perf_counter() - start
            stream.seek(0)
            said = stream.read()
    finally:
        log.unlink(missing_ok=True)
    if process.returncode not in statuses:
        raise RuntimeError(f"{' '.join(map(str, words))} ended with {process.returncode}:\n{said}")
    return Run(elapsed, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, said)


def gaisma(
    home: Path, *words: str | Path, statuses: Sequence[int] = (0,), database: str = ""
) -> Run:
    """Run a command of ours on the installation in a folder, embedded or on PostgreSQL."""
    return run(
        [sys.executable, "-m", "gaisma", *words],
        environment={"GAISMA_HOME": str(home), "GAISMA_DATABASE": database},
        statuses=statuses,
    )


def module(name: str, home: Path, *words: str) -> Any:
    """Run a module of the benchmarks within an installation; what it prints last, as JSON."""
    done = run([sys.executable, "-m", name, *words], environment={"GAISMA_HOME": str(home)})
    return json.loads(done.output.splitlines()[-1])
