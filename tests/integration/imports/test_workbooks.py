"""Templates and exports: what we write, we read; what is exported, changes nothing."""

from pathlib import Path
from typing import Any

import pytest
import python_calamine
from django.utils import translation

from gaisma.evidence.interop import kinds, reading, workbook
from gaisma.evidence.interop.imports import SOURCE
from tests import factories
from tests.integration.imports.conftest import Take, take_file
from tests.integration.imports.test_tables import GOOD
from tests.moments import NOW

pytestmark = pytest.mark.django_db


def rows_of(path: Path, sheet: int = 0) -> list[list[Any]]:
    book = python_calamine.CalamineWorkbook.from_path(str(path))
    return book.get_sheet_by_index(sheet).to_python()


@pytest.mark.parametrize("kind", kinds.known_kinds())
@pytest.mark.parametrize("language", ["lv", "en", "ru"])
def test_template_is_recognised_in_every_language(tmp_path: Path, kind: str, language: str) -> None:
    path = tmp_path / "template.xlsx"
    with translation.override(language):
        workbook.write_template(kind, path, at=NOW)

    found = reading.read(path, kind)

    assert [problem.message for problem in found.findings.problems] == [
        "The file has a header and no rows below it."
    ]
    assert list(found.titles) == [column.name for column in kinds.columns_of(kind)]
    assert not found.findings.notes


def test_template_has_latvian_words(tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    with translation.override("lv"):
        workbook.write_template("staff", path, at=NOW)

    assert rows_of(path)[0][1:3] == ["vārds", "uzvārds"]
    explained = {line[1]: line for line in rows_of(path, 1)}
    assert explained["role"][4] == "pirmsskolas izglītības skolotājs"
    assert explained["person_id"][2] == "obligāts, pēc tā atšķir rindas"
    allowed = dict(zip(*rows_of(path, 2)[:2], strict=True))
    assert (allowed["izglītības veids"], allowed["pastāvīgs"]) == ("pirmsskolas izglītība", "jā")


def test_english_template_has_the_names_of_the_contract(tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    workbook.write_template("queue", path, at=NOW)

    assert rows_of(path)[0] == [column.name for column in kinds.columns_of("queue")]


@pytest.mark.parametrize("kind", kinds.given_kinds())
@pytest.mark.parametrize("language", ["lv", "en", "ru"])
def test_export_taken_in_again_changes_nothing(
    take: Take, tmp_path: Path, kind: str, language: str
) -> None:
    take("sites", GOOD["sites"])
    take(kind, GOOD[kind])
    path = tmp_path / "export.xlsx"

    with translation.override(language):
        count = workbook.write_export(kind, path, source=SOURCE, at=NOW)
        outcome = take_file(path, kind)

    assert outcome.problems == []
    assert outcome.unchanged == {kind: count}


def test_export_of_rows_that_came_by_no_file_changes_nothing(
    take: Take, tmp_path: Path, city: dict[str, Any]
) -> None:
    person = factories.person(personal_code="32123456789", given_name="=Elza", language="lv")
    factories.enrolment(group=city["bees"], person=person)
    factories.person_identifier(person=person, scheme="other", value="X")
    path = tmp_path / "export.xlsx"

    workbook.write_export("learners", path, source=SOURCE, at=NOW)

    cells = dict(zip(*rows_of(path)[:2], strict=True))
    assert cells["person_id"] == f"gaisma:{person.pk}"
    assert cells["personal_code"] == "321234-56789"
    assert cells["given_name"] == "=Elza"


def test_export_writes_the_identifiers_of_the_source(
    take: Take, tmp_path: Path, city: dict[str, Any]
) -> None:
    person = factories.person()
    factories.enrolment(group=city["bees"], person=person)
    factories.person_identifier(person=person, scheme="eklase", value="E-7")
    path = tmp_path / "export.xlsx"

    workbook.write_export("learners", path, source="eklase", at=NOW)
    outcome = take_file(path, "learners", source="eklase")

    assert rows_of(path)[1][0] == "E-7"
    assert outcome.unchanged == {"learners": 1}, outcome


def test_everything_exported_says_the_same_again(take: Take, tmp_path: Path) -> None:
    for kind, line in GOOD.items():
        take(kind, line)
    first, second = tmp_path / "first.xlsx", tmp_path / "second.xlsx"

    for kind in kinds.given_kinds():
        workbook.write_export(kind, first, source=SOURCE, at=NOW)
        take_file(first, kind)
        workbook.write_export(kind, second, source=SOURCE, at=NOW)

        assert rows_of(first) == rows_of(second)
