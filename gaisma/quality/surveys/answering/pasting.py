"""Many sheets of paper at once: rows as a spreadsheet gives them, a row a sheet.

A column is a question, in their order. An answer is its number on the sheet, its name or its words.
"""

import csv
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.translation import gettext as _

from gaisma.record.instruments import answering
from gaisma.record.instruments.answering import Answers
from gaisma.record.instruments.questionnaire import (
    DAY,
    DECIMAL,
    MANY,
    NOTE,
    NUMBER,
    OF_CHOICES,
    Item,
    Questionnaire,
)

MOST_SHEETS = 500


@dataclass(frozen=True)
class Column:
    """A question and the answers that can be given to it, with their numbers; none where it is
    answered in words."""

    number: int
    title: str
    answers: tuple[str, ...]
    takes_many: bool


@dataclass
class Sheets:
    """The answers of each sheet; what is wrong with them, and where."""

    answers: list[Answers] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def columns(asked: Questionnaire, language: str) -> tuple[Column, ...]:
    """The columns in their order."""
    return tuple(
        Column(
            number,
            asked.text(item.label, language),
            _numbered(asked, item, language),
            item.kind == MANY,
        )
        for number, item in enumerate(_items(asked), start=1)
    )


def read(asked: Questionnaire, text: str, *, language: str, today: date) -> Sheets:
    """The sheets of a text that was pasted."""
    items, sheets = _items(asked), Sheets()
    for number, cells in enumerate(_cells(text), start=1):
        given = [cell.strip() for cell in cells]
        if any(given):
            wrong = list(_wrong(asked, items, given, language=language, today=today))
            sheets.wrong += [
                _("Row %(number)s") % {"number": number} + f", {each}" for each in wrong
            ]
            sheets.answers.append(_answers(asked, items, given, language))
    return sheets


def _cells(text: str) -> list[list[str]]:
    delimiter = "\t" if "\t" in text else ";"
    try:
        return list(csv.reader(text.splitlines(), delimiter=delimiter))
    except csv.Error:
        # A cell that is longer than anybody writes: the answers are told to be none.
        return [line.split(delimiter) for line in text.splitlines()]


def _items(asked: Questionnaire) -> list[Item]:
    return [item for item in asked.items if item.kind != NOTE]


def _worded(asked: Questionnaire, item: Item, language: str) -> list[str]:
    return [asked.text(choice.label, language) for choice in asked.choices_of(item)]


def _numbered(asked: Questionnaire, item: Item, language: str) -> tuple[str, ...]:
    words = _worded(asked, item, language)
    if not _has_numbers(asked, item, language):
        return tuple(words)
    return tuple(f"{number} {each}" for number, each in enumerate(words, start=1))


def _has_numbers(asked: Questionnaire, item: Item, language: str) -> bool:
    """Whether answers are called by their place: not where they are numbers themselves."""
    names = [choice.name for choice in asked.choices_of(item)]
    return not any(each.isdecimal() for each in (*names, *_worded(asked, item, language)))


def _answers(
    asked: Questionnaire, items: list[Item], given: list[str], language: str
) -> dict[str, str]:
    """The answers by item; one that is left open has none."""
    return {
        item.name: _meant(asked, item, cell, language)
        for item, cell in zip(items, given, strict=False)
        if cell
    }


def _wrong(
    asked: Questionnaire, items: list[Item], given: list[str], *, language: str, today: date
) -> Iterator[str]:
    """What is wrong with one sheet, each by its column."""
    if any(given[len(items) :]):
        cells = {"cells": len(given), "questions": len(items)}
        yield _("%(cells)s cells, but there are %(questions)s questions.") % cells
        return
    places = {item.name: number for number, item in enumerate(items, start=1)}
    told = dict(zip(places, given, strict=False))
    answers = _answers(asked, items, given, language)
    for found in answering.problems(asked, answers, language=language, today=today):
        where = _("question %(number)s") % {"number": places[found.item]}
        cell = told.get(found.item, "")
        yield f"{where}: {f'“{cell[:40]}” – ' if cell else ''}{found.message}"


def _meant(asked: Questionnaire, item: Item, cell: str, language: str) -> str:
    """The answer as the engine has it; as it was written where it cannot be read."""
    if item.kind in OF_CHOICES:
        return _chosen(asked, item, cell, language)
    if item.kind in (NUMBER, DECIMAL):
        return cell.replace(",", ".")
    if item.kind == DAY:
        with suppress(ValueError):
            return datetime.strptime(cell, "%d.%m.%Y").date().isoformat()  # noqa: DTZ007 - a day
    return cell


def _chosen(asked: Questionnaire, item: Item, cell: str, language: str) -> str:
    names = [choice.name for choice in asked.choices_of(item)]
    by_words = {name.casefold(): name for name in names}
    by_words |= {
        words.casefold(): name
        for words, name in zip(_worded(asked, item, language), names, strict=True)
    }
    if _has_numbers(asked, item, language):
        by_words |= {str(number): name for number, name in enumerate(names, start=1)}
    several = cell.replace(",", " ").split() if item.kind == MANY else [cell]
    return " ".join(by_words.get(one.casefold(), one) for one in several)
