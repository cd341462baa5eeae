"""Files as columns: encoding, separators, quotation marks, headers, lengths of rows."""

import polars as pl
import pytest

from gaisma.evidence.interop.findings import Findings
from gaisma.evidence.interop.oneroster.binding import TABLES
from gaisma.evidence.interop.oneroster.reading import csv_files
from gaisma.evidence.interop.oneroster.reading.sources import Folder

HEADER = "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId"
ROW = "s1,,,Paraugpils 1. vidusskola,school,SK-1,"
ORGS = csv_files.Shape.of("orgs", TABLES["1.2"]["orgs"].of("1.2"))


def read(tmp_path, content, name="orgs.csv", shape=ORGS):
    data = content if isinstance(content, bytes) else content.encode()
    (tmp_path / name).write_bytes(data)
    findings = Findings()
    place = Folder(tmp_path, {name: tmp_path / name}, 0, "")
    return csv_files.frame_of(place, name, shape, findings), findings


def only_problem(tmp_path, content, **more):
    frame, findings = read(tmp_path, content, **more)
    assert len(findings.problems) == 1, findings.problems
    return frame, findings.problems[0]


def test_rows_are_numbered_as_in_the_file_and_empty_fields_are_null(tmp_path):
    frame, findings = read(tmp_path, f"{HEADER}\n{ROW}\n{ROW}\n")

    assert frame["row"].to_list() == [2, 3]
    assert frame["status"].to_list() == [None, None]
    assert (findings.problems, findings.notes) == ([], [])


def test_last_line_without_an_end_is_read(tmp_path):
    frame, _ = read(tmp_path, f"{HEADER}\n{ROW}")

    assert frame.height == 1


@pytest.mark.parametrize("name", ["Šķēle Ņikitina", "Ļaudams–Ģēģeris", "O’Hara, Zoë", "Žaņa  "])
def test_letters_come_out_byte_for_byte(tmp_path, name):
    frame, _ = read(tmp_path, f'{HEADER}\ns1,,,"{name}",school,,\n')

    assert frame["name"][0].encode() == name.encode()


def test_decomposed_letters_are_not_composed(tmp_path):
    name = "Z\u030canna"

    frame, _ = read(tmp_path, f"{HEADER}\ns1,,,{name},school,,\n")

    assert frame["name"][0].encode() == name.encode()


def test_byte_order_mark_is_noted(tmp_path):
    frame, findings = read(tmp_path, b"\xef\xbb\xbf" + f"{HEADER}\n{ROW}\n".encode())

    assert frame["sourcedId"].to_list() == ["s1"]
    assert "byte-order mark" in findings.notes[0].message


def test_legal_quotation_is_read(tmp_path):
    frame, findings = read(tmp_path, f'{HEADER}\n"s1","","","PII ""Zīlīte"", A",school,,""\r\n')

    assert frame["name"].to_list() == ['PII "Zīlīte", A']
    assert frame["parentSourcedId"].to_list() == [None]
    assert (findings.problems, findings.notes) == ([], [])


def test_line_break_inside_quotation_keeps_the_numbers_of_records(tmp_path):
    frame, _ = read(tmp_path, f'{HEADER}\ns1,,,"A\nB",school,,\n{ROW}\n')

    assert frame["name"][0] == "A\nB"
    assert frame["row"].to_list() == [2, 3]


def test_empty_lines_are_passed_over_but_counted(tmp_path):
    frame, findings = read(tmp_path, f"{HEADER}\n{ROW}\n\n{ROW}\n\n")

    assert frame["row"].to_list() == [2, 4]
    assert findings.problems == []


@pytest.mark.parametrize("encoding", ["windows-1257", "iso-8859-4"])
def test_other_encoding_is_a_problem_at_its_row(tmp_path, encoding):
    content = f"{HEADER}\n{ROW}\ns2,,,Šķēles skola,school,,\n".encode(encoding)

    frame, problem = only_problem(tmp_path, content)

    assert frame is None
    assert problem.row == 3
    assert "UTF-8" in problem.message
    assert problem.value.startswith("s2")


def test_utf_16_is_a_problem(tmp_path):
    _, problem = only_problem(tmp_path, f"{HEADER}\n{ROW}\n".encode("utf-16"))

    assert "UTF-16" in problem.message


def test_zero_bytes_are_a_problem(tmp_path):
    _, problem = only_problem(tmp_path, f"{HEADER}\n{ROW}\n".encode() + b"\x00\x00\n")

    assert "zero bytes" in problem.message


