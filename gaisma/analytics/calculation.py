"""From an engine's rows to figures."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from gaisma.analytics.compiling import Compiled
from gaisma.analytics.dimensions import DIMENSIONS, Shape
from gaisma.analytics.indicators import Unit
from gaisma.analytics.questions import Question

Number = int | Decimal
Covered = Callable[[Question], bool]
"""Whether anything is recorded for the time of a question, so that nothing is a counted zero."""


class State(StrEnum):
    """Whether a figure is known, and why it is not. A change may be of two definitions."""

    KNOWN = "known"
    NO_DATA = "no_data"
    NOT_BEGUN = "not_begun"
    NOT_ASKED = "not_asked"
    PROTECTED = "protected"
    REDEFINED = "redefined"


class Basis(StrEnum):
    """How people are known: by totals of groups, by a record of each, or both."""

    TOTALS = "totals"
    RECORDS = "records"
    BOTH = "both"


@dataclass(frozen=True)
class Figure:
    """A number that is said, with everything that it takes to compute it again.

    `value` is unrounded and empty unless the state is known; a share is in percent. Zero is only
    ever a counted zero. `compared_state` is that of the year compared with, if any: one that
    is redefined has a value, but no change is told. `basis` is how what is counted is known.
    """

    indicator: str
    filters: Mapping[str, str]
    by: Mapping[str, str]
    value: Number | Fraction | None
    compared_value: Number | Fraction | None
    numerator: Number | None
    denominator: Number | None
    unit: str
    as_of: date
    lake_version: int
    definition: str
    suppressed: bool = False
    state: State = State.KNOWN
    compared_state: State | None = None
    basis: Basis | None = None


def protected(figure: Figure) -> Figure:
    """The figure without its numbers, since they would tell of few."""
    return replace(
        figure,
        value=None,
        compared_value=None,
        numerator=None,
        denominator=None,
        suppressed=True,
        state=State.PROTECTED,
        compared_state=figure.compared_state and State.PROTECTED,
        basis=None,
    )


def figures(
    compiled: Compiled,
    *,
    current: Iterable[tuple[Any, ...]],
    compared: Iterable[tuple[Any, ...]] | None,
    lake_version: int,
    code_of: Mapping[int, str],
    is_covered: Covered = lambda question: True,
) -> list[Figure]:
    """The figures of an engine's rows: values of dimensions, then what was counted.

    `code_of` gives the code of an institution's id. Every key of either year has a figure.
    `is_covered` is asked where nothing was counted, and of what is only told where it is covered.
    """
    question = compiled.question
    now = _by_key(question, current, is_covered)
    before = None
    if compared is not None and question.before is not None:
        before = _by_key(question.before, compared, is_covered)
    keys: Iterable[tuple[Any, ...]] = [()]
    if question.by:
        found = {*now.of, *(before.of if before else ())}
        keys = sorted(found, key=_in_order)
    return [
        _figure(compiled, key, now, before, lake_version=lake_version, code_of=code_of)
        for key in keys
    ]


@dataclass(frozen=True)
class Counted:
    """What an engine counted for one key, and whether that is told."""

    numerator: Number = 0
    denominator: Number | None = None
    state: State = State.KNOWN
    basis: Basis | None = None

    def value(self, unit: Unit) -> Number | Fraction | None:
        """The value, where it is known."""
        if self.state is not State.KNOWN:
            return None
        return value_of(self.numerator, self.denominator, unit=unit)


@dataclass(frozen=True)
class _Side:
    """All that was counted of one year; what was not counted of a key is nothing."""

    question: Question
    of: Mapping[tuple[Any, ...], Counted]
    is_covered: Covered

    def at(self, key: tuple[Any, ...]) -> Counted:
        return self.of.get(key) or _counted(self.question, (), self.is_covered)


def _by_key(question: Question, lines: Iterable[tuple[Any, ...]], is_covered: Covered) -> _Side:
    width = len(question.by)
    found = {line[:width]: _counted(question, line[width:], is_covered) for line in lines}
    return _Side(question, found, is_covered)


def _counted(question: Question, numbers: Sequence[Any], is_covered: Covered) -> Counted:
    """The numbers of a key; without any, nothing was counted."""
    measure, left = question.indicator.measure, list(numbers)
    numerator = left.pop(0) or 0 if left else 0
    denominator = None
    if measure.denominator is not None:
        denominator = left.pop(0) or 0 if left else 0
    cases = totals = 0
    if measure.cases is not None:
        cases = left.pop(0) or 0 if left else 0
    if measure.totals is not None:
        totals = left.pop(0) or 0 if left else 0
    if 0 < cases < question.indicator.least:
        return Counted(numerator, denominator, State.PROTECTED)
    state = _state(question, numerator, denominator, is_covered)
    is_told = measure.totals is not None and state is State.KNOWN
    return Counted(numerator, denominator, state, _basis(numerator, totals) if is_told else None)


def _state(
    question: Question, numerator: Number, denominator: Number | None, is_covered: Covered
) -> State:
    """The one place where missing is told from zero."""
    indicator, moment = question.indicator, question.moment
    if indicator.counted and indicator.counted not in question.selection:
        return State.NOT_ASKED
    if moment.is_out_of_sight:
        return State.NOT_BEGUN
    is_of_nothing = indicator.unit is Unit.PERCENT and not denominator
    is_counted = bool(numerator) and not indicator.only_covered
    if not is_of_nothing and (is_counted or is_covered(covering(question))):
        return State.KNOWN
    if indicator.asks:
        return State.NOT_ASKED
    return State.NOT_BEGUN if moment.begins > moment.as_of else State.NO_DATA


def covering(question: Question) -> Question:
    """What tells whether anything is recorded for the time of the question, whatever its selection.

    Only where people are asked, it is told of what they were asked; and of what an indicator is
    covered by itself, it is told apart.
    """
    indicator = question.indicator
    kept = {
        name: values
        for name, values in question.selection.items()
        if name in indicator.covered_of or (indicator.asks and name != indicator.counted)
    }
    return Question(question.indicator, question.moment, selection=kept)


def _basis(numerator: Number, totals: Number) -> Basis | None:
    if not numerator:
        return None
    if not totals:
        return Basis.RECORDS
    return Basis.TOTALS if totals == numerator else Basis.BOTH


def _in_order(key: Sequence[Any]) -> tuple[tuple[bool, Any], ...]:
    return tuple((part is not None, part if part is not None else 0) for part in key)


def _figure(
    compiled: Compiled,
    key: tuple[Any, ...],
    current: _Side,
    before: _Side | None,
    *,
    lake_version: int,
    code_of: Mapping[int, str],
) -> Figure:
    question = compiled.question
    unit = question.indicator.unit
    now, then = current.at(key), before.at(key) if before else None
    if State.PROTECTED in (now.state, then and then.state):
        now, then = _hidden(now), then and _hidden(then)
    value, compared_value = now.value(unit), then.value(unit) if then else None
    compared_state = _compared_state(now, then) if then else None
    state = now.state
    if question.indicator.compares and compared_state and state is State.KNOWN:
        state = compared_state
    if question.indicator.compares:
        value = _change(value, compared_value) if state is State.KNOWN else None
    is_counted = now.state is State.KNOWN
    return Figure(
        indicator=question.indicator.key,
        filters=question.filters,
        by=dict(zip(question.by, _codes(question, key, code_of), strict=True)),
        value=value,
        compared_value=compared_value,
        numerator=now.numerator if is_counted else None,
        denominator=now.denominator if is_counted else None,
        unit=unit.value,
        as_of=question.moment.as_of,
        lake_version=lake_version,
        definition=compiled.definition,
        suppressed=state is State.PROTECTED,
        state=state,
        compared_state=compared_state,
        basis=now.basis,
    )


def _hidden(counted: Counted) -> Counted:
    return replace(counted, state=State.PROTECTED, basis=None)


def _compared_state(now: Counted, then: Counted) -> State:
    return State.REDEFINED if differ(now.basis, then.basis) else then.state


def differ(one: Basis | None, other: Basis | None) -> bool:
    """Whether two years are told differently, so that their difference is no change."""
    return one is not None and other is not None and one is not other


def value_of(
    numerator: Number | None, denominator: Number | None, *, unit: Unit
) -> Number | Fraction | None:
    """The one place where a value is computed: a number as it is, a share in percent.

    A share of nothing is undefined.
    """
    if unit is not Unit.PERCENT:
        return numerator
    if not denominator or numerator is None:
        return None
    return Fraction(numerator) * 100 / Fraction(denominator)


def _change(
    value: Number | Fraction | None, before: Number | Fraction | None
) -> Number | Fraction | None:
    if value is None or before is None:
        return None
    if isinstance(value, Fraction) or isinstance(before, Fraction):
        return Fraction(value) - Fraction(before)
    return value - before


def _codes(question: Question, key: tuple[Any, ...], code_of: Mapping[int, str]) -> list[str]:
    return [_code(name, part, code_of) for name, part in zip(question.by, key, strict=True)]


def _code(name: str, part: Any, code_of: Mapping[int, str]) -> str:
    if part is None:
        return ""
    if DIMENSIONS[name].shape is Shape.INSTITUTION:
        return code_of.get(part, str(part))
    return str(part)
