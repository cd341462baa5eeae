"""A figure in words: the number, and what stands before and after it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from gaisma.analytics.calculation import Figure, State
from gaisma.base.wording import agreement, changes, numbers
from gaisma.base.wording.numbers import SPACE, Value, exact
from gaisma.evidence.figures import queries, states
from gaisma.evidence.reports.tokens import LEFT_OUT, FigureToken

HIDDEN = states.sign(State.PROTECTED)
"""Stands for a number that would tell of a small group; the report explains it once."""
NOTHING = states.sign(State.NO_DATA)

PERCENT = "percent"


@dataclass(frozen=True)
class Said:
    """A figure in a sentence: only the number is the door to its origin.

    `then` is the number of the year that it is held against, where the sentence says it too.
    """

    before: str
    number: str
    after: str
    then: str = ""
    end: str = ""

    def __str__(self) -> str:
        return self.before + self.number + self.after + self.then + self.end


BEFORE = "before"
COMPARING = ("comparison", "change", BEFORE, "signed")
"""Forms that tell of the year before too."""


def is_known(figure: Figure) -> bool:
    """Whether the figure says a number."""
    return figure.value is not None and not figure.suppressed


def tells(figure: Figure) -> bool:
    """Whether the figure says that there is something, now or a year before."""
    return figure.suppressed or bool(figure.value or figure.compared_value)


def can_be_said(token: FigureToken, figure: Figure) -> bool:
    """Whether a sentence can stand with the figure as the token tells it."""
    if figure.value is None or figure.suppressed:
        return False
    if token.form not in COMPARING:
        return True
    # Of two years of which one knows of nothing neither is more or fewer.
    before = figure.compared_value
    return bool(before) and exact(figure.value) + exact(before or 0) != 0


def number_of(value: Value | None, unit: str, language: str, decimals: str = "") -> str:
    """The value as a table or a sentence shows it; percents have one decimal unless told."""
    if value is None:
        return NOTHING
    if unit == PERCENT:
        return numbers.percent(value, language, decimals=int(decimals or 1))
    return numbers.number(value, language, decimals=int(decimals) if decimals else None)


def sign_of(figure: Figure) -> str:
    """What stands for a value that is not known."""
    return HIDDEN if figure.suppressed else states.sign(figure.state)


def number_before(token: FigureToken, figure: Figure, language: str) -> str:
    """The number of the year compared with, which may be known where this year's is not."""
    if figure.suppressed or figure.compared_value is None:
        return HIDDEN if figure.suppressed else states.sign(figure.compared_state)
    return number_of(figure.compared_value, figure.unit, language, token.decimals)


def state_of(token: FigureToken, figure: Figure) -> State | None:
    """Whether the number that the token tells is known: that of the year compared with, or this."""
    if token.form == BEFORE and not figure.suppressed:
        return figure.compared_state
    return figure.state


def said(token: FigureToken, figure: Figure, language: str) -> Said:
    """The figure as the token asks for it."""
    if token.form == BEFORE:
        return Said("", number_before(token, figure, language), "")
    if figure.value is None:
        return Said("", sign_of(figure), "")
    if figure.value == 0 and token.zero and token.zero != LEFT_OUT:
        return Said("", token.zero, "")
    return FORMS[token.form](_Sentence(token, figure, exact(figure.value), language))


@dataclass(frozen=True)
class _Sentence:
    """A figure that has a value, on its way into a sentence."""

    token: FigureToken
    figure: Figure
    value: Decimal
    language: str

    @property
    def noun(self) -> str:
        """The noun to tell it with; a number of what has none stands alone."""
        return self.token.noun or queries.noun_of(self.figure)

    @property
    def number(self) -> str:
        return number_of(self.value, self.figure.unit, self.language, self.token.decimals)

    @property
    def before(self) -> str:
        return number_before(self.token, self.figure, self.language)

    @property
    def followed(self) -> str:
        """What stands after the number: its noun, agreeing with it."""
        if not self.noun:
            return ""
        return SPACE + agreement.noun(self.noun, self.value, self.language, case=self.token.case)


def _number(one: _Sentence) -> Said:
    return Said("", one.number, "")


def _signed(one: _Sentence) -> Said:
    return Said("", numbers.signed(one.value, one.language), "")


def _words(one: _Sentence) -> Said:
    return Said("", one.number, one.followed)


def _spelled(one: _Sentence) -> Said:
    if not one.noun:
        return _number(one)
    word = agreement.spelled(one.noun, one.value, one.language, case=one.token.case)
    return Said("", word, one.followed)


def _change(one: _Sentence) -> Said:
    noun = one.token.noun or (one.noun if one.token.case == "by" else "")
    phrase = changes.template(one.value, one.language, noun=noun)
    before, number, after = phrase.partition("{number}")
    if not number:
        return Said("", before, "")
    return Said(before, numbers.number(abs(one.value), one.language), after)


def _comparison(one: _Sentence) -> Said:
    change = _change(one)
    than = changes.than(one.value, one.language)
    return Said(change.before, change.number, f"{change.after}{than} (", one.before, ")")


FORMS: Mapping[str, Callable[[_Sentence], Said]] = {
    "number": _number,
    "words": _words,
    "spelled": _spelled,
    "change": _change,
    "comparison": _comparison,
    "signed": _signed,
}
