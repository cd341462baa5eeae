"""Catalogue files: where they stand, how they are read, brought up to date and compiled."""

import io
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from gaisma.base.catalogues.extraction import Message, messages_of

PACKAGE = Path(__file__).resolve().parents[2]
LANGUAGES = ("lv", "ru")
SOURCES = (".py", ".html", ".txt")
LEFT_OUT = frozenset({"migrations", "locale", "static", "__pycache__"})
PLURAL_FORMS = {
    "lv": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n != 0 ? 1 : 2);",
    "ru": (
        "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && "
        "(n%100<10 || n%100>=20) ? 1 : 2);"
    ),
}
# No dates and no tool's version: a catalogue changes only when a text changes.
HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural_forms}\\n"
"""


def homes(root: Path = PACKAGE) -> list[Path]:
    """The folders that keep catalogues: every Django app, and the analytical core."""
    apps = [file.parent for file in root.rglob("apps.py")]
    return sorted([*apps, root / "analytics"] if (root / "analytics").is_dir() else apps)


def catalogue_file(home: Path, language: str) -> Path:
    """Where Django looks for the catalogue of an app."""
    return home / "locale" / language / "LC_MESSAGES" / "django.po"


def messages(home: Path, others: Iterable[Path]) -> list[Message]:
    """The home's messages; what stands inside another home below it is the other's."""
    inner = [other for other in others if other != home and home in other.parents]
    return list(messages_of(home, _sources(home, inner)))


def _sources(home: Path, inner: list[Path]) -> Iterator[Path]:
    for file in home.rglob("*"):
        outside = not any(other in file.parents for other in inner)
        if file.suffix in SOURCES and outside and not LEFT_OUT & set(file.relative_to(home).parts):
            yield file


def template_of(found: Iterable[Message]) -> Catalog:
    """The messages as a catalogue without translations."""
    template = Catalog()
    for message in found:
        ids = (message.singular, message.plural) if message.plural else message.singular
        place = [(message.place, 0)] if message.place else []
        template.add(ids, locations=place, context=message.context or None)
    return template


def read(file: Path, language: str) -> Catalog:
    """The file's catalogue; an empty one when there is no such file."""
    if not file.exists():
        return Catalog(locale=language)
    with file.open("rb") as stream:
        return read_po(stream, locale=language)


def updated(catalogue: Catalog, found: list[Message]) -> Catalog:
    """The catalogue with exactly the found messages; translations that it had are kept."""
    catalogue.update(template_of(found), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    return catalogue


def write(file: Path, catalogue: Catalog, language: str) -> bool:
    """Write the catalogue where its text differs from the file's; tell whether it did."""
    stream = io.BytesIO()
    write_po(stream, catalogue, width=100, omit_header=True, include_lineno=False)
    header = HEADER.format(language=language, plural_forms=PLURAL_FORMS[language])
    text = f"{header}\n{stream.getvalue().decode().strip()}\n"
    if file.exists() and file.read_text(encoding="utf-8") == text:
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return True


def extract_all(root: Path = PACKAGE, *, only: Path | None = None) -> list[Path]:
    """Bring the catalogues, of one room or of all, up to date; the files that changed."""
    everywhere, changed = homes(root), []
    for home in everywhere if only is None else [only]:
        found = messages(home, everywhere)
        for language in LANGUAGES if found else ():
            file = catalogue_file(home, language)
            if write(file, updated(read(file, language), found), language):
                changed.append(file)
    return changed


def compile_outdated(root: Path = PACKAGE) -> list[Path]:
    """Compile the catalogues that are newer than their compiled file; those files."""
    compiled = []
    for file in sorted(root.rglob("*/LC_MESSAGES/django.po")):
        target = file.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < file.stat().st_mtime:
            _compile(file, target)
            compiled.append(target)
    return compiled


def _compile(file: Path, target: Path) -> None:
    catalogue = read(file, file.parents[1].name)
    draft = target.with_name(f"{target.name}.{os.getpid()}.draft")
    with draft.open("wb") as stream:
        write_mo(stream, catalogue)
    draft.replace(target)
