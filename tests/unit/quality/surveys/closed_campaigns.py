"""Closed campaigns for the tests of results: what was answered, and what is told of it."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl

from gaisma.base.models import Organisation
from gaisma.quality.surveys import facts
from gaisma.quality.surveys.models import Campaign, Population
from gaisma.quality.surveys.results import actions as closing
from gaisma.record.instruments.questionnaire import Choice, Item, Questionnaire, Section
from tests import factories
from tests.moments import NOW

Given = Mapping[tuple[str, Organisation], Sequence[Mapping[str, str]]]
"""What each of an audience at an institution answered."""

OFTEN = tuple(
    Choice(name, {"lv": latvian, "en": name}, value=Decimal(4 - place))
    for place, (name, latvian) in enumerate(
        {
            "always": "vienmēr",
            "often": "bieži",
            "sometimes": "dažreiz",
            "rarely": "reti",
            "never": "nekad",
        }.items()
    )
)
OPEN = Choice("hard_to_say", {"lv": "grūti pateikt", "en": "hard to say"}, is_open=True)
CLUBS = (Choice("sport", {"lv": "sports"}), Choice("music", {"lv": "mūzika"}))
LIKES = Item(
    "likes", "scale", {"lv": "Patīk", "en": "Likes"}, choices="often", construct="belonging"
)
TIRED = Item(
    "tired",
    "scale",
    {"lv": "Nogurst", "en": "Tires"},
    choices="often",
    construct="load",
    is_reversed=True,
)
GOES = Item("goes", "many", {"lv": "Apmeklē", "en": "Goes to"}, choices="clubs")
WISH = Item("wish", "text", {"lv": "Ko vēlaties?", "en": "Wishes"})
ITEMS = (LIKES, TIRED, GOES, WISH)
LISTS = {"often": (*OFTEN, OPEN), "clubs": CLUBS}


def questionnaire(*items: Item) -> Questionnaire:
    """A questionnaire of these items."""
    return factories.asked(
        sections=(Section(items),),
        lists=LISTS,
        languages=("lv", "en"),
    )


def closed(
    given: Given, *, version: Any = None, own: Mapping[str, Any] | None = None, **fields: Any
) -> Campaign:
    """A campaign at these institutions, closed; as many more as answered did not.

    Without a version it asks what somebody answered. `own` are the thresholds of audiences that
    have other ones than the campaign.
    """
    institutions = list(dict.fromkeys(institution for _audience, institution in given))
    campaign = factories.campaign(institutions=institutions, closed_at=NOW, **fields)
    answered = {name for several in given.values() for answers in several for name in answers}
    items = [item for item in ITEMS if item.name in answered]
    version = version or factories.survey_version(asks=questionnaire(*items))
    parts = {
        audience: factories.part(
            campaign=campaign, audience=audience, version=version, **(own or {}).get(audience, {})
        )
        for audience in dict.fromkeys(audience for audience, _institution in given)
    }
    for (audience, institution), answers in given.items():
        people = 2 * len(answers)
        Population.objects.create(part=parts[audience], institution=institution, people=people)
    told = [
        (audience, institution.pk, json.dumps(dict(answers)))
        for (audience, institution), several in given.items()
        for answers in several
    ]
    rows = pl.DataFrame(told, schema=["audience", "unit", "answers"], orient="row").with_columns(
        response=pl.int_range(pl.len(), dtype=pl.Int64),
        version=pl.lit(version.pk, dtype=pl.Int64),
        given_on=pl.lit(date(2024, 5, 2)),
    )
    closing.keep(campaign, facts.long(rows, survey=campaign.name), at=NOW)
    return campaign


def likes(**counts: int) -> list[dict[str, str]]:
    """So many who like going there so often: `always=3, never=1`."""
    return [{"likes": answer} for answer, count in counts.items() for _each in range(count)]
