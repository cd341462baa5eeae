"""What the figures of a section were when its text was written, so that it can be told later which
of them have moved."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import TypedDict

from django.template.loader import get_template
from django.utils.translation import gettext as _

from gaisma.analytics.calculation import Figure
from gaisma.base.wording.numbers import rounded
from gaisma.evidence.reports import keeping, labels, saying, tables, tokens
from gaisma.evidence.reports.asking import ReportQuestion
from gaisma.evidence.reports.desks import Desk
from gaisma.evidence.reports.editions import Part
from gaisma.evidence.reports.sections import ReportTable
from gaisma.evidence.reports.templatetags.reports import tokens_of
from gaisma.evidence.reports.tokens import Condition, FigureToken


class Remembered(TypedDict):
    """A figure or a condition at a moment: its exact value as a fraction, empty where none was
    known; what it is called and how it was said; whether the text itself tells it."""

    value: str
    definition: str
    title: str
    said: str
    is_own: bool
    holds: bool | None


Memory = dict[str, Remembered]
"""By what was asked, as the text or the table asks it."""


def told(at: Desk, text: str) -> Memory:
    """The figures of the text and of its section as they are now. Raises UnreadableNarrative."""
    blocks = tokens.parsed(text, indicators=at.known)
    own = [token for block in blocks for token in block.tokens()]
    conditions = [block.condition for block in blocks if block.condition]
    shipped = tokens.parsed(at.section.narrative(at.edition.language), indicators=at.known)
    others = [token for block in shipped for token in block.tokens()]
    others += tokens_of(get_template(at.section.template))
    asked = {_key(token): at.question(token) for token in (*others, *own)}
    answers = at.asker.ask(asked.values())
    memory = {
        key: _remembered(at, answers[question][0], is_own=False) for key, question in asked.items()
    }
    for token in own:
        memory[_key(token)]["is_own"] = True
    for condition in conditions:
        memory |= _of_condition(at, condition)
    return memory | dict(_of_tables(at))


def is_said(number: Decimal, value: str) -> bool:
    """Whether a number that is written is that value, rounded as it is written."""
    if not value:
        return False
    decimals = max(0, -int(number.as_tuple().exponent))
    return rounded(Fraction(value), decimals) == number


def _key(token: FigureToken) -> str:
    filters = " ".join(f"{name}={value}" for name, value in sorted(token.filters.items()))
    return f"{token.indicator} {filters}".strip()


def _of_condition(at: Desk, condition: Condition) -> Memory:
    figures = tuple(
        at.asker.ask([at.question(one)])[at.question(one)][0] for one in condition.figures
    )
    judged = keeping.Judged(condition, figures)
    sides = " - ".join(_key(one) for one in condition.figures)
    key = f"when {sides} {condition.comparison} {condition.bound}"
    first = _remembered(at, figures[0], is_own=True)
    return {key: {**first, "value": "", "definition": "", "holds": judged.holds}}


def _of_tables(at: Desk) -> Iterator[tuple[str, Remembered]]:
    for table in at.section.tables:
        yield from of_table(at, table, at.part).items()


def of_table(at: Desk, table: ReportTable, part: Part) -> Memory:
    """The numbers of a table in its place as they are now."""
    questions = list(tables.Asked(table, part, at.asker).questions())
    answers = at.asker.ask(questions)
    return {
        f"{table.key} {_asked(question)} {_by(figure)}": _remembered(at, figure, is_own=False)
        for question in dict.fromkeys(questions)
        for figure in answers[question]
        if saying.is_known(figure)
    }


def _asked(question: ReportQuestion) -> str:
    filters = " ".join(f"{name}={value}" for name, value in question.filters)
    return f"{question.indicator} {filters}"


def _by(figure: Figure) -> str:
    return " ".join(f"{name}={value}" for name, value in figure.by.items())


def _remembered(at: Desk, figure: Figure, *, is_own: bool) -> Remembered:
    language = at.edition.language
    names = [labels.value(name, code, at.edition) for name, code in figure.by.items()]
    title = _(at.asker.indicators[figure.indicator].title)
    is_known = saying.is_known(figure)
    return {
        "value": str(Fraction(figure.value)) if is_known and figure.value is not None else "",
        "definition": figure.definition,
        "title": f"{title} ({', '.join(names)})" if names else title,
        "said": saying.number_of(figure.value, figure.unit, language),
        "is_own": is_own,
        "holds": None,
    }
