"""What is asked of somebody, and which answers can stay."""

from datetime import date

import pytest

from gaisma.record.instruments import xlsforms
from gaisma.record.instruments.answering import counted, problems
from gaisma.record.instruments.questionnaire import Questionnaire
from tests.unit.record.instruments.conftest import written

TODAY = date(2024, 9, 1)
GOOD = {"grade": "5", "travels": "yes", "minutes": "12.5", "likes": "often", "best": "maths art"}


@pytest.fixture(scope="module")
def pupils() -> Questionnaire:
    return xlsforms.questionnaire(written())


def wrong(pupils: Questionnaire, **changed: str) -> dict[str, str]:
    """What is told of which item when the answers are these."""
    found = problems(pupils, GOOD | changed, language="lv", today=TODAY)
    return {problem.item: problem.message for problem in found}


def test_good_answers_have_no_problem(pupils: Questionnaire) -> None:
    assert wrong(pupils) == {}


@pytest.mark.parametrize(
    ("changed", "item", "told"),
    [
        ({"grade": ""}, "grade", "needs an answer"),
        ({"grade": "13"}, "grade", "Klase ir no 1. līdz 12."),
        ({"grade": "4.5"}, "grade", "whole number"),
        ({"grade": "many"}, "grade", "whole number"),
        ({"grade": "2024-09-01"}, "grade", "whole number"),
        ({"minutes": ""}, "minutes", "needs an answer"),
        ({"minutes": "0"}, "minutes", "not possible here"),
        ({"minutes": "x"}, "minutes", "Write a number"),
        ({"travels": "maybe"}, "travels", "Choose one"),
        ({"best": "maths music"}, "best", "Choose one"),
        ({"best": "maths maths"}, "best", "Choose one"),
        ({"likes": "often never"}, "likes", "Choose one"),
        ({"since": "2024-02-30"}, "since", "Write a day"),
        ({"since": "2024-09-02"}, "since", "not possible here"),
    ],
)
def test_answer_that_cannot_stay_is_told(
    pupils: Questionnaire, changed: dict[str, str], item: str, told: str
) -> None:
    found = wrong(pupils, **changed)

    assert list(found) == [item]
    assert told in found[item]


def test_item_that_is_not_asked_needs_no_answer(pupils: Questionnaire) -> None:
    assert wrong(pupils, travels="no", minutes="") == {}


def test_section_that_is_not_asked_counts_nothing(pupils: Questionnaire) -> None:
    found = counted(pupils, GOOD | {"grade": "3", "afraid": "never"}, today=TODAY)

    assert "likes" not in found
    assert "afraid" not in found
    assert list(found) == ["hello", "grade", "travels", "minutes", "best", "since", "more"]


def test_answer_to_what_is_no_longer_asked_decides_nothing() -> None:
    survey = [
        ("type", "name", "label", "relevant"),
        ("text", "a", "A"),
        ("text", "b", "B", "${a} = 'yes'"),
        ("text", "c", "C", "${b} = 'yes'"),
    ]
    chain = xlsforms.questionnaire(written(survey=survey))

    found = counted(chain, {"a": "no", "b": "yes", "c": "yes"}, today=TODAY)

    assert found == {"a": "no"}
