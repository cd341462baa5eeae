"""Runs all tests in their parts: python -m tests.run [--complete] [--only PART] [pytest's own].

Parts run side by side as far as the cores go. What a part says goes to a log of its own, which is
printed when the part ends. A part whose program the machine lacks is left out and named at the end;
with --complete that is a failure.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests import on_postgresql, postgresql, programs
from tests.programs import Program
from tests.records import PROJECT, SHARED

# In the order of the folders: files of tests/unit, each short, come last, and both end together.
SIDE_BY_SIDE = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")
PLAIN = ("-m", "not spark and not browser and not city", *SIDE_BY_SIDE)
LONGEST_SECONDS = 2700
LOGS = PROJECT / ".venv" / "logs"
PASSED, FAILED, LEFT_OUT, OUT_OF_TIME = "passed", "FAILED", "LEFT OUT", "OUT OF TIME"
LAST_WORDS_SECONDS, TICK_SECONDS = 10, 0.2


@dataclass(frozen=True)
class Part:
    """Some of the tests under some circumstances, and how many cores they keep busy.

    In `folders` lie all that bear its mark: nothing else is collected for it.
    """

    name: str
    arguments: tuple[str, ...]
    needs: Program | None = None
    cores: int = 2
    folders: tuple[str, ...] = ("tests",)

    @property
    def log(self) -> Path:
        """What it said the last time."""
        return LOGS / f"{self.name}.log"


PARTS = (
    Part("sqlite", PLAIN),
    Part("postgresql", (*PLAIN, "--on-postgresql"), programs.POSTGRESQL),
    Part("city", ("-m", "city", *SIDE_BY_SIDE), folders=("tests/functional", "tests/integration")),
    Part(
        "walk",
        ("-m", "walk", "-n", "2", "--maxschedchunk", "1"),
        programs.CHROMIUM,
        folders=("tests/functional/walk",),
    ),
    Part(
        "browser",
        ("-m", "browser and not walk"),
        programs.CHROMIUM,
        cores=1,
        folders=("tests/functional",),
    ),
    Part(
        "spark",
        ("-m", "spark"),
        programs.JAVA,
        cores=1,
        folders=("tests/integration/figures", "tests/spec"),
    ),
)


@dataclass(frozen=True)
class Outcome:
    """What came of a part."""

    part: Part
    answer: str
    seconds: float = 0

    def __str__(self) -> str:
        lacking = self.part.needs if self.answer == LEFT_OUT else None
        reason = f"  {lacking.name} is missing: install {lacking.package}" if lacking else ""
        if self.answer in (FAILED, OUT_OF_TIME):
            reason = f"  its log: {self.part.log}"
        return f"  {self.part.name:<12}{self.answer:<12}{self.seconds:>6.0f} s{reason}"


class Running:
    """A part at work: a process with all that it has started, and its log."""

    def __init__(self, part: Part, place: Path | None, rest: list[str], shared: str) -> None:
        self.part, self.began = part, time.monotonic()
        self.surroundings = ExitStack()
        environment = _environment() | {SHARED: shared}
        if part.needs is programs.POSTGRESQL and place:
            server = self.surroundings.enter_context(postgresql.server(place))
            environment["GAISMA_DATABASE"] = server
        # Whoever names files means those.
        folders = (
            ()
            if any((PROJECT / word.partition("::")[0]).exists() for word in rest)
            else part.folders
        )
        words = [sys.executable, "-m", "pytest", "-q", *part.arguments, *rest, *folders]
        part.log.parent.mkdir(parents=True, exist_ok=True)
        with part.log.open("wb") as log:
            streams: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": log, "stderr": log}
            # A group of its own, so that nothing outlives it.
            self.process = subprocess.Popen(
                words, env=environment, start_new_session=True, **streams
            )

    def outcome(self) -> Outcome | None:
        """What came of it, once something has."""
        seconds = time.monotonic() - self.began
        if (answer := self.process.poll()) is not None:
            return Outcome(self.part, FAILED if answer else PASSED, seconds)
        if seconds < LONGEST_SECONDS:
            return None
        # Each of its processes says where it stands: pytest has asked Python to.
        self._tell(signal.SIGABRT)
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(LAST_WORDS_SECONDS)
        return Outcome(self.part, OUT_OF_TIME, seconds)

    def end(self) -> None:
        """Leave nothing of it behind."""
        self._tell(signal.SIGKILL)
        self.process.wait()
        self.surroundings.close()

    def _tell(self, message: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, message)


def main(arguments: list[str]) -> int:
    """Run the parts; the exit status."""
    options, rest = _options(arguments)
    parts = [part for part in PARTS if options.only in (None, part.name)]
    found = programs.provide([part.needs for part in parts if part.needs])
    there = {part: found[part.needs.name] if part.needs else None for part in parts}
    left_out = [part for part, place in there.items() if part.needs and place is None]
    outcomes = [Outcome(part, LEFT_OUT) for part in left_out]
    waiting = [part for part in parts if part not in left_out]
    with tempfile.TemporaryDirectory(prefix="gaisma-tests-") as shared:
        outcomes += _run(waiting, lambda part: Running(part, there[part], rest, shared))
    told = sorted(outcomes, key=lambda outcome: parts.index(outcome.part))
    sys.stdout.write("\n".join(["", "Tests:", *map(str, told), ""]))
    return status(outcomes, complete=options.complete)


def status(outcomes: list[Outcome], *, complete: bool) -> int:
    """0 when all went well; 1 when a part did not pass, or was left out although all are wanted."""
    wrong = {FAILED, OUT_OF_TIME, *([LEFT_OUT] if complete else [])}
    return int(any(outcome.answer in wrong for outcome in outcomes))


def where_not_looked(path: str, marks: Collection[str]) -> list[str]:
    """The parts whose mark a test of that file bears, and that collect nothing there."""
    marked = [part for part in PARTS if part.name in marks]
    return [part.name for part in marked if not on_postgresql.below(path, part.folders)]


def next_part(waiting: list[Part], running: list[Part], cores: int) -> Part | None:
    """The first that waits for which there are cores; whichever is first, when nothing runs."""
    free = cores - sum(part.cores for part in running)
    return next((part for part in waiting if part.cores <= free or not running), None)


def _run(waiting: list[Part], start: Callable[[Part], Running]) -> Iterator[Outcome]:
    """What comes of each part, as they end."""
    running: list[Running] = []
    cores = len(os.sched_getaffinity(0))
    try:
        while waiting or running:
            while part := next_part(waiting, [each.part for each in running], cores):
                _say(f"{part.name} begins; its log is {part.log}\n")
                waiting = [each for each in waiting if each is not part]
                running.append(start(part))
            ended = {each: outcome for each in running if (outcome := each.outcome())}
            for each, outcome in ended.items():
                running.remove(each)
                each.end()
                _say(f"\n{each.part.log.read_text(encoding='utf-8', errors='replace')}{outcome}\n")
                yield outcome
            time.sleep(TICK_SECONDS)
    finally:
        for each in running:
            each.end()


def _say(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def _options(arguments: list[str]) -> tuple[Namespace, list[str]]:
    parser = ArgumentParser(prog="make test", description=__doc__)
    parser.add_argument("--complete", action="store_true", help="fail when a part is left out")
    parser.add_argument("--only", choices=[part.name for part in PARTS])
    return parser.parse_known_args(arguments)


def _environment() -> dict[str, str]:
    # An installation that the caller runs is none of ours, and Spark asks for no host name.
    kept = {name: text for name, text in os.environ.items() if not name.startswith("GAISMA_")}
    return {**kept, "SPARK_LOCAL_IP": "127.0.0.1"}


def _end(*_: object) -> None:
    # What was started must end with us, and only an exception lets it.
    sys.exit(1)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _end)
    sys.exit(main(sys.argv[1:]))
