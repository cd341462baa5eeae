"""Conditions and constraints: what can be written, and what it means."""

import re
import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gaisma.record.instruments.expressions import (
    UnableToUnderstand,
    asked,
    holds,
    parsed,
    patterns,
)

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
        ("regex(., true())", "must be a text"),
        ("regex(., '(?i)a')", "“(?” cannot stand here in a pattern"),
        (r"regex(., '\p{L}+')", r"“\p” cannot stand here"),
        (r"regex(., '(a)\1')", r"“\1” cannot stand here"),
        ("regex(., '[')", "is not closed"),
        ("regex(., '(a')", "is not closed"),
        ("regex(., 'a)')", "“)” cannot stand here"),
        ("regex(., '[]')", "“[]” cannot stand here"),
        ("regex(., '[z-a]')", "“-” cannot stand here"),
        ("regex(., 'a{3,2}')", "“{3,2}” cannot stand here"),
        ("regex(., 'a**')", "“*” cannot stand here"),
        ("regex(., '*a')", "“*” cannot stand here"),
        ("regex(., '((a{99}){99}){99}')", "over 600 steps"),
        (f"regex(., '{'(' * 30}a{')' * 30}')", "more than 20 deep"),
        ("(" * 3_000 + "1" + ")" * 3_000, "goes too deep"),
        ("not(" * 1_900 + "1" + ")" * 1_900, "goes too deep"),
        ("-" * 3_000 + "1", "goes too deep"),
        ("1" + " + 1" * 200, "goes too deep"),
        ("1" + " or 1" * 100, "goes too deep"),
        ("1" * 10_001, "longer than 10000 letters"),
        ("'open", "“'open” is not understood"),
    ],
)
def test_expression_that_is_wrong_is_told(text: str, told: str) -> None:
    with pytest.raises(UnableToUnderstand) as refused:
        parsed(text)

    assert told in refused.value.message


def test_empty_pattern_asks_for_an_empty_answer() -> None:
    tree = parsed("regex(${likes}, '') or ${age} = 8")

    assert asked(tree) == {"likes", "age"}
    assert holds(tree, ANSWERS, today=TODAY)


def test_deepest_expression_that_is_taken_is_evaluated() -> None:
    tree = parsed("not(" * 19 + " + ".join(["1"] * 59) + ")" * 19)

    assert asked(tree) == set()
    assert holds(tree, {}, today=TODAY) is False


SAME = [
    "a", "", "[a-c]{2}", "a|bc|", "(ab)*c?", "a+b+", "a*a*a*b", "(a+)+b", "(a|a)*b",
    "(a|ab)(c|bcd)", r"\d{3}-\d{2}", r"\w+@\w+\.lv", r"[\d.,-]+", r"[^a-z]+",
    "^a.c$", "(^a|b)c$", "a{0}b", "a{2,}",
    "a{1,3}?b", "(a?){20}a{20}", "[āčē]+", ".*", r"\[\]\(\)\{\}\|\/\\\^\$", "[a-]",
    r"[\]a]", r"\W\D",
]  # fmt: skip


@pytest.mark.parametrize("pattern", SAME)
@given(st.text("abcd1.,-@lvā[]\n\U0001f600", max_size=12))
def test_pattern_means_what_it_means_elsewhere(pattern: str, text: str) -> None:
    expected = re.fullmatch(pattern.replace("$", r"\Z") if "\\$" not in pattern else pattern,
                            text, re.ASCII | re.DOTALL)  # fmt: skip

    assert patterns.matches(patterns.program(pattern), text) == bool(expected)


@pytest.mark.parametrize("pattern", ["(a+)+b", "(a|a)*b", "(a*)*b", "a*a*a*a*a*b", "(a|aa)+b"])
def test_pattern_takes_no_longer_than_its_text(pattern: str) -> None:
    tree = parsed(f"regex(., '{pattern}')")
    begun = time.process_time()

    assert not holds(tree, {}, own="a" * 5_000, today=TODAY)

    assert time.process_time() - begun < 3
