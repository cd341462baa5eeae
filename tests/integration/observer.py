"""A process that stays in an installation and answers: asking it costs no start of the program."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from tests.installations import SeparateInstallation

START = "from tests.integration import observer; observer.answer({module!r})"
CITY = "tests.integration.small_city"


@dataclass(frozen=True)
class Observer:
    """Asks for calls of `small_city` or of another module, one after another."""

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
def watching(installation: SeparateInstallation, module: str = CITY) -> Iterator[Observer]:
    """An observer of the installation; it ends with the context."""
    words = [
        sys.executable,
        "-m",
        "gaisma",
        "shell",
        "--no-imports",
        "-c",
        START.format(module=module),
    ]
    with subprocess.Popen(
        words,
        env=installation.environment,
        cwd=installation.home,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield Observer(process)


def answer(module: str) -> None:
    """Answer line after line, until there are no more."""
    from django.db import connections

    known = vars(import_module(module))
    for line in sys.stdin:
        told = eval(line, known.copy())
        # Whoever replaces the record must not find it open.
        connections.close_all()
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()
