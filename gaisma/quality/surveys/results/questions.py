"""What a campaign asked, as its questionnaires word it: the titles that results stand under.

Beside it how many of each audience must have answered before something is told of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.utils.translation import get_language, gettext, gettext_noop

from gaisma.analytics.audiences import AUDIENCES
from gaisma.base import terms, wording
from gaisma.quality.surveys import facts
from gaisma.quality.surveys.models import Campaign
from gaisma.quality.surveys.thresholds import Thresholds
from gaisma.record.instruments.flattening import Known
from gaisma.record.instruments.questionnaire import MANY, TEXT, Choice

GOOD = Decimal("0.5")
"""Answers above the middle of a scale are joined: "always or often", "yes"."""
CONSTRUCTS = {
    "belonging": gettext_noop("Belonging"),
    "safety": gettext_noop("Safety"),
    "relations": gettext_noop("Relations"),
    "learning": gettext_noop("Learning"),
    "cooperation": gettext_noop("Cooperation with the institution"),
    "leadership": gettext_noop("Support by the leadership"),
    "load": gettext_noop("Workload one can bear"),
}
JOINED = {term.key: term.includes for term in AUDIENCES.terms if term.includes}
"""The audiences of which each joined one is made up."""


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


def construct_title(construct: str) -> str:
    """The construct in the reader's language."""
    known = CONSTRUCTS.get(construct)
    return gettext(known) if known else construct.replace("_", " ").capitalize()


def joined_audiences(campaign: Campaign) -> dict[str, tuple[str, ...]]:
    """The joined audiences whose parts are all asked."""
    asked = set(campaign.parts.values_list("audience", flat=True))
    return {name: parts for name, parts in JOINED.items() if asked.issuperset(parts)}


def thresholds_of(campaign: Campaign) -> dict[str, Thresholds]:
    """The thresholds of each audience; a joined one is told where all its parts are."""
    parts = campaign.parts.select_related("campaign").order_by("pk")
    found = {part.audience: part.thresholds for part in parts}
    whole = {
        name: _strictest([found[one] for one in names])
        for name, names in JOINED.items()
        if found.keys() >= set(names)
    }
    return {**found, **whole}


def thresholds_of_audiences(campaign: Campaign, *audiences: str) -> Thresholds:
    """The strictest thresholds of some audiences; those of the campaign for none."""
    known = thresholds_of(campaign)
    return _strictest([known[one] for one in audiences if one in known] or [campaign.thresholds])


def least_for_texts(campaign: Campaign) -> str:
    """How many must have written: the usual number, then that of audiences with another."""
    usual = campaign.least_for_texts
    others = [
        f"{terms.title(AUDIENCES, part.audience)} {part.thresholds.text}"
        for part in campaign.parts.select_related("campaign").order_by("pk")
        if part.thresholds.text != usual
    ]
    return f"{usual} ({', '.join(others)})" if others else wording.number(usual)


def _strictest(thresholds: list[Thresholds]) -> Thresholds:
    return Thresholds(
        max(one.public for one in thresholds),
        max(one.inside for one in thresholds),
        max(one.text for one in thresholds),
    )
