"""PostgreSQL's own programs: where they are, and how they reach the record's database."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from django.db import connection
from django.utils.translation import gettext as _

from gaisma.base.errors import GaismaError

PLACES = Path("/usr/lib/postgresql")


class UnableToRunProgram(GaismaError):
    """A program of PostgreSQL is missing, is too old, or failed."""


def run(name: str, *arguments: str | Path) -> None:
    """Run one of PostgreSQL's programs on the record's database. Raises UnableToRunProgram."""
    command = [str(_program(name)), "--no-password", *map(str, arguments)]
    done = subprocess.run(command, env=_environment(), capture_output=True, text=True, check=False)
    if done.returncode:
        lines = done.stderr.strip().splitlines() or [""]
        raise UnableToRunProgram(
            _("%(program)s failed: %(message)s") % {"program": name, "message": lines[-1]},
            code="program_failed",
        )


def _program(name: str) -> Path:
    wanted = _server_version()
    found = [(_major(program), program) for program in _candidates(name)]
    fitting = sorted((major, program) for major, program in found if major >= wanted)
    if not fitting:
        raise UnableToRunProgram(
            _("%(program)s of PostgreSQL %(version)d is missing: install its client programs.")
            % {"program": name, "version": wanted},
            code="program_missing",
        )
    return fitting[0][1]


def _server_version() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        return int(cursor.fetchone()[0]) // 10_000


def _candidates(name: str) -> list[Path]:
    on_path = shutil.which(name)
    installed = PLACES.glob(f"*/bin/{name}")
    return [*installed, *([Path(on_path)] if on_path else [])]


def _major(program: Path) -> int:
    done = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    version = re.search(r"(\d+)(\.\d+|devel|beta|rc)", done.stdout)
    return int(version[1]) if version else 0


def _environment() -> dict[str, str]:
    settings = connection.settings_dict
    given = {
        "PGHOST": settings["HOST"],
        "PGPORT": str(settings["PORT"]),
        "PGUSER": settings["USER"],
        "PGPASSWORD": settings["PASSWORD"],
        "PGDATABASE": settings["NAME"],
    }
    return {**os.environ, **{name: value for name, value in given.items() if value}}
