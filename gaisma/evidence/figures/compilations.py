"""Compiled questions, kept between processes: compiling takes longer than answering.

A compilation is kept under what it depends on: the question, the engine, and the program's own
definitions. What is kept can be thrown away at any time.
"""

import hashlib
import json
import secrets
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from importlib.metadata import version
from pathlib import Path

from django.apps import apps
from django.conf import settings

from gaisma import analytics
from gaisma.analytics.compiling import Compiled
from gaisma.analytics.questions import Question
from gaisma.base.registry import gathered

KEPT_FOR = timedelta(days=7)


def kept(
    question: Question, *, dialect: str, engine: str, make: Callable[[], Compiled]
) -> Compiled:
    """The compilation of the question: the kept one, or a new one that is then kept."""
    file = folder() / f"{_key(question, dialect, engine)}.json"
    try:
        found = json.loads(file.read_bytes())
        return Compiled(question, dialect, found["current"], found["compared"], found["definition"])
    except (OSError, ValueError, KeyError):
        made = make()
        _keep(file, made)
        return made


def coverage(question: Question, *, dialect: str, engine: str, make: Callable[[], str]) -> str:
    """The SQL that tells what is recorded for the question's time: the kept one, or a new one."""
    file = folder() / f"{_key(question, dialect, engine)}.covered.sql"
    try:
        return file.read_text(encoding="utf-8")
    except OSError:
        made = make()
        _write(file, made)
        return made


def clean(*, at: datetime) -> int:
    """Throw away what has been kept for a week; gives the number of compilations."""
    oldest = (at - KEPT_FOR).timestamp()
    old = [file for file in folder().glob("*") if file.stat().st_mtime < oldest]
    for file in old:
        file.unlink(missing_ok=True)
    return len(old)


def folder() -> Path:
    """Where compilations are kept."""
    return Path(settings.GAISMA_HOME) / "cache" / "sql"


def _key(question: Question, dialect: str, engine: str) -> str:
    asked = (
        question.indicator.key,
        question.moment,
        question.by,
        tuple(question.selection.items()),
        question.compared_with,
        question.followed_to,
    )
    text = repr((asked, dialect, engine, _definitions()))
    return hashlib.sha256(text.encode()).hexdigest()[:40]


@cache
def _definitions() -> str:
    """A hash of all that decides what a question compiles to."""
    own = sorted(Path(analytics.__file__).parent.rglob("*.py"))
    rooms = defining()
    digest = hashlib.sha256(version("ibis-framework").encode())
    for file in (*own, *rooms):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def defining() -> list[Path]:
    """The files of rooms in which tables of the lake and indicators are defined."""
    facts = [
        file for app in apps.get_app_configs() if (file := Path(app.path, "facts.py")).is_file()
    ]
    modules = {one.rows.__module__ for one in gathered("INDICATORS")}
    return sorted({*facts, *(Path(str(sys.modules[name].__file__)) for name in modules)})


def _keep(file: Path, made: Compiled) -> None:
    words = {"current": made.current, "compared": made.compared, "definition": made.definition}
    _write(file, json.dumps(words))


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    # Several threads and processes may compile the same question at once.
    draft = file.with_suffix(f".{secrets.token_hex(4)}.draft")
    draft.write_text(text, encoding="utf-8")
    draft.replace(file)
