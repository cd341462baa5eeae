"""Conditions and constraints: what can be written, and what it means."""

from datetime import date

import pytest

from gaisma.record.instruments.expressions import UnableToUnderstand, asked, holds, parsed

TODAY = date(2024, 9, 1)
ANSWERS = {"age": "8", "likes": "yes", "subjects": "maths art", "born": "2016-03-05", "note": ""}


@pytest.mark.parametrize(
    "text",
    [
        "${age} = 8",
        "${age} != 9",
        "${age} >= 7 and ${age} < 10",
        "${age} < 7 or ${likes} = 'yes'",
        "not(${likes} = 'no')",
        "selected(${subjects}, 'art')",
        "not(selected(${subjects}, 'ar'))",
        "count-selected(${subjects}) = 2",
        "count-selected(${note}) = 0",
        "${age} + 2 * 3 = 14",
        "(${age} + 2) * 3 = 30",
        "${age} - 1 - 1 = 6",
        "${age} div 2 = 4",
        "${age} mod 3 = 2",
        "-${age} < 0",
        "${born} < today()",
        "${born} > date('2016-03-04')",
        "today() - ${born} > 365 * 8",
        "string-length(${likes}) = 3",
        "contains(${likes}, 'e')",
        "starts-with(${likes}, 'ye')",
        "regex(${likes}, '[a-z]{3}')",
        "not(regex(${likes}, '[a-z]{2}'))",
        "if(${age} > 7, 'older', 'younger') = 'older'",
        "coalesce(${note}, ${likes}) = 'yes'",
        "int(7.9) = 7",
        "round(2.5) = 3",
        "number('4') = 4",
        "true() and not(false())",
        '${likes} = "yes"',
        "${unknown} = ''",
        "${likes}",
    ],
)
def test_expression_holds(text: str) -> None:
    assert holds(parsed(text), ANSWERS, today=TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "${note}",
        "${note} > 0",
        "${note} < 0",
        "${note} = 0",
        "${likes} > 1",
        "${age} > 7 and ${likes} = 'no'",
        "regex(${likes}, 'ye')",
        "number('many') = number('many')",
        "${born} = today()",
        "0 div 0",
    ],
)
def test_expression_does_not_hold(text: str) -> None:
    assert not holds(parsed(text), ANSWERS, today=TODAY)


def test_own_answer_is_a_point() -> None:
    tree = parsed(". >= 0 and . <= 30")

    assert [holds(tree, {}, own=own, today=TODAY) for own in ("0", "30", "31", "-1", "")] == [
        True,
        True,
        False,
        False,
        False,
    ]


def test_asked_names_every_item_once() -> None:
    assert asked(parsed("${a} = 1 or selected(${b}, 'x') or not(${a} > ${c})")) == {"a", "b", "c"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "ends too early"),
        ("${age} >", "ends too early"),
        ("${age} = 8 8", "“8” cannot stand here"),
        ("(${age} = 8", "“)” is missing before “the end”"),
        ("${age} == 8", "“=” cannot stand here"),
        ("${age} & 8", "“& 8” is not understood"),
        ("older(${age})", "“older” is unknown"),
        ("selected(${age})", "takes 2 values and was given 1"),
        ("today(1)", "takes 0 values and was given 1"),
        ("regex(., ${likes})", "must be a text"),
        ("regex(., '(?i)a')", "must be a text"),
        (r"regex(., '\p{L}+')", "must be a text"),
        ("regex(., '[')", "must be a text"),
        ("'open", "“'open” is not understood"),
    ],
)
def test_expression_that_is_wrong_is_told(text: str, told: str) -> None:
    with pytest.raises(UnableToUnderstand) as refused:
        parsed(text)

    assert told in refused.value.message
