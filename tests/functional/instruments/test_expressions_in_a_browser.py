"""Server and browser evaluate conditions alike, whatever is asked of whatever answers."""

import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gaisma.record import instruments
from gaisma.record.instruments.expressions import Tree, holds, parsed, patterns
from gaisma.record.instruments.expressions.evaluation import Given, value

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
SCRIPT = Path(instruments.__file__).parent / "static" / "instruments" / "expressions.js"
TODAY = date(2024, 9, 1)
NAMES = ("a", "b", "c")
ANSWER = st.one_of(
    st.sampled_from(["", "yes", "no", "yes no", "art maths", "0", "-0", "7", "2.5", "-3", "1e3"]),
    st.sampled_from(["2024-09-01", "2016-02-29", "2015-02-29", "0000-01-01", "Šņāc", "👍", " 4 "]),
    st.dates().map(date.isoformat),
    st.text(max_size=6),
    st.text(" \n\r\t\u2028\x85\xa0ab1", max_size=6),
)
LITERAL = st.one_of(
    st.builds(lambda number: ["literal", float(number)], st.integers(-1000, 1000)),
    st.builds(lambda number: ["literal", number / 8], st.integers(-80, 80)),
    st.builds(lambda text: ["literal", text], ANSWER),
)
PATTERNS = [
    patterns.program(text)
    for text in (
        "[a-z]+",
        r"\d{1,3}",
        r"\w*",
        ".",
        "(a|b)?c*",
        "ye|no",
        "(a+)+b",
        "^[^ā]{2,}$",
        r"\W",
    )
]
LEAF = st.one_of(
    LITERAL,
    st.builds(lambda name: ["answer", name], st.sampled_from(NAMES)),
    st.sampled_from([["own"], ["today"], ["true"], ["false"]]),
)


def _joined(part: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    two = ("or", "and", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "div", "mod")
    two += ("selected", "contains", "starts-with", "coalesce")
    one = ("not", "count-selected", "string-length", "number", "int", "round", "date")
    return st.one_of(
        st.builds(lambda name, a, b: [name, a, b], st.sampled_from(two), part, part),
        st.builds(lambda name, a: [name, a], st.sampled_from(one), part),
        st.builds(lambda a, b, c: ["if", a, b, c], part, part, part),
        st.builds(
            lambda a, p: ["regex", a, {"steps": p}],
            part,
            st.sampled_from(PATTERNS),
        ),
    )


TREES = st.recursive(LEAF, _joined, max_leaves=12)


@pytest.fixture(scope="module")
def blank(browser: "Browser") -> "Iterator[Page]":
    """A page with the script and nothing else."""
    page = browser.new_page()
    module = f"data:text/javascript,{quote(SCRIPT.read_text(encoding='utf-8'))}"
    page.evaluate("async (module) => { window.evaluated = await import(module) }", module)
    yield page
    page.close()


def in_the_browser(page: "Page", tree: Tree, answers: dict[str, str], own: str) -> Any:
    """What the expression comes to, and whether it holds."""
    given = {"own": own, "today": TODAY.isoformat()}
    words = """([tree, answers, given]) => [
        window.evaluated.value(tree, { answers, ...given }),
        window.evaluated.holds(tree, answers, given),
    ]"""
    found, is_true = page.evaluate(words, [tree, answers, given])
    is_number = isinstance(found, int | float) and not isinstance(found, bool)
    return (float(found) if is_number else found), is_true


@settings(
    max_examples=1500,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    tree=TREES,
    answers=st.dictionaries(st.sampled_from(NAMES), ANSWER),
    own=ANSWER,
)
def test_browser_and_server_agree(
    blank: "Page", tree: Tree, answers: dict[str, str], own: str
) -> None:
    here = value(tree, Given(answers, own, TODAY)), holds(tree, answers, own=own, today=TODAY)

    there = in_the_browser(blank, tree, answers, own)

    # Not by ==, which takes 1 for true and no "not a number" for another.
    assert repr(there).replace("-0.0", "0.0") == repr(here).replace("-0.0", "0.0")


def test_what_is_written_means_the_same_in_a_browser(blank: "Page") -> None:
    tree = parsed("${a} > 7 and not(selected(${b}, 'no')) and regex(., '[0-9]{2}')")

    told = [
        in_the_browser(blank, tree, {"a": "8", "b": b}, own)[1]
        for b, own in (("yes", "12"), ("no", "12"), ("yes", "1"))
    ]

    assert told == [True, False, False]


def test_no_pattern_takes_a_browser_long(blank: "Page") -> None:
    tree = parsed("regex(., '(a+)+b')")
    begun = time.monotonic()

    assert in_the_browser(blank, tree, {}, "a" * 5_000)[1] is False

    assert time.monotonic() - begun < 3
