"""Makes rows of instruments."""

from dataclasses import replace
from datetime import date
from typing import Any

from gaisma.record.instruments.models import Instrument, Version
from gaisma.record.instruments.questionnaire import Choice, Item, Questionnaire, Section
from tests.factories.making import made, numbers

LEVELS = (
    Choice("no", {"lv": "nav", "en": "no"}),
    Choice("partly", {"lv": "daļēji", "en": "partly"}),
    Choice("yes", {"lv": "ir", "en": "yes"}),
    Choice("unseen", {"lv": "nevar spriest", "en": "cannot judge"}, is_open=True),
)


def asked(**given: Any) -> Questionnaire:
    """Two questions; the second is asked when the first is answered with “partly”."""
    levels = {"lv": "Rezultāti ir skaidri", "en": "Outcomes are clear"}
    missing = {"lv": "Kā pietrūkst?", "en": "What is missing?"}
    items = (
        Item("outcomes", "scale", levels, choices="levels", is_required=True),
        Item("missing", "text", missing, relevant="${outcomes} = 'partly'"),
    )
    return Questionnaire(
        **{
            "key": f"instrument-{next(numbers)}",
            "title": {"lv": "Stundas vērošana", "en": "Lesson observation"},
            "languages": ("lv", "en"),
            "sections": (Section(items, name="lesson", label={"lv": "Stunda", "en": "Lesson"}),),
            "lists": {"levels": LEVELS},
            **given,
        }
    )


def instrument(**fields: Any) -> Instrument:
    """An instrument without a version."""
    given = {"key": f"instrument-{next(numbers)}", "use": "observation"}
    return made(Instrument, fields, **given)


def version(asks: Questionnaire | None = None, **fields: Any) -> Version:
    """A version in use; with `in_use_from=None` a draft."""
    asks = asks or asked()
    if "instrument" not in fields:
        fields["instrument"] = instrument(key=asks.key)
    given = {"number": 1, "in_use_from": date(2023, 9, 1)}
    return made(Version, fields, asks=asks, **given)


def following(before: Questionnaire) -> Questionnaire:
    """The next version: the first question goes on, the second is another."""
    (section,) = before.sections
    first = replace(section.items[0], same_as=section.items[0].name)
    other = Item("next_step", "text", {"lv": "Nākamais solis", "en": "Next step"})
    return replace(before, sections=(replace(section, items=(first, other)),))


def section_of(item: Item, **changed: Any) -> Section:
    """A section with that question alone, changed."""
    return Section((replace(item, **changed),), name="alone")
