"""What is asked of somebody, given the answers so far, and what is wrong with them.

Answers are text by item: the name of a choice, names with a space between them, a number with a
point, a day as 2024-09-01. An item that is not asked counts as not answered in all conditions.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from gaisma.record.instruments import expressions
from gaisma.record.instruments.expressions.evaluation import number
from gaisma.record.instruments.questionnaire import (
    DAY,
    DECIMAL,
    MANY,
    NOTE,
    NUMBER,
    OF_CHOICES,
    Choice,
    Item,
    Questionnaire,
)

Answers = Mapping[str, str]


@dataclass(frozen=True)
class Problem:
    """An answer that cannot stay so: which item, the answer, and what would be right."""

    item: str
    answer: str
    message: str


def counted(questionnaire: Questionnaire, answers: Answers, *, today: date) -> dict[str, str]:
    """The answers to items that are asked, in their order.

    Conditions look at earlier items only, so one pass decides them all.
    """
    found: dict[str, str] = {}
    for section in questionnaire.sections:
        is_asked = section.when is None or expressions.holds(section.when, found, today=today)
        for item in section.items if is_asked else ():
            if item.when is None or expressions.holds(item.when, found, today=today):
                found[item.name] = answers.get(item.name, "").strip()
    return found


def problems(
    questionnaire: Questionnaire, answers: Answers, *, language: str, today: date
) -> list[Problem]:
    """What is wrong with the answers to items that are asked, in their order."""
    given = counted(questionnaire, answers, today=today)
    by_name = {item.name: item for item in questionnaire.items}
    return [
        Problem(name, answer, message)
        for name, answer in given.items()
        for message in _wrong(questionnaire, by_name[name], answer, given, language, today)
    ]


def _wrong(
    questionnaire: Questionnaire,
    item: Item,
    answer: str,
    given: Answers,
    language: str,
    today: date,
) -> Iterator[str]:
    """At most one sentence: the first thing that is wrong is what to mend."""
    if item.kind == NOTE:
        return
    if not answer:
        if item.is_required:
            yield _("This question needs an answer.")
        return
    unfit = _unfit(item, answer, questionnaire.choices_of(item))
    if unfit:
        yield unfit
    elif item.demands is not None and not expressions.holds(
        item.demands, given, own=answer, today=today
    ):
        said = questionnaire.text(item.constraint_message, language)
        yield said or _("This answer is not possible here.")


def _unfit(item: Item, answer: str, choices: tuple[Choice, ...]) -> str:
    """Why the answer is none of the item's kind; nothing when it is."""
    if item.kind in OF_CHOICES:
        known = {choice.name for choice in choices}
        named = answer.split() if item.kind == MANY else [answer]
        is_known = known.issuperset(named) and len(set(named)) == len(named)
        return "" if is_known else _("Choose one of the answers that are offered.")
    if item.kind == DAY:
        return "" if _is_day(answer) else _("Write a day, such as 01.09.2024.")
    if item.kind in (NUMBER, DECIMAL):
        found = number(answer)
        is_number = not _is_day(answer) and math.isfinite(found)
        if item.kind == NUMBER:
            is_whole = is_number and found == int(found)
            return "" if is_whole else _("Write a whole number.")
        return "" if is_number else _("Write a number.")
    return ""


def _is_day(answer: str) -> bool:
    try:
        return date.fromisoformat(answer).isoformat() == answer
    except ValueError:
        return False
