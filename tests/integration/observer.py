"""A process that stays in an installation and answers: asking it costs no start of the program."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tests.installations import SeparateInstallation

START = "from tests.integration import observer; observer.answer()"


@dataclass(frozen=True)
class Observer:
    """Asks for calls of `small_city`, one after another."""

    process: "subprocess.Popen[str]"

    def ask(self, call: str) -> Any:
        """What the call gives."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{call}\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, f"{call} failed in the installation"
        return json.loads(line)


@contextmanager
def watching(installation: SeparateInstallation) -> Iterator[Observer]:
    """An observer of the installation; it ends with the context."""
    words = [sys.executable, "-m", "gaisma", "shell", "--no-imports", "-c", START]
    with subprocess.Popen(
        words,
        env=installation.environment,
        cwd=installation.home,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield Observer(process)


def answer() -> None:
    """Answer line after line, until there are no more."""
    from django.db import connections

    from tests.integration import small_city

    for line in sys.stdin:
        told = eval(line, vars(small_city).copy())
        # Whoever replaces the record must not find it open.
        connections.close_all()
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()
