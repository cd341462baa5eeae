"""What a questionnaire asks, told in the reader's language without asking it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language, gettext

from gaisma.record.instruments import comparing, conditions, titles
from gaisma.record.instruments.questionnaire import Choice, Item, Questionnaire, Section


@dataclass(frozen=True)
class ItemLine:
    """A question in the reader's language.

    `list_number` counts the lists of answers from 1; 0 where nothing is chosen. `fate` says how it
    stands to the version before, as `comparing` calls it, "" where there is none.
    """

    name: str
    label: str
    kind: str
    answers: str
    condition: str
    is_required: bool
    lacks: str
    list_number: int
    fate: str


@dataclass(frozen=True)
class SectionLine:
    """A section with its questions; its number counts from 1."""

    number: int
    label: str
    condition: str
    is_matrix: bool
    items: tuple[ItemLine, ...]


def languages(asks: Questionnaire) -> str:
    """The languages in which it asks, by their names."""
    return ", ".join(map(titles.language, asks.languages))


def sections(asks: Questionnaire, before: Questionnaire | None = None) -> tuple[SectionLine, ...]:
    """The sections and questions in the reader's language, beside the version before."""
    found = enumerate(asks.sections, start=1)
    fates = comparing.fates(asks, before)
    return tuple(_section(asks, number, section, fates) for number, section in found)


def gone(asks: Questionnaire, before: Questionnaire | None) -> tuple[str, ...]:
    """The questions of the version before from which nothing goes on, in the reader's language."""
    language = get_language() or ""
    if before is None:
        return ()
    found = comparing.compared(asks, before).gone
    return tuple(before.text(item.label, language) for item in found)


def _section(
    asks: Questionnaire, number: int, section: Section, fates: Mapping[str, str]
) -> SectionLine:
    language = get_language() or ""
    return SectionLine(
        number=number,
        label=asks.text(section.label, language),
        condition=conditions.said(asks, section.when, language) if section.when else "",
        is_matrix=section.is_matrix,
        items=tuple(
            _item(asks, item, language, fates.get(item.name, "")) for item in section.items
        ),
    )


def _item(asks: Questionnaire, item: Item, language: str, fate: str) -> ItemLine:
    lacks = [titles.language(code) for code in asks.languages if not item.label.get(code)]
    return ItemLine(
        name=item.name,
        label=asks.text(item.label, language),
        kind=gettext(titles.KINDS[item.kind]),
        answers=answers(asks, asks.lists.get(item.choices, ())),
        condition=conditions.said(asks, item.when, language) if item.when else "",
        is_required=item.is_required,
        lacks=", ".join(lacks),
        list_number=list(asks.lists).index(item.choices) + 1 if item.choices in asks.lists else 0,
        fate=fate,
    )


def answers(asks: Questionnaire, choices: Sequence[Choice]) -> str:
    """The answers of a list, one after another."""
    language = get_language() or ""
    return " · ".join(asks.text(choice.label, language) or choice.name for choice in choices)
