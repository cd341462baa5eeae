"""The demo's readiness report: built once for each state of the lake and of the program."""

import hashlib
import os
from collections.abc import Iterable
from datetime import datetime, time
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from gaisma.evidence.reports import shelf as reports
from gaisma.sample import plan

PACKAGE = Path(__file__).resolve().parent.parent
LANGUAGE = "lv"
FORMATS = ("html", "docx", "pdf")
ANNEX = ("origins.pdf", "origins.xlsx")
STEM = f"readiness-{plan.THIS_YEAR.replace('/', '-')}-{LANGUAGE}"
PROGRAM = frozenset([".py", ".html", ".txt", ".css", ".po", ".typ", ".lua", ".docx", ".csv"])

WRITERS = ("pypandoc-binary", "typst", "vl-convert-python")


def files() -> list[Path]:
    """Where the report's files and those of its annex lie."""
    return [_folder() / reports.file_name(STEM, form) for form in (*FORMATS, *ANNEX)]


def ensure(lake_version: int) -> bool:
    """Build the report unless it stands already; tells whether it had to be built."""
    state = f"{lake_version} {_program()}\n"
    if _stands(state):
        return False
    _note().unlink(missing_ok=True)
    _folder().mkdir(parents=True, exist_ok=True)
    call_command(
        "report",
        "build",
        "readiness",
        "--school-year",
        plan.THIS_YEAR,
        "--as-of",
        plan.TODAY.isoformat(),
        "--lake-version",
        str(lake_version),
        "--language",
        LANGUAGE,
        "--format",
        ",".join(FORMATS),
        "--out",
        str(_folder()),
    )
    noon = timezone.make_aware(datetime.combine(plan.TODAY, time(12)))
    stamp(files(), at=noon)
    _note().write_text(state, encoding="ascii")
    return True


def stamp(written: Iterable[Path], *, at: datetime) -> None:
    """Let files be of the demo's own time, which pages tell: its clock stands."""
    for path in written:
        os.utime(path, (at.timestamp(), at.timestamp()))


def _stands(state: str) -> bool:
    """Whether the files are of this state: the note is written after them."""
    note = _note()
    return (
        note.exists()
        and note.read_text(encoding="ascii") == state
        and all(file.exists() for file in files())
    )


def _program() -> str:
    """What the report's definitions, words and looks come from, by name, size and time; and what
    writes it, by version."""
    found = sorted(path for path in PACKAGE.rglob("*") if path.suffix in PROGRAM)
    states = (f"{path}:{path.stat().st_size}:{path.stat().st_mtime_ns}" for path in found)
    writers = (f"{name} {version(name)}" for name in WRITERS)
    return hashlib.sha256("\n".join((*states, *writers)).encode()).hexdigest()[:40]


def _folder() -> Path:
    return Path(settings.GAISMA_HOME) / "reports"


def _note() -> Path:
    return _folder() / f".{STEM}.built"
