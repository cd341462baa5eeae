"""What a campaign asked, as its questionnaires word it: the titles that results stand under."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.utils.translation import get_language

from gaisma.quality.surveys import facts
from gaisma.quality.surveys.models import Campaign
from gaisma.quality.surveys.protection import JOINED
from gaisma.record.instruments.flattening import Known
from gaisma.record.instruments.questionnaire import MANY, TEXT, Choice

GOOD = Decimal("0.5")
"""Answers above the middle of a scale are joined: "always or often", "yes"."""


@dataclass(frozen=True)
class Answer:
    """An answer of an item. `worth` is its place from the worst, 0, to the best, 1, if it has one.

    `is_joined` says that it is counted among the good ones.
    """

    code: str
    title: str
    worth: Decimal | None
    is_open: bool
    is_joined: bool


@dataclass(frozen=True)
class Asked:
    """An item under the name that it has in figures, with its wording in the reader's language."""

    name: str
    title: str
    construct: str
    kind: str
    answers: tuple[Answer, ...]

    @property
    def takes_many(self) -> bool:
        """Whether somebody may give several answers."""
        return self.kind == MANY

    @property
    def is_text(self) -> bool:
        """Whether it is answered in words."""
        return self.kind == TEXT

    @cached_property
    def joined(self) -> tuple[Answer, ...]:
        """The good answers; nothing where several may be given, which do not add up."""
        return () if self.takes_many else tuple(one for one in self.answers if one.is_joined)

    @property
    def codes(self) -> tuple[tuple[str, Decimal | None], ...]:
        """What can be answered, and what it is worth: waves with the same are compared."""
        return tuple((one.code, one.worth) for one in self.answers)


Items = Mapping[str, Asked]


def of(campaign: Campaign) -> dict[str, Items]:
    """By audience, its items by their names, in the order in which they are asked.

    A joined audience has those of its parts.
    """
    found: dict[str, Items] = {}
    known = facts.known()
    for audience, version in campaign.parts.order_by("pk").values_list("audience", "version"):
        found[audience] = {one.name: _asked(one) for one in known if one.version == version}
    for name, parts in JOINED.items():
        if found.keys() >= set(parts):
            # As the first of them was asked, where both were.
            found[name] = {**found[parts[0]], **found[parts[1]], **found[parts[0]]}
    return found


def constructs(items: Items) -> list[str]:
    """The constructs of items in the order in which they are first asked."""
    return list(dict.fromkeys(item.construct for item in items.values() if item.construct))


def _asked(one: Known) -> Asked:
    language = get_language() or ""
    return Asked(
        name=one.name,
        title=one.asked.text(one.item.label, language),
        construct=one.item.construct,
        kind=one.item.kind,
        answers=_answers(one, language),
    )


def _answers(one: Known, language: str) -> tuple[Answer, ...]:
    choices = one.asked.choices_of(one.item)
    meets = any(choice.meets for choice in choices)
    worth = _worth(choices, is_reversed=one.item.is_reversed)
    return tuple(
        Answer(
            code=choice.name,
            title=one.asked.text(choice.label, language),
            worth=worth.get(choice.name),
            is_open=choice.is_open,
            is_joined=choice.meets if meets else worth.get(choice.name, GOOD) > GOOD,
        )
        for choice in choices
    )


def _worth(choices: Sequence[Choice], *, is_reversed: bool) -> dict[str, Decimal]:
    values = {one.name: one.value for one in choices if one.value is not None and not one.is_open}
    least, most = min(values.values(), default=Decimal()), max(values.values(), default=Decimal())
    if least == most:
        return {}
    way = {name: (value - least) / (most - least) for name, value in values.items()}
    return {name: 1 - worth for name, worth in way.items()} if is_reversed else way
