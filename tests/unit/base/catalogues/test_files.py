"""Catalogue files: brought up to date, written, compiled."""

import gettext
import os
from collections.abc import Callable
from pathlib import Path

from gaisma.base.catalogues import files

WriteCatalogue = Callable[[str, str], Path]
KEPT = 'msgid "Kept by %(name)s"\nmsgstr "Glabā %(name)s"\n'
ROWS = 'msgid "%(n)d row"\nmsgid_plural "%(n)d rows"\n'


def catalogue_text(root: Path, language: str) -> str:
    return files.catalogue_file(root / "home", language).read_text(encoding="utf-8")


def test_extract_without_catalogues_makes_one_a_language(root: Path) -> None:
    changed = files.extract_all(root)

    assert [file.relative_to(root).parts[2] for file in changed] == ["lv", "ru"]
    assert 'msgid "Kept by %(name)s"\nmsgstr ""' in catalogue_text(root, "lv")
    assert ROWS in catalogue_text(root, "ru")


def test_extract_twice_changes_nothing(root: Path) -> None:
    files.extract_all(root)

    assert files.extract_all(root) == []


def test_extract_keeps_the_translations(root: Path, write_catalogue: WriteCatalogue) -> None:
    write_catalogue("lv", KEPT)

    files.extract_all(root)

    assert 'msgstr "Glabā %(name)s"' in catalogue_text(root, "lv")


def test_extract_drops_what_the_code_no_longer_says(
    root: Path, write_catalogue: WriteCatalogue
) -> None:
    write_catalogue("lv", 'msgid "Gone"\nmsgstr "Pagājis"\n')

    files.extract_all(root)

    assert "Gone" not in catalogue_text(root, "lv")


def test_extract_writes_the_plural_forms_of_the_language(root: Path) -> None:
    files.extract_all(root)

    assert "n%10==1 && n%100!=11 ? 0 : n != 0 ? 1 : 2" in catalogue_text(root, "lv")
    assert catalogue_text(root, "lv").count("msgstr[") == 3
    assert catalogue_text(root, "ru").count("msgstr[") == 3


def test_extract_leaves_an_app_without_messages_without_catalogues(root: Path) -> None:
    (root / "home" / "views.py").write_text("", encoding="utf-8")

    assert files.extract_all(root) == []


def test_messages_of_an_app_inside_an_app_are_its_own(root: Path) -> None:
    inner = root / "home" / "inner"
    inner.mkdir()
    (inner / "apps.py").touch()
    (inner / "views.py").write_text('_("Inner")', encoding="utf-8")

    homes = files.homes(root)
    outer_messages = {message.singular for message in files.messages(root / "home", homes)}

    assert "Inner" not in outer_messages
    assert [message.singular for message in files.messages(inner, homes)] == ["Inner"]


def test_messages_leave_out_migrations(root: Path) -> None:
    migrations = root / "home" / "migrations"
    migrations.mkdir()
    (migrations / "0001.py").write_text('_("Old")', encoding="utf-8")

    found = {message.singular for message in files.messages(root / "home", files.homes(root))}

    assert "Old" not in found


def test_compile_makes_a_file_that_gettext_reads(
    root: Path, write_catalogue: WriteCatalogue
) -> None:
    write_catalogue("lv", f'{KEPT}\n{ROWS}msgstr[0] "rinda"\nmsgstr[1] "rindas"\nmsgstr[2] "rindu"')

    (compiled,) = files.compile_outdated(root)

    with compiled.open("rb") as stream:
        translations = gettext.GNUTranslations(stream)
    assert translations.gettext("Kept by %(name)s") == "Glabā %(name)s"
    forms = [translations.ngettext("%(n)d row", "%(n)d rows", n) for n in (21, 11, 0)]
    assert forms == ["rinda", "rindas", "rindu"]


def test_compile_leaves_what_is_up_to_date(root: Path, write_catalogue: WriteCatalogue) -> None:
    write_catalogue("lv", KEPT)
    files.compile_outdated(root)

    assert files.compile_outdated(root) == []


def test_compile_renews_what_is_older_than_its_catalogue(
    root: Path, write_catalogue: WriteCatalogue
) -> None:
    file = write_catalogue("lv", KEPT)
    (compiled,) = files.compile_outdated(root)
    os.utime(compiled, (0, 0))

    assert files.compile_outdated(root) == [compiled]
    assert {child.name for child in file.parent.iterdir()} == {"django.po", "django.mo"}
