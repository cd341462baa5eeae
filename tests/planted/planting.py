"""Plants faults one at a time and says which the tests find: python -m tests.planted [NAME…].

A fault is planted into a copy of the project, never here. The tests that are there to notice it run
until one fails; that one must pass without the fault. With names, or their beginnings, only those.
Run by hand, and before a release: fewer than 95 found of a hundred is a failure.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

from tests import postgresql, programs
from tests.planted import faults
from tests.planted.fault import Fault
from tests.records import PROJECT, SHARED, migrated_file

LEFT_BEHIND = (".git", ".venv", "var", "__pycache__", "*.egg-info", ".*_cache", ".hypothesis")
LONGEST_SECONDS = 900
FAILED_STATUS, PASSED_STATUS = 1, 0
FOUND, MISSED, FOR_OTHER_REASONS = "found", "NOT FOUND", "FAILS ANYWAY"
LEFT_OUT, NOT_RUN = "LEFT OUT", "NOT RUN"
LEAST_SHARE = 0.95
SHOWN_LINES = 15


@dataclass(frozen=True)
class Finding:
    """What came of a fault: which test noticed it, or what the tests said instead."""

    fault: Fault
    answer: str
    said: str = ""
    seconds: float = 0

    def __str__(self) -> str:
        return f"  {self.fault.name:<58}{self.answer:<14}{self.seconds:>5.0f} s  {self.said}"


class Copy:
    """A copy of the project, in which one fault after another is planted."""

    def __init__(self, folder: Path, shared: Path, surroundings: ExitStack) -> None:
        self.tree, self.shared = folder / "tree", folder / "shared"
        self.surroundings = surroundings
        self.server: str | None = None
        shutil.copytree(PROJECT, self.tree, ignore=shutil.ignore_patterns(*LEFT_BEHIND))
        shutil.copytree(shared, self.shared)

    def finding(self, fault: Fault) -> Finding:
        """What the tests make of the fault."""
        began = time.monotonic()
        if fault.on_postgresql and not self._serve():
            return Finding(fault, LEFT_OUT, f"{programs.POSTGRESQL.name} is missing")
        before = (self.tree / fault.file).read_text(encoding="utf-8")
        fault.plant(self.tree)
        try:
            answer, said = self._answer(fault, before)
        finally:
            (self.tree / fault.file).write_text(before, encoding="utf-8")
        return Finding(fault, answer, said, time.monotonic() - began)

    def _answer(self, fault: Fault, before: str) -> tuple[str, str]:
        try:
            done = self._run(fault, *fault.tests)
        except subprocess.TimeoutExpired:
            return FOUND, "the tests come to no end"
        if done.returncode == PASSED_STATUS:
            return MISSED, "skipped" if " passed" not in done.stdout else fault.why
        failed = _failed(done.stdout)
        if done.returncode != FAILED_STATUS or failed is None:
            return NOT_RUN, "\n".join(["", *done.stdout.splitlines()[-SHOWN_LINES:], done.stderr])
        (self.tree / fault.file).write_text(before, encoding="utf-8")
        without = self._run(fault, failed)
        return (FOUND if without.returncode == PASSED_STATUS else FOR_OTHER_REASONS), failed

    def _run(self, fault: Fault, *tests: str) -> subprocess.CompletedProcess[str]:
        self._forget_cities()
        words = [sys.executable, "-m", "pytest", "-x", "-q", "-rfE", "--no-header", "--tb=no"]
        return subprocess.run(
            [*words, *tests],
            cwd=self.tree,
            env=self._environment(fault),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=LONGEST_SECONDS,
            check=False,
        )

    def _environment(self, fault: Fault) -> dict[str, str]:
        # An installation that the caller runs is none of ours, nor are modules compiled elsewhere.
        kept = {name: text for name, text in os.environ.items() if not name.startswith("GAISMA_")}
        kept |= {"PYTHONPATH": str(self.tree), SHARED: str(self.shared)}
        kept |= {"PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "1000"}
        on_postgresql = {"GAISMA_DATABASE": self.server} if self.server else {}
        return kept | on_postgresql if fault.on_postgresql else kept

    def _forget_cities(self) -> None:
        # A record that was migrated is the same with most faults; a city that was built is not.
        for place in self.shared.iterdir():
            if not place.name.startswith("migrated"):
                shutil.rmtree(place) if place.is_dir() else place.unlink()

    def _serve(self) -> bool:
        place = programs.POSTGRESQL.find()
        if place and self.server is None:
            self.server = self.surroundings.enter_context(postgresql.server(place))
        return self.server is not None


def main(arguments: list[str]) -> int:
    """Plant the faults; the exit status."""
    parser = ArgumentParser(prog="python -m tests.planted", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME")
    cores = len(os.sched_getaffinity(0))
    parser.add_argument("--beside", type=int, default=cores, help="so many at a time")
    options = parser.parse_args(arguments)
    return run([one for one in faults.FAULTS if _is_named(one, options.names)], options.beside)


def run(chosen: Sequence[Fault], beside: int) -> int:
    """Plant the faults, so many at a time, and tell of each; the exit status."""
    findings = []
    for finding in _found(chosen, min(beside, len(chosen)) or 1):
        sys.stdout.write(f"{finding}\n")
        sys.stdout.flush()
        findings.append(finding)
    sys.stdout.write(f"\n{told(findings)}\n")
    return status(findings)


def told(findings: list[Finding]) -> str:
    """How many were found of those that were planted."""
    planted = [one for one in findings if one.answer != LEFT_OUT]
    found = [one for one in planted if one.answer == FOUND]
    share = f" ({len(found) / len(planted):.0%})" if planted else ""
    left_out = len(findings) - len(planted)
    return f"{len(found)} of {len(planted)} found{share}; {left_out} left out."


def status(findings: list[Finding]) -> int:
    """0 when enough was found, and nothing failed for a reason of its own."""
    planted = [one for one in findings if one.answer != LEFT_OUT]
    found = [one for one in planted if one.answer == FOUND]
    has_run = all(one.answer in (FOUND, MISSED) for one in planted)
    return int(not planted or not has_run or len(found) < LEAST_SHARE * len(planted))


def _found(chosen: Sequence[Fault], beside: int) -> Iterator[Finding]:
    with _copies(beside) as copies, ThreadPoolExecutor(beside) as pool:

        def planted(fault: Fault) -> Finding:
            copy = copies.get()
            try:
                return copy.finding(fault)
            finally:
                copies.put(copy)

        yield from pool.map(planted, chosen)


@contextmanager
def _copies(number: int) -> Iterator[SimpleQueue[Copy]]:
    copies: SimpleQueue[Copy] = SimpleQueue()
    with tempfile.TemporaryDirectory(prefix="gaisma-planted-") as folder, ExitStack() as stack:
        shared = Path(folder) / "shared"
        shared.mkdir()
        migrated_file(shared)
        for place in range(number):
            copies.put(Copy(Path(folder) / str(place), shared, stack))
        yield copies


def _is_named(fault: Fault, names: list[str]) -> bool:
    return not names or any(fault.name.startswith(name) for name in names)


def _failed(said: str) -> str | None:
    """The test that failed first."""
    for line in said.splitlines():
        if line.startswith("FAILED "):
            return line.removeprefix("FAILED ").split(" - ")[0]
        if line.startswith("ERROR ") and "::" in line:
            return line.removeprefix("ERROR ").split(" - ")[0]
    return None
