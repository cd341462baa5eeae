"""Each broken file gets its named problem; nothing is taken in, nothing crashes."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from django.utils import translation

from gaisma.evidence.interop import kinds
from gaisma.evidence.interop.models import Import
from gaisma.record.people.models import Person
from tests.integration.imports.conftest import HEADERS, take_file
from tests.integration.imports.test_tables import GOOD

pytestmark = pytest.mark.django_db
HEADER, ROW = HEADERS["learners"], GOOD["learners"]
OTHER = ROW.replace("L-1", "L-2").replace("Elza,Kalniņa", "Toms,Ozols")
Broken = Callable[[Path], Path]


def text(content: str, encoding: str = "utf-8") -> Broken:
    return raw(content.encode(encoding))


def raw(content: bytes) -> Broken:
    def write(folder: Path) -> Path:
        path = folder / "learners.csv"
        path.write_bytes(content)
        return path

    return write


def sheet(*, formula: bool = False, merged: bool = False, cut: bool = False) -> Broken:
    def write(folder: Path) -> Path:
        path = folder / "learners.xlsx"
        book = xlsxwriter.Workbook(str(path))
        page = book.add_worksheet("learners")
        page.write_row(0, 0, HEADER.split(","))
        page.write_row(1, 0, ROW.split(","))
        if formula:
            page.write_formula("B2", '="El"&"za"', value="Elza")
        if merged:
            page.merge_range("B1:C1", "given_name")
        book.close()
        if cut:
            path.write_bytes(path.read_bytes()[:-200])
        return path

    return write


def large(folder: Path) -> Path:
    path = folder / "learners.csv"
    with path.open("wb") as stream:
        stream.write(HEADER.encode())
        stream.truncate(200 * 1024 * 1024)
    return path


def climbing(folder: Path) -> Path:
    path = folder / "learners.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../../climbed.txt", "out")
    return path


BROKEN: dict[str, tuple[Broken, int | None, str]] = {
    "wrong header": (text(f"Saraksts,,,,,,,,\n{ROW}\n"), 1, "Row 1 must hold"),
    "missing column": (text("person_id,given_name\nL-1,Elza\n"), 1, "is missing"),
    "duplicate column": (text(f"{HEADER},from\n{ROW},2024-09-01\n"), 1, "stands twice"),
    "unreadable bytes": (raw(f"{HEADER}\n{ROW}\n".encode() + b"\x81\x8d\n"), 3, "neither"),
    "zero bytes": (raw(HEADER.encode() + b"\n\0\0\n"), 2, "zero bytes"),
    "unknown institution": (text(f"{HEADER}\n{OTHER}\n{ROW.replace('-04', '-99')}\n"), 3, "PII-99"),
    "overlap": (
        text(f"{HEADER}\n{ROW}\n{ROW.replace('Taurenīši', 'Bitītes')}\n"),
        3,
        "overlaps with row 2",
    ),
    "bad date": (text(f"{HEADER}\n{ROW.replace('2019-03-14', '14.03.19')}\n"), 2, "not a date"),
    "duplicate key": (text(f"{HEADER}\n{ROW}\n{OTHER}\n{ROW}\n"), 4, "same as row 2"),
    "empty": (raw(b""), None, "empty"),
    "header only": (text(f"{HEADER}\n"), None, "no rows"),
    "truncated": (text(f"{HEADER}\n{ROW}\nL-2,Toms,Oz"), 3, "cut off"),
    "200 MB": (large, None, "limit is 128 MB"),
    "ragged": (text(f"{HEADER}\n{ROW},x\n"), 2, "10 cells"),
    "formula": (text(f"{HEADER}\n{ROW.replace('Elza', '=cmd()')}\n"), 2, "formula"),
    "formula in a workbook": (sheet(formula=True), 2, "formula"),
    "merged header": (sheet(merged=True), 1, "merged"),
    "truncated workbook": (sheet(cut=True), None, "damaged"),
    "climbing archive": (climbing, None, "damaged"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_file_has_its_problem_and_nothing_is_taken(
    tmp_path: Path, city: object, name: str
) -> None:
    write, row, part = BROKEN[name]

    outcome = take_file(write(tmp_path), "learners")

    assert outcome.status == "refused"
    assert any(problem.row == row and part in problem.message for problem in outcome.problems), (
        outcome.problems
    )
    assert not Import.objects.exists()
    assert not Person.objects.exists()
    assert not (tmp_path.parent / "climbed.txt").exists()


@pytest.mark.parametrize("language", ["lv", "ru"])
@pytest.mark.parametrize("name", BROKEN)
def test_broken_file_is_answered_in_the_readers_language(
    tmp_path: Path, city: object, name: str, language: str
) -> None:
    path = BROKEN[name][0](tmp_path)
    english = take_file(path, "learners").problems

    with translation.override(language):
        outcome = take_file(path, "learners")

    assert len(outcome.problems) == len(english)
    pairs = zip(outcome.problems, english, strict=True)
    assert all(theirs.message != ours.message for theirs, ours in pairs)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1257", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_latvian_excel_is_taken(
    tmp_path: Path, city: object, encoding: str, separator: str
) -> None:
    content = f"{HEADER}\n{ROW}\n".replace("2024-09-01", "01.09.2024").replace(",", separator)

    outcome = take_file(text(content, encoding)(tmp_path), "learners")

    assert outcome.created == {"learners": 1}, outcome.problems
    assert Person.objects.get().family_name == "Kalniņa"
    assert outcome.notes


@pytest.mark.parametrize(
    ("kind", "missing"),
    [
        (kind, column.name)
        for kind in kinds.given_kinds()
        for column in kinds.columns_of(kind)
        if column.required
    ],
)
def test_missing_column_of_any_table_is_named(
    tmp_path: Path, city: object, kind: str, missing: str
) -> None:
    names, cells = HEADERS[kind].split(","), GOOD[kind].split(",")
    kept = [(name, cell) for name, cell in zip(names, cells, strict=True) if name != missing]
    content = "\n".join(",".join(words) for words in zip(*kept, strict=True))

    outcome = take_file(text(content)(tmp_path), kind)

    assert [problem.column for problem in outcome.problems] == [missing]
