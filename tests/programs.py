"""The programs that parts of the tests need from the machine, and how they come onto it."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

POSTGRESQL_FOLDERS = "/usr/lib/postgresql"
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
OLDEST_JAVA = 17


@dataclass(frozen=True)
class Program:
    """Something of the machine: where it is (None when it is missing), and Debian's package."""

    name: str
    package: str
    find: Callable[[], Path | None]


def postgresql(folders: str = POSTGRESQL_FOLDERS) -> Path | None:
    """The folder with `initdb` and `postgres`: the newest of Debian's, or that on the PATH."""
    versions = sorted(Path(folders).glob("*/bin/initdb"), key=_version, reverse=True)
    on_path = shutil.which("initdb")
    found = [*versions, *([Path(on_path).resolve()] if on_path else [])]
    return found[0].parent if found else None


def _version(file: Path) -> int:
    return int(re.sub(r"\D", "", file.parents[1].name) or 0)


def java() -> Path | None:
    """The `java` of JAVA_HOME or of the PATH, when it is new enough for Spark."""
    home = os.environ.get("JAVA_HOME")
    found = shutil.which("java", path=f"{home}/bin") if home else shutil.which("java")
    return Path(found) if found and _java_version(found) >= OLDEST_JAVA else None


def _java_version(program: str) -> int:
    said = subprocess.run([program, "-version"], capture_output=True, text=True, check=False)
    number = re.search(r'version "(\d+)', said.stderr)
    return int(number[1]) if number else 0


def chromium() -> Path | None:
    """The browser of the PATH."""
    found = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    return Path(found) if found else None


POSTGRESQL = Program("PostgreSQL", "postgresql", postgresql)
JAVA = Program("Java", "default-jre-headless", java)
CHROMIUM = Program("Chromium", "chromium", chromium)


def provide(programs: Iterable[Program]) -> dict[str, Path | None]:
    """Where each program is, after installing those that are missing where that can be done."""
    programs = list(programs)
    missing = [program for program in programs if program.find() is None]
    if missing and can_install():
        install([program.package for program in missing])
    return {program.name: program.find() for program in programs}


def can_install() -> bool:
    """Whether this is Debian (or its like) and we are root."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(packages: list[str]) -> None:
    """Install packages with apt-get; a failure shows in what is still missing afterwards."""
    sys.stderr.write(f"Installing {', '.join(packages)} …\n")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "-q"], ["install", "-qy", "--no-install-recommends", *packages]):
        subprocess.run(
            ["apt-get", *arguments],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            check=False,
        )
