"""Installations of a test's own: a folder, a database, and commands run as processes."""

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

from tests import at_hand, records
from tests.records import PROJECT as PROJECT


@dataclass(frozen=True)
class SeparateInstallation:
    """An installation in a folder of its own; on PostgreSQL with a database of its own."""

    home: Path
    environment: dict[str, str]

    def run(
        self, *arguments: str | Path, timeout: float = 300, umask: int = -1
    ) -> subprocess.CompletedProcess[str]:
        """Run `gaisma` with the arguments and wait; nothing can be typed into it."""
        return at_hand.run(
            [*map(str, arguments)],
            environment=self.environment,
            folder=self.home,
            timeout=timeout,
            umask=umask,
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

    def migrate(self, shared: Path) -> None:
        """Give it the record that `gaisma migrate` would make: a copy of the one that is shared."""
        if address := self.environment.get("GAISMA_DATABASE"):
            template = records.migrated_database(shared, address)
            records.create(os.environ["GAISMA_DATABASE"], urlsplit(address).path[1:], template)
        else:
            shutil.copy(records.migrated_file(shared), self.home / records.RECORD)

    def _words(self, arguments: tuple[str | Path, ...]) -> list[str]:
        return [sys.executable, "-m", "gaisma", *map(str, arguments)]


@contextmanager
def separate_installation(home: Path) -> Iterator[SeparateInstallation]:
    """An empty installation; its database goes when the context ends."""
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _separate_database() as address:
        yield SeparateInstallation(home, records.environment(home) | address)


def demo_city(shared: Path) -> Path:
    """The folder of the demo, on SQLite, made once for all processes that share the folder.

    It is to be copied, not to be worked in.
    """

    def make(draft: Path) -> None:
        draft.mkdir()
        _share_compiled(draft, shared)
        # Under a mask that lets everybody in, which no file of it may follow.
        done = SeparateInstallation(draft, records.environment(draft)).run(
            "demo", "--no-serve", umask=0
        )
        assert done.returncode == 0, done.stderr

    return records.made_once(shared / "demo", make)


def copy_of(city: Path, home: Path) -> SeparateInstallation:
    """An installation that begins as a copy of the demo."""
    shutil.copytree(city, home, symlinks=True)
    return SeparateInstallation(home, records.environment(home))


def _share_compiled(home: Path, shared: Path) -> None:
    # Kept under all that they depend on: what one process has compiled serves every other.
    cache = home / "cache"
    cache.mkdir(mode=0o700)
    (cache / "figures").symlink_to(records.compiled(shared))


@contextmanager
def _separate_database() -> Iterator[dict[str, str]]:
    server = os.environ.get("GAISMA_DATABASE")
    if not server:
        yield {}
        return
    name = f"separate_{token_hex(6)}"
    records.create(server, name)
    try:
        yield {"GAISMA_DATABASE": records.address(server, name)}
    finally:
        records.drop(server, name)
