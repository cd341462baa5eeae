"""Conditions in words: the answers that they take, or a sentence that names none."""

import pytest

from gaisma.record.instruments import conditions, xlsforms
from gaisma.record.instruments.expressions import parsed
from tests.unit.record.instruments.conftest import written

GENERAL = "Only if it follows from the answers above."


@pytest.mark.parametrize(
    ("written_as", "told"),
    [
        ("${travels} = 'yes'", "“Do you come by bus?” is answered with “yes”"),
        ("selected(${best}, 'art')", "“What do you like?” is answered with “art”"),
        (
            "${likes} = 'never' or ${likes} = 'often'",
            "“I like school” is answered with “never” or “often”",
        ),
        (
            "${travels} = 'no' and selected(${best}, 'art')",
            "“Do you come by bus?” is answered with “no” and “What do you like?” is answered with"
            " “art”",
        ),
    ],
)
def test_condition_is_told_by_its_answers(written_as: str, told: str) -> None:
    asks = xlsforms.questionnaire(written())

    assert conditions.said(asks, parsed(written_as), "en") == f"Only if {told}."


@pytest.mark.parametrize(
    "written_as",
    [
        "${grade} >= 4",
        "${travels} != 'yes'",
        "${travels} = 'unknown'",
        "${more} = 'yes'",
        "${travels} = 'yes' and ${grade} > 4",
        "(${travels} = 'yes' or ${likes} = 'often') and ${likes} = 'never'",
    ],
)
def test_condition_that_no_sentence_tells_names_no_answers(written_as: str) -> None:
    asks = xlsforms.questionnaire(written())

    assert conditions.said(asks, parsed(written_as), "en") == GENERAL
