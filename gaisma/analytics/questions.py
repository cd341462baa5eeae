"""A question: an indicator, filters, breakdowns and dates, read from words and checked."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from gaisma.analytics.dimensions import DIMENSIONS, Dimension, Shape
from gaisma.analytics.indicators import Indicator
from gaisma.analytics.moments import Moment, following, previous
from gaisma.analytics.vocabulary import UnknownTerm

SCHOOL_YEAR = re.compile(r"(\d{4})/(\d{4})")


class UnableToAsk(ValueError):
    """Says which word of a question is unknown, and the known ones."""

    def __init__(self, what: str, word: str, choices: Sequence[str]) -> None:
        super().__init__(f"{what}: {word}")
        self.what = what
        self.word = word
        self.choices = list(choices)


@dataclass(frozen=True)
class Node:
    """An institution as a question names it: its code, and the ids of its subtree."""

    code: str
    ids: tuple[int, ...]


Subtree = Callable[[str], Node]
"""Finds an institution by code, name or alias. Raises UnableToAsk."""


@dataclass(frozen=True)
class Question:
    """What is asked, in codes.

    `filters` keeps the words as they are answered (codes, alternatives joined by a bar);
    `selection` holds for each dimension the values that rows may have.
    """

    indicator: Indicator
    moment: Moment
    by: tuple[str, ...] = ()
    filters: Mapping[str, str] = field(default_factory=dict)
    selection: Mapping[str, tuple[str | int, ...]] = field(default_factory=dict)
    compared_with: str | None = None
    followed_to: str | None = None

    def __hash__(self) -> int:
        words = (*self.filters.items(), *self.selection.items())
        others = (self.compared_with, self.followed_to)
        return hash((self.indicator.key, self.moment, self.by, words, others))

    @property
    def before(self) -> "Question | None":
        """The question of the year compared with, its institutions followed to this year's."""
        if self.compared_with is None:
            return None
        others = {"school_year": self.compared_with}
        kept = {name: word for name, word in self.filters.items() if name != "compared_with"}
        if self.moment.school_year:
            others["followed_to"] = self.moment.school_year
        return replace(
            self,
            moment=self.moment.in_school_year(self.compared_with),
            filters={**kept, **others},
            compared_with=None,
            followed_to=self.moment.school_year,
        )


def asked(
    indicator: Indicator,
    *,
    filters: Mapping[str, str],
    by: Sequence[str],
    as_of: date,
    subtree: Subtree,
) -> Question:
    """The question that the words ask. Raises UnableToAsk at the first unknown word."""
    _check_names(indicator, filters, by)
    words, selection = {}, {}
    for name, text in filters.items():
        if name in indicator.parameters:
            words[name] = _parameter(name, text)
        else:
            words[name], selection[name] = _chosen(DIMENSIONS[name], text, subtree)
    return Question(
        indicator=indicator,
        moment=_moment(words, as_of),
        by=tuple(by),
        filters=words,
        selection={**indicator.defaults, **selection},
        compared_with=_compared_with(indicator, words),
        followed_to=_followed_to(words),
    )


def _check_names(indicator: Indicator, filters: Mapping[str, str], by: Sequence[str]) -> None:
    known = (*indicator.parameters, *indicator.dimensions)
    for name in filters:
        if name not in known:
            raise UnableToAsk("filter", name, known)
    for name in by:
        if name not in indicator.by:
            raise UnableToAsk("breakdown", name, indicator.by)


def _moment(words: Mapping[str, str], as_of: date) -> Moment:
    year = words.get("year")
    return Moment(as_of, words.get("school_year"), int(year) if year else None)


def _compared_with(indicator: Indicator, words: Mapping[str, str]) -> str | None:
    if "compared_with" in words:
        return words["compared_with"]
    if not indicator.compares:
        return None
    if "school_year" not in words:
        raise UnableToAsk("parameter", "school_year", ["school_year=2024/2025"])
    return previous(words["school_year"])


def _followed_to(words: Mapping[str, str]) -> str | None:
    """The year to whose institutions an earlier year is followed."""
    followed_to = words.get("followed_to")
    if followed_to is None:
        return None
    school_year = words.get("school_year")
    if school_year is None:
        raise UnableToAsk("parameter", "followed_to", ["school_year"])
    if followed_to < school_year:
        raise UnableToAsk("followed to", followed_to, [school_year, following(school_year)])
    return followed_to


def _parameter(name: str, text: str) -> str:
    if name == "year":
        if not re.fullmatch(r"\d{4}", text):
            raise UnableToAsk("year", text, ["2024"])
        return text
    match = SCHOOL_YEAR.fullmatch(text)
    if not match or int(match[2]) != int(match[1]) + 1:
        raise UnableToAsk("school year", text, ["2024/2025"])
    return text


def _chosen(dimension: Dimension, text: str, subtree: Subtree) -> tuple[str, tuple[str | int, ...]]:
    words: list[str] = []
    values: list[str | int] = []
    for part in (part.strip() for part in text.split("|")):
        word, meant = _value(dimension, part, subtree)
        words.append(word)
        values.extend(meant)
    return "|".join(words), tuple(dict.fromkeys(values))


def _value(dimension: Dimension, text: str, subtree: Subtree) -> tuple[str, tuple[str | int, ...]]:
    if dimension.shape is Shape.INSTITUTION:
        node = subtree(text)
        return node.code, node.ids
    if dimension.shape is Shape.NUMBER:
        if not text.isdecimal():
            raise UnableToAsk(dimension.key, text, ["1"])
        return text, (int(text),)
    if dimension.vocabulary is None:
        return text, (text,)
    try:
        return dimension.vocabulary.code_of(text), dimension.vocabulary.expanded(text)
    except UnknownTerm as unknown:
        raise UnableToAsk(dimension.key, text, unknown.choices) from None
