"""Files read as tables: habits that are taken with a note, and files that are refused by name."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gaisma.base.apart import MEGABYTE
from gaisma.base.reading import files, workbooks
from gaisma.base.reading.grid import MOST_COLUMNS
from gaisma.evidence.interop import reading
from gaisma.evidence.interop.reading import Reading

HEADER = "institution,name,address"
ROW = "PII-04,A korpuss,Skolas iela 4"


@pytest.fixture(autouse=True)
def _english() -> Any:
    with translation.override("en"):
        yield


def read(
    tmp_path: Path, data: bytes | str, name: str = "sites.csv", kind: str = "sites"
) -> Reading:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return reading.read(path, kind)


def workbook(
    tmp_path: Path,
    rows: Sequence[Sequence[Any]],
    *,
    sheets: Sequence[str] = ("sites",),
    formula: tuple[int, int] | None = None,
    merged: str = "",
    kind: str = "sites",
) -> Reading:
    path = tmp_path / "table.xlsx"
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "dd.mm.yyyy"})
    for name in sheets:
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    if formula:
        sheet.write_formula(*formula, "=1+1")
    if merged:
        sheet.merge_range(merged, "merged")
    book.close()
    return reading.read(path, kind)


def messages(found: Reading) -> list[str]:
    return [problem.message for problem in found.findings.problems]


def notes(found: Reading) -> list[str]:
    return [note.message for note in found.findings.notes]


def cells(found: Reading) -> list[tuple[Any, ...]]:
    assert found.frame is not None, found.findings
    return found.frame.rows()


def test_read_plain_csv_gives_strings_numbered_as_in_the_file(tmp_path: Path) -> None:
    found = read(tmp_path, f"{HEADER}\n{ROW}\n\nPII-05,B korpuss,\n")

    assert cells(found) == [
        (2, "PII-04", "A korpuss", "Skolas iela 4"),
        (4, "PII-05", "B korpuss", None),
    ]
    assert not found.findings.problems
    assert not found.findings.notes


@pytest.mark.parametrize(
    ("separator", "name"), [(";", "semicolons"), ("\t", "tabs"), ("|", "vertical bars")]
)
def test_read_other_separators_are_recognised_and_noted(
    tmp_path: Path, separator: str, name: str
) -> None:
    found = read(tmp_path, f"{HEADER}\n{ROW}\n".replace(",", separator))

    assert cells(found) == [(2, "PII-04", "A korpuss", "Skolas iela 4")]
    assert notes(found) == [f"Cells are separated by {name}."]


def test_read_separator_line_of_excel_is_not_a_row(tmp_path: Path) -> None:
    found = read(tmp_path, f"sep=;\n{HEADER}\n{ROW}\n".replace(",", ";"))

    assert cells(found) == [(2, "PII-04", "A korpuss", "Skolas iela 4")]


def test_read_windows_1257_keeps_latvian_letters_and_is_noted(tmp_path: Path) -> None:
    text = f"{HEADER}\nPII-04,Ēka “Zīlīte”,Ķieģeļu iela 4\n"

    found = read(tmp_path, text.encode("cp1257"))

    assert cells(found) == [(2, "PII-04", "Ēka “Zīlīte”", "Ķieģeļu iela 4")]
    assert "windows-1257" in notes(found)[0]


@pytest.mark.parametrize(("encoding", "word"), [("utf-8-sig", "mark"), ("utf-16", "UTF-16")])
def test_read_marked_encodings_are_noted(tmp_path: Path, encoding: str, word: str) -> None:
    found = read(tmp_path, f"{HEADER}\nPII-04,Ēka,Ķieģeļu iela 4\n".encode(encoding))

    assert cells(found) == [(2, "PII-04", "Ēka", "Ķieģeļu iela 4")]
    assert word in notes(found)[0]


def test_read_odd_spaces_are_left_out_and_noted(tmp_path: Path) -> None:
    found = read(tmp_path, f"{HEADER}\n PII-04 ,A\u00a0korpuss,Skolas iela 4\n")

    assert cells(found) == [(2, "PII-04", "A korpuss", "Skolas iela 4")]
    assert notes(found) == [
        "Non-breaking spaces were read as ordinary ones in 1 cell.",
        "Spaces around the value were left out in 1 cell.",
    ]


def test_read_quoted_cells_may_hold_separators_and_lines(tmp_path: Path) -> None:
    found = read(tmp_path, f'{HEADER}\nPII-04,"A, ""lielais""\nkorpuss",Iela\nPII-05,B,Iela\n')

    assert cells(found) == [
        (2, "PII-04", 'A, "lielais"\nkorpuss', "Iela"),
        (3, "PII-05", "B", "Iela"),
    ]


@pytest.mark.parametrize("header", ["iestāde,nosaukums,adrese", "учреждение,название,адрес"])
def test_read_headers_of_our_templates_in_any_language(tmp_path: Path, header: str) -> None:
    found = read(tmp_path, f"{header}\n{ROW}\n")

    assert cells(found) == [(2, "PII-04", "A korpuss", "Skolas iela 4")]
    assert found.titles["name"] == header.split(",")[1]


def test_read_unknown_column_is_noted_with_the_nearest(tmp_path: Path) -> None:
    found = read(tmp_path, f"{HEADER},lattitude\n{ROW},55.8\n")

    assert notes(found) == ["This column is not known and was left out; was “latitude” meant?"]
    assert not found.findings.problems


def test_read_mapped_column_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "sites.csv"
    path.write_text(f"SKOLA,NOS,ADR\n{ROW}\n")

    mapping = {"Skola": "institution", "nos": "name", "adr": "address"}
    found = reading.read(path, "sites", mapping=mapping)

    assert cells(found) == [(2, "PII-04", "A korpuss", "Skolas iela 4")]


def test_read_wrong_header_names_the_columns(tmp_path: Path) -> None:
    found = read(tmp_path, "Saraksts par 2024. gadu,,\n1,2,3\n")

    assert found.frame is None
    assert found.findings.problems[0].row == 1
    assert "institution, name, address" in messages(found)[0]


def test_read_missing_column_is_named(tmp_path: Path) -> None:
    found = read(tmp_path, "institution,name\nPII-04,A\n")

    assert [problem.column for problem in found.findings.problems] == ["address"]
    assert "missing" in messages(found)[0]


def test_read_duplicate_column_is_named(tmp_path: Path) -> None:
    found = read(tmp_path, f"{HEADER},NAME\n{ROW},B\n")

    assert messages(found) == ["The column “name” stands twice: leave one of them."]


@pytest.mark.parametrize(
    ("data", "part"),
    [
        (b"", "empty"),
        (b"institution,name\0,address\n", "zero bytes"),
        (b"\xff\xfe\x00\xd8\x00", "bytes"),
        ("institution,name,address\nPII-04,Ēka,".encode() + b"\xff\xfe Iela\n", "bytes"),
        (b"institution,name,address\nA,B\x81\x8d,C\n", "bytes"),
        ("institution,name,address\nA,Школа,C\n".encode("cp1251"), "bytes"),
        (b"PK\x03\x04 and so on", "name it .xlsx"),
        (f'{HEADER}\nPII-04,"A korpuss'.encode(), "cut off"),
        (f"{HEADER}\n{ROW}\nPII-05,B".encode(), "cut off"),
        (HEADER.encode(), "no rows"),
    ],
)
def test_read_broken_csv_has_its_problem(tmp_path: Path, data: bytes, part: str) -> None:
    found = read(tmp_path, data)

    assert len(found.findings.problems) == 1, found.findings
    assert part in messages(found)[0]


def test_read_unreadable_bytes_name_the_row(tmp_path: Path) -> None:
    found = read(tmp_path, f"{HEADER}\n{ROW}\n".encode() + b"PII-05,B\x81,C\n")

    assert found.findings.problems[0].row == 3


def test_read_ragged_rows_are_named(tmp_path: Path) -> None:
    found = read(tmp_path, f"{HEADER}\nPII-04,A\n{ROW}\nPII-05,B,C,D\n")

    assert [(problem.row, problem.message[:20]) for problem in found.findings.problems] == [
        (2, "This row has 2 cells"),
        (4, "This row has 4 cells"),
    ]
    assert cells(found) == [(3, "PII-04", "A korpuss", "Skolas iela 4")]


@pytest.mark.parametrize("text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3+cmd", "@SUM(A1)"])
def test_read_formula_in_csv_is_refused(tmp_path: Path, text: str) -> None:
    found = read(tmp_path, f'{HEADER}\nPII-04,"{text}",Iela\n')

    assert found.findings.problems[0].column == "name"
    assert found.findings.problems[0].value == text
    assert "formula" in messages(found)[0]


@pytest.mark.parametrize("text", ["-1,5", "+371 20000000", "-", "-0.5"])
def test_read_numbers_that_begin_with_a_sign_are_no_formulas(tmp_path: Path, text: str) -> None:
    found = read(tmp_path, f'{HEADER}\nPII-04,"{text}",Iela\n')

    assert not found.findings.problems


def test_read_errors_of_excel_are_refused(tmp_path: Path) -> None:
    found = read(tmp_path, f"{HEADER}\nPII-04,#N/A,Iela\n")

    assert "could not compute" in messages(found)[0]


def test_read_control_characters_are_refused(tmp_path: Path) -> None:
    found = read(tmp_path, f"{HEADER}\nPII-04,A\x07,Iela\n")

    assert found.findings.problems[0].row == 2


def test_read_too_many_columns_are_refused(tmp_path: Path) -> None:
    names = ",".join(f"c{number}" for number in range(MOST_COLUMNS + 1))

    found = read(tmp_path, f"{names}\n")

    assert str(MOST_COLUMNS) in messages(found)[0]


@pytest.mark.parametrize("name", ["sites.csv", "sites.xlsx"])
def test_read_large_file_is_refused_by_the_limit_before_it_is_read(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / name
    with path.open("wb") as stream:
        stream.truncate(200 * files.MEGABYTE)
    monkeypatch.setattr(Path, "open", None)

    found = reading.read(path, "sites")

    assert "200 MB and the limit is 128 MB" in messages(found)[0]


def test_read_unknown_ending_is_refused(tmp_path: Path) -> None:
    found = read(tmp_path, "x", name="sites.pdf")

    assert ".xlsx and .csv" in messages(found)[0]


def test_read_missing_file_is_refused(tmp_path: Path) -> None:
    found = reading.read(tmp_path / "none.csv", "sites")

    assert "not a file" in messages(found)[0]


def test_read_workbook_gives_strings_numbered_as_in_the_sheet(tmp_path: Path) -> None:
    header = ["institution", "name", "address", "latitude"]
    rows = [header, ["PII-04", 5, date(2024, 9, 1), 55.874], [None, None], ["PII-05", "B", 1.5]]

    found = workbook(tmp_path, rows)

    assert cells(found) == [
        (2, "PII-04", "5", "2024-09-01", "55.874"),
        (4, "PII-05", "B", "1.5", None),
    ]


def test_read_workbook_takes_the_sheet_of_the_kind(tmp_path: Path) -> None:
    rows = [HEADER.split(","), ROW.split(",")]

    assert not workbook(tmp_path, rows, sheets=("sites", "explanations")).findings.problems
    assert not workbook(tmp_path, rows, sheets=("Notes", "Īstenošanas vietas")).findings.problems
    # What the sheet was called before.
    assert not workbook(tmp_path, rows, sheets=("Notes", "Ēkas")).findings.problems
    assert not workbook(tmp_path, rows, sheets=("Sheet1",)).findings.problems


def test_read_workbook_with_several_other_sheets_is_refused(tmp_path: Path) -> None:
    found = workbook(tmp_path, [HEADER.split(",")], sheets=("Sheet1", "Sheet2"))

    assert "Sheet1, Sheet2" in messages(found)[0]


def test_read_workbook_formula_is_refused(tmp_path: Path) -> None:
    found = workbook(tmp_path, [HEADER.split(","), ROW.split(",")], formula=(1, 1))

    problem = found.findings.problems[0]
    assert (problem.row, problem.column) == (2, "name")
    assert "formula" in problem.message


def test_read_workbook_merged_header_is_refused(tmp_path: Path) -> None:
    found = workbook(tmp_path, [HEADER.split(","), ROW.split(",")], merged="B1:C1")

    assert found.findings.problems[0].row == 1
    assert "header are merged" in messages(found)[0]


def test_read_workbook_merged_rows_are_refused(tmp_path: Path) -> None:
    found = workbook(tmp_path, [HEADER.split(","), ROW.split(","), ROW.split(",")], merged="A2:A3")

    assert found.findings.problems[0].row == 2
    assert "unmerge" in messages(found)[0]


def test_read_empty_workbook_is_refused(tmp_path: Path) -> None:
    assert "empty" in messages(workbook(tmp_path, []))[0]


@pytest.mark.parametrize(
    ("data", "part"),
    [
        (b"institution,name\n", "not an Excel workbook"),
        (b"\xd0\xcf\x11\xe0 old", "old (.xls)"),
        (b"PK\x03\x04 cut", "damaged"),
    ],
)
def test_read_broken_workbook_has_its_problem(tmp_path: Path, data: bytes, part: str) -> None:
    found = read(tmp_path, data, name="sites.xlsx")

    assert part in messages(found)[0]


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_read_truncated_workbook_is_refused(tmp_path: Path, share: float) -> None:
    workbook(tmp_path, [HEADER.split(","), ROW.split(",")])
    whole = (tmp_path / "table.xlsx").read_bytes()

    found = read(tmp_path, whole[: int(len(whole) * share)], name="cut.xlsx")

    assert "damaged" in messages(found)[0]


def test_read_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    found = read(tmp_path, _archive({"readme.txt": b"hello"}), name="sites.xlsx")

    assert "damaged" in messages(found)[0]


def test_read_workbook_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbooks, "LARGEST_UNPACKED", 4 * MEGABYTE)
    bomb = _archive({"xl/worksheets/sheet1.xml": b"0" * (5 * MEGABYTE)})

    found = read(tmp_path, bomb, name="sites.xlsx")

    assert "unpacks to 5 MB and the limit is 4 MB" in messages(found)[0]


@pytest.mark.parametrize(
    ("row", "column", "part"), [(1_000_000, 0, "A1000001"), (1, 16_000, "WQK2")]
)
def test_read_workbook_with_a_cell_far_away_is_refused(
    tmp_path: Path, row: int, column: int, part: str
) -> None:
    path = tmp_path / "far.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("sites")
    sheet.write_row(0, 0, HEADER.split(","))
    sheet.write(row, column, "far")
    book.close()

    found = reading.read(path, "sites")

    assert part in messages(found)[0]


def _archive(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


UNHURRIED = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@UNHURRIED
@given(data=st.binary(max_size=400), name=st.sampled_from(["sites.csv", "sites.xlsx"]))
def test_read_random_bytes_never_raises(tmp_path: Path, data: bytes, name: str) -> None:
    found = read(tmp_path, data, name=name)

    assert found.findings.problems


@UNHURRIED
@given(rows=st.text(max_size=200))
def test_read_random_rows_below_a_good_header_never_raise(tmp_path: Path, rows: str) -> None:
    text = f"{HEADER}\n{rows}".encode("utf-8", errors="surrogatepass")

    found = read(tmp_path, text)

    assert found.frame is not None or found.findings.problems


@UNHURRIED
@given(place=st.integers(0, 6000), byte=st.integers(0, 255))
def test_read_workbook_with_one_wrong_byte_never_raises(
    tmp_path: Path, place: int, byte: int
) -> None:
    if not (tmp_path / "table.xlsx").exists():
        workbook(tmp_path, [HEADER.split(","), ROW.split(",")])
    data = bytearray((tmp_path / "table.xlsx").read_bytes())
    data[place % len(data)] = byte

    found = read(tmp_path, bytes(data), name="wrong.xlsx")

    assert found.frame is not None or found.findings.problems