@pytest.mark.parametrize(("mark", "called"), [(";", ";"), ("\t", "TAB"), ("|", "|")])
def test_other_separator_is_a_problem(tmp_path, mark, called):
    content = f"{HEADER}\n{ROW}\n".replace(",", mark)

    _, problem = only_problem(tmp_path, content)

    assert problem.row == 1
    assert f"separated by {called}" in problem.message


def test_missing_required_column_is_a_problem_in_the_header(tmp_path):
    _, problem = only_problem(tmp_path, f"{HEADER}\n{ROW}\n".replace(",name,", ",nosaukums,"))

    assert (problem.row, problem.column) == (1, "name")
    assert "missing" in problem.message


def test_column_in_other_letters_is_a_problem_that_shows_the_right_ones(tmp_path):
    _, problem = only_problem(tmp_path, f"{HEADER}\n{ROW}\n".replace("sourcedId,s", "SourcedID,s"))

    assert problem.column == "sourcedId"
    assert "SourcedID" in problem.message


def test_missing_optional_columns_are_noted_and_empty(tmp_path):
    frame, findings = read(tmp_path, "sourcedId,name,type\ns1,Skola,school\n")

    assert findings.problems == []
    assert "status, dateLastModified, identifier" in findings.notes[0].message
    assert frame["parentSourcedId"].to_list() == [None]


def test_other_order_of_columns_is_noted(tmp_path):
    frame, findings = read(
        tmp_path,
        "name,sourcedId,type,status,dateLastModified,identifier,parentSourcedId\nA,s1,school,,,,\n",
    )

    assert findings.problems == []
    assert "another order" in findings.notes[0].message
    assert frame["sourcedId"].to_list() == ["s1"]


def test_vendor_columns_are_noted_and_left_aside(tmp_path):
    frame, findings = read(tmp_path, f"{HEADER},metadata.lv.viis,Piezīmes\n{ROW},1,x\n")

    assert findings.problems == []
    assert "metadata.lv.viis, Piezīmes" in findings.notes[0].message
    assert "Piezīmes" not in frame.columns


def test_column_that_stands_twice_is_a_problem(tmp_path):
    _, problem = only_problem(tmp_path, f"{HEADER},name\n{ROW},x\n")

    assert (problem.row, problem.value) == (1, "name")


def test_row_of_another_length_is_a_problem_at_its_row(tmp_path):
    content = f"{HEADER}\n{ROW}\ns2,,,Skola\ns3,,,Skola,school,,,,\n{ROW}\n"

    frame, findings = read(tmp_path, content)

    assert [(p.row, p.value) for p in findings.problems] == [
        (3, "s2,,,Skola"),
        (4, "s3,,,Skola,school,,,,"),
    ]
    assert "4 fields where the header has 7" in findings.problems[0].message
    assert frame["row"].to_list() == [2, 5]


def test_many_rows_of_another_length_are_counted_beyond_what_is_listed(tmp_path):
    _, findings = read(tmp_path, HEADER + "\n" + "a,b\n" * 1500)

    assert len(findings.problems) == 1000
    assert findings.problems_total == 1500


def test_quotation_mark_that_is_not_closed_is_a_problem_at_its_row(tmp_path):
    content = f'{HEADER}\n{ROW}\ns2,,,"Skola,school,,\n{ROW}\n'

    _, problem = only_problem(tmp_path, content)

    assert problem.row == 3
    assert problem.value.startswith("s2")


def test_file_cut_off_within_a_quotation_is_a_problem(tmp_path):
    _, problem = only_problem(tmp_path, f'{HEADER}\n{ROW}\ns2,,,"Parau')

    assert problem.row == 3
    assert "cut off" in problem.message


def test_core_file_without_a_byte_is_a_problem(tmp_path):
    frame, problem = only_problem(tmp_path, "")

    assert frame is None
    assert "empty" in problem.message


def test_optional_file_without_a_byte_is_noted(tmp_path):
    shape = csv_files.Shape.of("demographics", TABLES["1.2"]["demographics"].of("1.2"))

    frame, findings = read(tmp_path, "", name="demographics.csv", shape=shape)

    assert findings.problems == []
    assert len(findings.notes) == 1
    assert frame.schema["birthDate"] == pl.String
    assert frame.height == 0


def test_file_with_its_header_only_has_no_rows(tmp_path):
    frame, findings = read(tmp_path, f"{HEADER}\n")

    assert (frame.height, findings.problems) == (0, [])
