"""Questionnaires go in from Excel and come out as they were; what is wrong is told by cell."""

import io
import json
from decimal import Decimal

import pytest
import python_calamine

from gaisma.record.instruments import xlsforms
from gaisma.record.instruments.questionnaire import SCALE, as_json, from_json
from gaisma.record.instruments.xlsforms import UnableToTakeIn
from tests.moments import NOW
from tests.unit.record.instruments.conftest import CHOICES, SETTINGS, SURVEY, written


def cells(data: bytes) -> dict[str, list[dict[str, str]]]:
    """The workbook's rows by heading, without what is empty: what a reader of it sees."""
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    found = {}
    for name in book.sheet_names:
        heading, *rows = book.get_sheet_by_name(name).to_python()
        found[name] = [
            {
                str(column): _seen(cell)
                for column, cell in zip(heading, row, strict=False)
                if cell != ""
            }
            for row in rows
        ]
    return found


def _seen(cell: object) -> str:
    return str(int(cell)) if isinstance(cell, float) else str(cell)


def test_questionnaire_by_hand_goes_in() -> None:
    found = xlsforms.questionnaire(written())

    items = {item.name: item for item in found.items}
    assert (found.key, found.languages) == ("pupils", ("lv", "en"))
    assert found.title == {"lv": "Skolēnu aptauja"}
    assert [(section.name, len(section.items)) for section in found.sections] == [
        ("", 1),
        ("you", 3),
        ("school", 2),
        ("", 3),
    ]
    assert found.sections[2].is_matrix
    assert items["grade"].constraint_message == {"lv": "Klase ir no 1. līdz 12."}
    assert (items["likes"].kind, items["likes"].construct) == (SCALE, "wellbeing")
    assert (items["grade"].is_required, items["travels"].is_required) == (True, False)
    assert items["afraid"].is_reversed
    assert [(choice.value, choice.is_open) for choice in found.lists["agrees"]] == [
        (Decimal(0), False),
        (Decimal(1), False),
        (None, True),
    ]


def test_questionnaire_comes_out_as_it_went_in() -> None:
    data = written()

    out = xlsforms.workbook(xlsforms.questionnaire(data), at=NOW)

    assert cells(out) == cells(data)


def test_questionnaire_written_and_read_again_is_the_same() -> None:
    first = xlsforms.questionnaire(written())

    assert xlsforms.questionnaire(xlsforms.workbook(first, at=NOW)) == first


def test_questionnaire_is_kept_as_json() -> None:
    first = xlsforms.questionnaire(written())

    assert from_json(json.loads(json.dumps(as_json(first)))) == first


def test_questionnaire_without_languages_is_in_latvian() -> None:
    survey = [("type", "name", "label"), ("text", "more", "Ko vēl?")]

    found = xlsforms.questionnaire(written(survey=survey, choices=(), settings=()))

    assert found.languages == ("lv",)
    assert next(found.items).label == {"lv": "Ko vēl?"}


WIDTH = ("type", "name", "label", "relevant", "constraint", "appearance")


@pytest.mark.parametrize(
    ("row", "place", "told"),
    [
        (("geopoint", "x", "Kur?"), (2, "type"), "This type is unknown. Known are: integer"),
        (("select_one nothing", "x", "Kas?"), (2, "type"), "no such list"),
        (("select_one", "x", "Kas?"), (2, "type"), "no such list"),
        (("text", "two words", "Kas?"), (2, "name"), "begins with a letter"),
        (("text", "x"), (2, "label"), "Write the question"),
        (("text", "x", "Kas?", "${later} = 1"), (2, "relevant"), "No question above"),
        (("text", "x", "Kas?", "", ". >"), (2, "constraint"), "ends too early"),
        (("text", "x", "Kas?", "", "", "signature"), (2, "appearance"), "unknown: leave it empty"),
        (("end_group", "", ""), (2, "type"), "No group is open"),
        (("begin_group", "x", "Daļa"), (2, "type"), "not closed by “end_group”"),
    ],
)
def test_row_that_is_wrong_is_told_with_its_place(
    row: tuple[str, ...], place: tuple[int, str], told: str
) -> None:
    survey = [WIDTH, row]

    with pytest.raises(UnableToTakeIn) as refused:
        xlsforms.questionnaire(written(survey=survey))

    (fault,) = refused.value.faults
    assert (fault.sheet, fault.row, fault.column) == ("survey", *place)
    assert told in fault.message


def test_everything_wrong_is_told_at_once() -> None:
    survey = [
        (*WIDTH, "colour"),
        ("text", "x", "Kas?"),
        ("text", "x", "Kas?"),
        ("begin_group", "a", "A"),
        ("begin_group", "b", "B"),
        ("end_group",),
    ]
    choices = [
        ("list_name", "name", "label", "points"),
        ("", "yes", "jā"),
        ("list", "so so", "tā"),
        ("list", "no", "nē", "many"),
        ("list", "no", "nē"),
    ]

    with pytest.raises(UnableToTakeIn) as refused:
        xlsforms.questionnaire(written(survey=survey, choices=choices))

    assert [(fault.sheet, fault.row, fault.column) for fault in refused.value.faults] == [
        ("survey", 1, "colour"),
        ("choices", 2, "list_name"),
        ("choices", 3, "name"),
        ("choices", 4, "points"),
        ("choices", 5, "name"),
        ("survey", 3, "name"),
        ("survey", 5, "type"),
    ]
    assert "Sheet “choices”, row 4, column “points” (“many”): Write a number" in str(refused.value)


def test_matrix_of_several_lists_is_refused() -> None:
    survey = [
        WIDTH,
        ("begin_group", "a", "A", "", "", "table-list"),
        ("select_one yes_no", "x", "X"),
        ("select_one agrees", "y", "Y"),
        ("end_group",),
    ]

    with pytest.raises(UnableToTakeIn, match="need one list"):
        xlsforms.questionnaire(written(survey=survey))


@pytest.mark.parametrize("data", [b"", b"PK", b"type,name,label"])
def test_file_that_is_no_workbook_is_refused(data: bytes) -> None:
    with pytest.raises(UnableToTakeIn, match="workbook"):
        xlsforms.questionnaire(data)


def test_workbook_without_a_survey_is_refused() -> None:
    with pytest.raises(UnableToTakeIn, match="needs a sheet “survey”"):
        xlsforms.questionnaire(written(survey=()))


def test_workbook_that_asks_nothing_is_refused() -> None:
    with pytest.raises(UnableToTakeIn, match="asks nothing"):
        xlsforms.questionnaire(written(survey=[SURVEY[0]], choices=CHOICES, settings=SETTINGS))
