"""Runs all tests in their parts: python -m tests.run [--complete] [--only PART] [pytest's own].

A part whose program the machine lacks is left out and named at the end; with --complete that is a
failure.
"""

import os
import signal
import subprocess
import sys
import time
from argparse import ArgumentParser, Namespace
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tests import postgresql, programs
from tests.programs import Program

PLAIN = ("-m", "not spark and not browser", "-n", "2", "--dist", "loadfile")
LONGEST_SECONDS = 2400
PASSED, FAILED, LEFT_OUT = "passed", "FAILED", "LEFT OUT"


@dataclass(frozen=True)
class Part:
    """Some of the tests under some circumstances."""

    name: str
    arguments: tuple[str, ...]
    needs: Program | None = None


PARTS = (
    Part("sqlite", PLAIN),
    Part("postgresql", (*PLAIN, "--touching-database"), programs.POSTGRESQL),
    Part("spark", ("-m", "spark"), programs.JAVA),
    Part("browser", ("-m", "browser and not walk"), programs.CHROMIUM),
    Part("walk", ("-m", "walk", "-n", "2", "--maxschedchunk", "1"), programs.CHROMIUM),
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
        return f"  {self.part.name:<12}{self.answer:<10}{self.seconds:>6.0f} s{reason}"


def main(arguments: list[str]) -> int:
    """Run the parts; the exit status."""
    options, rest = _options(arguments)
    parts = [part for part in PARTS if options.only in (None, part.name)]
    found = programs.provide([part.needs for part in parts if part.needs])
    outcomes = [_outcome(part, found, rest) for part in parts]
    sys.stdout.write("\n".join(["", "Tests:", *map(str, outcomes), ""]))
    return status(outcomes, complete=options.complete)


def status(outcomes: list[Outcome], *, complete: bool) -> int:
    """0 when all went well; 1 when a part failed, or was left out although all were asked for."""
    answers = {outcome.answer for outcome in outcomes}
    return int(FAILED in answers or (complete and LEFT_OUT in answers))


def _options(arguments: list[str]) -> tuple[Namespace, list[str]]:
    parser = ArgumentParser(prog="make test", description=__doc__)
    parser.add_argument("--complete", action="store_true", help="fail when a part is left out")
    parser.add_argument("--only", choices=[part.name for part in PARTS])
    return parser.parse_known_args(arguments)


def _outcome(part: Part, found: dict[str, Path | None], rest: list[str]) -> Outcome:
    place = found[part.needs.name] if part.needs else None
    if part.needs and place is None:
        return Outcome(part, LEFT_OUT)
    sys.stdout.write(f"\n{part.name}\n")
    sys.stdout.flush()
    began = time.monotonic()
    with ExitStack() as stack:
        environment = _environment()
        if part.needs is programs.POSTGRESQL and place:
            environment["GAISMA_DATABASE"] = stack.enter_context(postgresql.server(place))
        words = [sys.executable, "-m", "pytest", "-q", *part.arguments, *rest]
        passed = _passes(words, environment)
    return Outcome(part, PASSED if passed else FAILED, time.monotonic() - began)


def _passes(words: list[str], environment: dict[str, str]) -> bool:
    options = {"env": environment, "stdin": subprocess.DEVNULL, "timeout": LONGEST_SECONDS}
    try:
        return subprocess.run(words, check=False, **options).returncode == 0
    except subprocess.TimeoutExpired:
        return False


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
