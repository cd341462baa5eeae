"""Installations of a test's own: a folder, a database, and commands run as processes."""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import Any
from urllib.parse import urlsplit

PROJECT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class SeparateInstallation:
    """An installation in a folder of its own; on PostgreSQL with a database of its own."""

    home: Path
    environment: dict[str, str]

    def run(self, *arguments: str | Path, timeout: float = 300) -> subprocess.CompletedProcess[str]:
        """Run `gaisma` with the arguments and wait; nothing can be typed into it."""
        return subprocess.run(
            self._words(arguments),
            env=self.environment,
            cwd=self.home,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )

    def start(self, *arguments: str | Path, **options: Any) -> subprocess.Popen[str]:
        """Start `gaisma` with the arguments and do not wait, for tests that kill it."""
        words = self._words(arguments)
        return subprocess.Popen(
            words,
            env=self.environment,
            cwd=self.home,
            stdin=subprocess.DEVNULL,
            text=True,
            **options,
        )

    def _words(self, arguments: tuple[str | Path, ...]) -> list[str]:
        return [sys.executable, "-m", "gaisma", *map(str, arguments)]


@contextmanager
def separate_installation(home: Path) -> Iterator[SeparateInstallation]:
    """An empty installation; its database goes when the context ends."""
    home.mkdir(parents=True, exist_ok=True)
    with _separate_database() as address:
        yield SeparateInstallation(home, _environment(home) | address)


def demo_city(shared: Path) -> Path:
    """The folder of the demo, on SQLite, made once for all processes that share the folder.

    It is to be copied, not to be worked in.
    """
    home = shared / "demo"
    with (shared / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not home.exists():
            draft = shared / "demo.draft"
            shutil.rmtree(draft, ignore_errors=True)
            draft.mkdir()
            done = SeparateInstallation(draft, _environment(draft)).run("demo", "--no-serve")
            assert done.returncode == 0, done.stderr
            draft.rename(home)
    return home


def copy_of(city: Path, home: Path) -> SeparateInstallation:
    """An installation that begins as a copy of the demo."""
    shutil.copytree(city, home)
    return SeparateInstallation(home, _environment(home))


def _environment(home: Path) -> dict[str, str]:
    left_out = {"DJANGO_SETTINGS_MODULE", "GAISMA_DATABASE"}
    kept = {name: text for name, text in os.environ.items() if name not in left_out}
    return {**kept, "GAISMA_HOME": str(home), "PYTHONPATH": str(PROJECT)}


@contextmanager
def _separate_database() -> Iterator[dict[str, str]]:
    server = os.environ.get("GAISMA_DATABASE")
    if not server:
        yield {}
        return
    import psycopg

    name = f"separate_{token_hex(6)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    try:
        yield {"GAISMA_DATABASE": urlsplit(server)._replace(path=f"/{name}").geturl()}
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
