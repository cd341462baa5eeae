"""Writes a questionnaire as an XLSForm workbook, which `reading` takes in again as it was."""

import io
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from gaisma.record.instruments.questionnaire import SCALE, Choice, Item, Questionnaire, Section
from gaisma.record.instruments.xlsforms.columns import (
    CHOICES,
    COLUMNS,
    LANGUAGES,
    LIKERT,
    MATRIX,
    OWN_TRANSLATED,
    SETTINGS,
    SURVEY,
    TRANSLATED,
    WRITTEN,
)

Row = Mapping[str, Any]


def workbook(questionnaire: Questionnaire, *, at: datetime) -> bytes:
    """The questionnaire as a workbook: survey, choices, settings."""
    from xlsxwriter import Workbook

    rows = {
        SURVEY: list(_survey(questionnaire)),
        CHOICES: list(_choices(questionnaire)),
        SETTINGS: [_settings(questionnaire)],
    }
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(file, options) as book:
        book.set_properties({"created": at.replace(tzinfo=None)})
        bold = book.add_format({"bold": True})
        for name, lines in rows.items():
            sheet = book.add_worksheet(name)
            headings = list(_headings(name, lines, questionnaire.languages))
            for place, (heading, _column, _language) in enumerate(headings):
                sheet.write_string(0, place, heading, bold)
            for number, line in enumerate(lines, start=1):
                for place, (_heading, column, language) in enumerate(headings):
                    text = _cell(line.get(column, ""), language)
                    if text:
                        sheet.write_string(number, place, text)
            sheet.freeze_panes(1, 0)
            sheet.autofit()
    return file.getvalue()


def _headings(
    sheet: str, lines: list[Row], languages: tuple[str, ...]
) -> Iterator[tuple[str, str, str]]:
    """Heading, column and language of each column that has anything in it."""
    for column in COLUMNS[sheet]:
        for language in languages if column in TRANSLATED else ("",):
            if any(_cell(line.get(column, ""), language) for line in lines):
                yield _heading(column, language, languages[0]), column, language


def _heading(column: str, language: str, first: str) -> str:
    if column in OWN_TRANSLATED:
        return f"{column}_{language}"
    if not language or (column == "form_title" and language == first):
        return column
    return f"{column}::{LANGUAGES.get(language, f'({language})')}"


def _cell(value: Any, language: str) -> str:
    if isinstance(value, Mapping):
        return str(value.get(language, ""))
    return str(value)


def _survey(questionnaire: Questionnaire) -> Iterator[Row]:
    for section in questionnaire.sections:
        if section.name:
            yield _begin(section)
        for item in section.items:
            yield _item(item)
        if section.name:
            yield {"type": "end_group"}


def _begin(section: Section) -> Row:
    return {
        "type": "begin_group",
        "name": section.name,
        "label": section.label,
        "relevant": section.relevant,
        "appearance": MATRIX if section.is_matrix else "",
    }


def _item(item: Item) -> Row:
    return {
        "type": f"{WRITTEN[item.kind]} {item.choices}".strip(),
        "name": item.name,
        "label": item.label,
        "hint": item.hint,
        "required": _yes(item.is_required),
        "relevant": item.relevant,
        "constraint": item.constraint,
        "constraint_message": item.constraint_message,
        "appearance": LIKERT if item.kind == SCALE else "",
        "construct": item.construct,
        "reversed": _yes(item.is_reversed),
        "same_as": item.same_as,
    }


def _choices(questionnaire: Questionnaire) -> Iterator[Row]:
    for name, choices in questionnaire.lists.items():
        for choice in choices:
            yield _choice(name, choice)


def _choice(listed: str, choice: Choice) -> Row:
    return {
        "list_name": listed,
        "name": choice.name,
        "label": choice.label,
        "description": choice.description,
        "points": "" if choice.value is None else choice.value,
        "open": _yes(choice.is_open),
        "meets": _yes(choice.meets),
    }


def _settings(questionnaire: Questionnaire) -> Row:
    """Other programs know one title of a form, that of its first language."""
    first, *others = questionnaire.languages
    title = questionnaire.title
    return {
        "form_id": questionnaire.key,
        "form_title": {first: title.get(first, "")},
        "translated_title": {language: title.get(language, "") for language in others},
        "default_language": LANGUAGES.get(first, f"({first})"),
    }


def _yes(is_so: object) -> str:
    return "yes" if is_so else ""
