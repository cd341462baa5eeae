"""The stylesheet: our CSS files joined in order and served once under a name of their content.

One request instead of twenty, no build step: the files on disk stay one a component, and what a
room alone shows lies in the room.
"""

import hashlib
import re
from functools import cache
from pathlib import Path

from django.apps import apps

FIRST = ("tokens.css", "base.css", "layout.css")
LAST = ("paper.css",)
INDENT = re.compile(r"\n\s+")


def files() -> list[Path]:
    """The files in cascade order: tokens, base, layout, components, then the rooms' own, print."""
    base = Path(apps.get_app_config("base").path) / "static" / "base"
    components = sorted((base / "components").glob("*.css"))
    rooms = (app for app in apps.get_app_configs() if app.name.startswith("gaisma."))
    folders = (Path(app.path) / "static" / app.label for app in rooms if app.label != "base")
    own = [file for folder in folders for file in sorted(folder.glob("*.css"))]
    return [base / name for name in FIRST] + components + own + [base / name for name in LAST]


@cache
def content() -> str:
    """All files as one text, without the indents in which they are written."""
    return INDENT.sub("\n", "\n".join(file.read_text(encoding="utf-8") for file in files()))


@cache
def fingerprint() -> str:
    """Twelve digits that change when the content does."""
    return hashlib.sha256(content().encode()).hexdigest()[:12]
