"""Keeps what takes longer to compute than to read, between processes and restarts.

It is kept under all that it depends on, the program's own definitions among it, so that it never
becomes old; it can be thrown away at any time.
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
from typing import Any

from django.apps import apps
from django.conf import settings

from gaisma import analytics
from gaisma.base.registry import gathered

KEPT_FOR = timedelta(days=7)
OWN = ("suppression.py", "published_tables.py")
"""Modules beside this one that decide what is computed."""


def kept(asked: object, *, make: Callable[[], Any]) -> Any:
    """What was asked, as JSON has it: what is kept, or what `make` gives, which is then kept.

    `repr` of what is asked names everything that it depends on but for definitions.
    """
    return kept_in(folder(), asked, make=make)


def kept_in(place: Path, asked: object, *, make: Callable[[], Any]) -> Any:
    """The same, kept in that folder."""
    text = repr((asked, _definitions()))
    file = place / f"{hashlib.sha256(text.encode()).hexdigest()[:40]}.json"
    try:
        return json.loads(file.read_bytes())
    except (OSError, ValueError):
        made = make()
        _write(file, json.dumps(made))
        return made


def clean(*, at: datetime) -> int:
    """Throw away what has been kept for a week; gives the number of files."""
    oldest = (at - KEPT_FOR).timestamp()
    old = [file for file in folder().glob("*") if file.stat().st_mtime < oldest]
    for file in old:
        file.unlink(missing_ok=True)
    return len(old)


def folder() -> Path:
    """Where it is kept."""
    return Path(settings.GAISMA_HOME) / "cache" / "figures"


@cache
def _definitions() -> str:
    """A hash of all that decides what is computed of a question."""
    own = sorted(Path(analytics.__file__).parent.rglob("*.py"))
    beside = (Path(__file__).with_name(name) for name in OWN)
    digest = hashlib.sha256(version("ibis-framework").encode())
    for file in (*own, *beside, *defining()):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def defining() -> list[Path]:
    """The files of rooms in which tables of the lake and indicators are defined."""
    facts = [
        file for app in apps.get_app_configs() if (file := Path(app.path, "facts.py")).is_file()
    ]
    modules = {one.rows.__module__ for one in gathered("INDICATORS")}
    return sorted({*facts, *(Path(str(sys.modules[name].__file__)) for name in modules)})


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    # Several threads and processes may compute the same at once.
    draft = file.with_suffix(f".{secrets.token_hex(4)}.draft")
    draft.write_text(text, encoding="utf-8")
    draft.replace(file)
