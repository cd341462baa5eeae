"""The texts that ship, each in its languages: figures alone, judgements under their conditions."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache

import pytest

from gaisma.analytics.calculation import Figure
from gaisma.base.registry import gathered
from gaisma.evidence.reports import keeping, saying, tokens
from gaisma.evidence.reports.sections import ReportSection
from gaisma.evidence.reports.tokens import Block, Condition, FigureToken

LANGUAGES = ("lv", "en", "ru")
JUDGING = re.compile(
    r"\b(?:augstāk|zemāk|biežāk|retāk|labāk|sliktāk|vajadzīg\w*|jāuzlabo\w*|prioritāte ir|"
    r"higher|lower|more often|more seldom|better|worse|they need|"
    r"выше|ниже|чаще|реже|лучше|хуже|нужн\w*)\b",
    re.IGNORECASE,
)
"""Words of a judgement."""

OPPOSITE = {">=": "<=", "<=": ">=", ">": "<", "<": ">", "=": "!=", "!=": "="}
SEVERAL = r"(?:are|were|work|have|follow|\w+(?:ают|яют|уют|еют|ют|ются|ятся|ат|ят|али|или|ели))"
SEVERAL_BEFORE = re.compile(rf"\b{SEVERAL.replace('have|', '')}(?: также| also)?\s*$")
SEVERAL_AFTER = re.compile(rf"^\s*{SEVERAL}\b")
"""Verbs of several, before a number and after it: beside 1 and 21 they are wrong."""

FIGURE = Figure(
    indicator="",
    filters={},
    by={},
    value=Fraction(50),
    compared_value=Fraction(40),
    numerator=500,
    denominator=1000,
    unit="percent",
    as_of=date(2024, 8, 20),
    lake_version=1,
    definition="",
)
UNKNOWN = replace(FIGURE, value=None, compared_value=None, numerator=None, denominator=None)
NONE = replace(FIGURE, value=0, numerator=0)


def sections() -> list[ReportSection]:
    return [one for one in gathered("REPORT_SECTIONS") if one.report == "readiness"]


@cache
def blocks(section: str, language: str) -> tuple[Block, ...]:
    (found,) = [one for one in sections() if one.key == section]
    indicators = gathered("INDICATORS")
    known = {one.key: (*one.by, *one.filters, *one.parameters) for one in indicators}
    return tuple(tokens.parsed(found.narrative(language), indicators=known))


def words(found: tuple[Block, ...]) -> str:
    return " ".join(piece for block in found for piece in block.pieces if isinstance(piece, str))


EVERY = [(one.key, language) for one in sections() for language in LANGUAGES]
every = pytest.mark.parametrize(("section", "language"), EVERY)


@every
def test_text_names_no_survey_and_no_year_by_hand(section: str, language: str) -> None:
    (found,) = [one for one in sections() if one.key == section]
    text = found.narrative(language)

    assert not re.search(r'survey="?(?!latest:)', text)
    for room in gathered("WAVES"):
        assert not re.search(r"(?i)wellbeing 20|labbūtība 20|благополучие 20", text), room.key


@every
def test_judgement_stands_under_a_condition(section: str, language: str) -> None:
    free = tuple(block for block in blocks(section, language) if block.condition is None)

    assert not JUDGING.findall(words(free))


@pytest.mark.parametrize("section", [one.key for one in sections()])
def test_languages_stand_under_the_same_conditions(section: str) -> None:
    latvian, english, russian = (
        [block.condition for block in blocks(section, language)] for language in LANGUAGES
    )

    assert latvian == english == russian


def conditions() -> Iterator[tuple[str, Condition]]:
    for one in sections():
        for block in blocks(one.key, "lv"):
            if block.condition:
                yield one.key, block.condition


def compared() -> list[tuple[str, Condition]]:
    """Conditions that hold two figures against each other, or a figure against all."""
    return [
        (section, one)
        for section, one in conditions()
        if len(one.figures) > 1 or one.bound not in (0, 1)
    ]


def test_texts_have_conditions_to_be_tried() -> None:
    assert len(compared()) >= 10


@pytest.mark.parametrize(("section", "condition"), compared())
def test_the_other_way_round_has_its_text_too(section: str, condition: Condition) -> None:
    others = [block.condition for block in blocks(section, "lv") if block.condition]
    turned = replace(condition, figures=condition.figures[::-1])

    is_turned = len(condition.figures) > 1 and turned in others
    is_answered = any(
        one.figures == condition.figures
        and one.bound == condition.bound
        and one.comparison != condition.comparison
        for one in others
    )
    assert is_turned or is_answered


Known = list[tuple[FigureToken, Figure]]


def stands(section: str, language: str, known: Known) -> keeping.Kept:
    def figure_of(token: FigureToken) -> Figure:
        for one, figure in known:
            if (one.indicator, one.filters) == (token.indicator, token.filters):
                return figure
        return FIGURE

    return keeping.kept(
        blocks(section, language), figure_of=figure_of, is_named=lambda _token: True
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("holds", [True, False])
@pytest.mark.parametrize(("section", "condition"), list(conditions()))
def test_condition_is_kept_both_ways(
    section: str, condition: Condition, holds: bool, language: str
) -> None:
    values = _values(condition, holds=holds)
    known = list(zip(condition.figures, values, strict=True))

    found = stands(section, language, known)

    assert (condition in [block.condition for block in found.blocks]) is holds


def _values(condition: Condition, *, holds: bool) -> list[Figure]:
    comparison = condition.comparison if holds else OPPOSITE[condition.comparison]
    step = {">=": 1, ">": 1, "<=": -1, "<": -1, "=": 0, "!=": 1}[comparison]
    value = Fraction(condition.bound) + step
    if not holds and condition.comparison in (">=", "<="):
        value = Fraction(condition.bound) + (-1 if condition.comparison == ">=" else 1)
    if len(condition.figures) == 1:
        return [replace(FIGURE, value=value)]
    return [replace(FIGURE, value=50 + value), FIGURE]


@every
def test_nothing_of_a_text_stands_without_its_figures(section: str, language: str) -> None:
    own = blocks(section, language)
    found = keeping.kept(own, figure_of=lambda _one: UNKNOWN, is_named=lambda _one: False)

    assert not list(found.tokens())
    for block in found.blocks:
        last = block.pieces[-1]
        assert not (isinstance(last, str) and last.endswith((":", "–")))


@every
def test_nothing_that_was_not_counted_is_told_as_a_zero(section: str, language: str) -> None:
    """Where nothing was counted a text says so in words, or says nothing."""
    found = keeping.kept(
        blocks(section, language), figure_of=lambda _one: NONE, is_named=lambda _one: True
    )

    for token in found.tokens():
        is_condition = any(
            token in block.condition.figures for block in found.blocks if block.condition
        )
        is_share = token.indicator.split(".")[-1].startswith(("share", "response_rate", "told"))
        said = saying.said(token, NONE, language).number
        assert is_condition or is_share or not re.match(r"0\b", said), token


def beside_verbs(found: tuple[Block, ...]) -> Iterator[str]:
    """Numbers of things beside a verb that tells of several."""
    for block in found:
        for before, piece, after in zip(
            ("", *block.pieces), block.pieces, (*block.pieces[1:], ""), strict=False
        ):
            if not isinstance(piece, FigureToken) or "share" in piece.indicator:
                continue
            if isinstance(before, str) and SEVERAL_BEFORE.search(before.rpartition(". ")[2]):
                yield f"{before[-60:]}[[{piece.indicator}]]"
            if isinstance(after, str) and SEVERAL_AFTER.search(after):
                yield f"[[{piece.indicator}]]{after[:60]}"


@pytest.mark.parametrize("section", [one.key for one in sections()])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_no_verb_of_several_stands_beside_a_number(section: str, language: str) -> None:
    """Latvian has one form for both; Russian and English say it without a verb."""
    assert list(beside_verbs(blocks(section, language))) == []
