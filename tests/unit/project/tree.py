"""The project's files, as its tests about itself read them."""

import subprocess
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[3]


@cache
def tracked(*patterns: str) -> tuple[Path, ...]:
    """The files that the repository keeps and that stand in the work tree."""
    words = ["git", "-c", f"safe.directory={PROJECT}", "ls-files", "-z", "--", *patterns]
    listed = subprocess.run(words, cwd=PROJECT, capture_output=True, text=True, check=True)
    files = (PROJECT / name for name in listed.stdout.split("\0") if name)
    return tuple(file for file in files if file.is_file())


def modules() -> tuple[Path, ...]:
    """The package's modules without its migrations."""
    return tuple(file for file in tracked("gaisma/*.py") if "migrations" not in file.parts)


def lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines()


def name(file: Path) -> str:
    """The file's path in the project."""
    return file.relative_to(PROJECT).as_posix()


def configuration() -> dict[str, Any]:
    """What pyproject.toml says."""
    with (PROJECT / "pyproject.toml").open("rb") as stream:
        return tomllib.load(stream)
