"""What a version of an instrument asks: sections and items with their texts in every language.

A questionnaire is a value. A version keeps it as JSON; XLSForm brings it in and takes it out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from gaisma.record.instruments.expressions import Tree, parsed

Texts = Mapping[str, str]
"""A text by language, two letters."""

ONE, MANY, SCALE, NUMBER, DECIMAL, TEXT, DAY, NOTE = KINDS = (
    "one",
    "many",
    "scale",
    "number",
    "decimal",
    "text",
    "day",
    "note",
)
"""What kind of answer an item takes; a note takes none."""
OF_CHOICES = (ONE, MANY, SCALE)


@dataclass(frozen=True)
class Choice:
    """One answer of a list. `value` counts in means; one that `is_open` judges nothing.

    `meets` says that who is judged so meets the criterion.
    """

    name: str
    label: Texts
    description: Texts = field(default_factory=dict)
    value: Decimal | None = None
    is_open: bool = False
    meets: bool = False


@dataclass(frozen=True)
class Item:
    """A question. `relevant` and `constraint` are expressions as they are written.

    Items of one `construct` are read together; `is_reversed` says that agreeing means less of it.
    `same_as` names the item of the version before with which it stays comparable.
    """

    name: str
    kind: str
    label: Texts
    hint: Texts = field(default_factory=dict)
    choices: str = ""
    is_required: bool = False
    relevant: str = ""
    constraint: str = ""
    constraint_message: Texts = field(default_factory=dict)
    construct: str = ""
    is_reversed: bool = False
    same_as: str = ""

    @cached_property
    def when(self) -> Tree | None:
        """The condition under which the item is asked."""
        return parsed(self.relevant) if self.relevant else None

    @cached_property
    def demands(self) -> Tree | None:
        """What an answer must fulfil."""
        return parsed(self.constraint) if self.constraint else None


@dataclass(frozen=True)
class Section:
    """Items under a heading; in a matrix all of them take an answer of the same list."""

    items: tuple[Item, ...]
    name: str = ""
    label: Texts = field(default_factory=dict)
    relevant: str = ""
    is_matrix: bool = False

    @cached_property
    def when(self) -> Tree | None:
        """The condition under which the section is asked."""
        return parsed(self.relevant) if self.relevant else None


@dataclass(frozen=True)
class Questionnaire:
    """All that is asked, the lists of answers by name, and the languages, the first one first."""

    key: str
    title: Texts
    languages: tuple[str, ...]
    sections: tuple[Section, ...]
    lists: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)

    @property
    def items(self) -> Iterator[Item]:
        """Every item in the order in which it is asked."""
        for section in self.sections:
            yield from section.items

    def text(self, texts: Texts, language: str) -> str:
        """The text in the language, or in the first one that has it."""
        for known in (language, *self.languages):
            if texts.get(known):
                return texts[known]
        return ""

    def choices_of(self, item: Item) -> tuple[Choice, ...]:
        """What can be chosen; nothing where an answer is written."""
        return self.lists[item.choices] if item.choices else ()


def as_json(questionnaire: Questionnaire) -> dict[str, Any]:
    """The questionnaire as JSON keeps it; what is empty is left out."""
    return {
        "key": questionnaire.key,
        "title": dict(questionnaire.title),
        "languages": list(questionnaire.languages),
        # In a list, because PostgreSQL keeps the names of an object in an order of its own.
        "lists": [
            {"name": name, "choices": [_filled(choice) for choice in choices]}
            for name, choices in questionnaire.lists.items()
        ],
        "sections": [
            _filled(section) | {"items": [_filled(item) for item in section.items]}
            for section in questionnaire.sections
        ],
    }


def from_json(kept: Mapping[str, Any]) -> Questionnaire:
    """The questionnaire that `as_json` has kept."""
    return Questionnaire(
        key=kept["key"],
        title=kept["title"],
        languages=tuple(kept["languages"]),
        lists={
            each["name"]: tuple(_choice(choice) for choice in each["choices"])
            for each in kept["lists"]
        },
        sections=tuple(
            Section(**section | {"items": tuple(Item(**item) for item in section["items"])})
            for section in kept["sections"]
        ),
    )


def _filled(part: Choice | Item | Section) -> dict[str, Any]:
    found = {name: getattr(part, name) for name in type(part).__dataclass_fields__}
    return {name: _plain(value) for name, value in found.items() if not _is_empty(value)}


def _is_empty(value: Any) -> bool:
    # Not by what is false: a choice may count nothing, and says so with 0.
    return value is None or value is False or value in ("", {}, ())


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    return dict(value) if isinstance(value, Mapping) else value


def _choice(kept: Mapping[str, Any]) -> Choice:
    value = kept.get("value")
    return Choice(**{**kept, "value": None if value is None else Decimal(value)})
