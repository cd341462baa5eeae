"""A small package with one app, and what it wants translated."""

from collections.abc import Callable
from pathlib import Path

import pytest

HEADER = 'msgid ""\nmsgstr ""\n"Language: {}\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A package whose app `home` says one thing and counts another."""
    home = tmp_path / "home"
    home.mkdir()
    (home / "apps.py").touch()
    (home / "views.py").write_text(
        'a = _("Kept by %(name)s")\nb = ngettext("%(n)d row", "%(n)d rows", n)\n', encoding="utf-8"
    )
    return tmp_path


@pytest.fixture
def write_catalogue(root: Path) -> Callable[[str, str], Path]:
    """Writes the app's catalogue of a language."""

    def written(language: str, body: str) -> Path:
        file = root / "home" / "locale" / language / "LC_MESSAGES" / "django.po"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(HEADER.format(language) + body, encoding="utf-8")
        return file

    return written
