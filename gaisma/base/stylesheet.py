"""The stylesheet: our CSS files joined in order and served once under a name of their content.

One request instead of twenty, no build step: the files on disk stay one a component.
"""

import hashlib
from functools import cache
from pathlib import Path

from django.apps import apps

FIRST = ("tokens.css", "base.css", "layout.css")
LAST = ("paper.css",)


def files() -> list[Path]:
    """The files in cascade order: tokens, base, layout, components, then the rooms' own, print."""
    folder = Path(apps.get_app_config("base").path) / "static" / "base"
    components = sorted((folder / "components").glob("*.css"))
    return [folder / name for name in FIRST] + components + [folder / name for name in LAST]


@cache
def content() -> str:
    """All files as one text."""
    return "\n".join(file.read_text(encoding="utf-8") for file in files())


@cache
def fingerprint() -> str:
    """Twelve digits that change when the content does."""
    return hashlib.sha256(content().encode()).hexdigest()[:12]
