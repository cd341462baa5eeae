"""Surveys in Paraugpils: wellbeing in spring 2024, with who answered what; and those to come."""

from datetime import date, datetime

import numpy as np
import polars as pl

from gaisma.base.models import Organisation
from gaisma.quality.surveys import facts
from gaisma.quality.surveys.campaigns import actions as campaigns
from gaisma.quality.surveys.codes import actions as giving
from gaisma.quality.surveys.models import Campaign, Part, Population
from gaisma.quality.surveys.questionnaires import WELLBEING
from gaisma.quality.surveys.results import actions as closing
from gaisma.record.instruments.models import Version
from gaisma.record.instruments.questionnaire import TEXT, Item, Questionnaire
from gaisma.sample import plan as city_plan
from gaisma.sample.city.apportionment import apportioned
from gaisma.sample.surveys import answers
from gaisma.sample.surveys.plan import (
    ANSWERED,
    CLOSED_AT,
    CLOSES_ON,
    CODE,
    COUNTED_ON,
    KINDS,
    NAME,
    OPEN_SHARE,
    OPENS_ON,
    PUBLISHED,
    SERIES,
    STARTED_AT,
    WRITTEN_SHARE,
)


def make(*, at: datetime) -> None:
    """Write down the surveys of the city."""
    make_wave(at=at)
    make_under_way(at=at)


def make_under_way(*, at: datetime) -> None:
    """Write both down."""
    begun = _prepared("Pedagogi pirms mācību gada", date(2024, 8, 12), date(2024, 8, 30), at=at)
    _ask(begun, "teachers", at=at)
    campaigns.start(campaign=begun, revision=begun.revision, by=None, at=at)
    school = Organisation.objects.get(name=city_plan.HEAD_AT)
    giving.pool(begun.parts.get(), school, at=at)
    coming = _prepared("Labbūtība 2025", date(2025, 4, 7), date(2025, 5, 9), series=SERIES, at=at)
    _ask(coming, "teachers", at=at)


def _prepared(
    name: str, opens_on: date, closes_on: date, *, series: str = "", at: datetime
) -> Campaign:
    return campaigns.prepare(
        name=name,
        series=series,
        opens_on=opens_on,
        closes_on=closes_on,
        counted_on=opens_on,
        institutions=Organisation.objects.filter(kind__in=KINDS).open_on(opens_on),
        by=None,
        at=at,
    )


def _ask(campaign: Campaign, audience: str, *, at: datetime) -> None:
    version = Version.objects.get(instrument__key=WELLBEING[audience])
    campaigns.ask(campaign=campaign, audience=audience, version=version, by=None, at=at)


BITS = 62


def make_wave(*, at: datetime) -> None:
    """Write the survey down: closed, its answers in the lake, as a real one would be."""
    campaign = _campaign(at)
    rng = np.random.default_rng([city_plan.SEED, 24])
    parts = {
        part.audience: part for part in campaign.parts.order_by("pk").select_related("version")
    }
    numbers = _numbers({name: part.version.asks for name, part in parts.items()}, rng)
    rows = pl.concat([_rows(part, numbers[name], rng) for name, part in parts.items()])
    keys = np.unique(rng.integers(0, 1 << BITS, rows.height * 2))[: rows.height]
    numbered = rows.with_columns(response=pl.Series(rng.permutation(keys)))
    closing.keep(campaign, facts.long(numbered, survey=campaign.code), at=at)
    answers.give_codes(campaign, rows, at=at)


def _campaign(at: datetime) -> Campaign:
    campaign = Campaign.objects.create(
        name=NAME,
        code=CODE,
        series=SERIES,
        opens_on=OPENS_ON,
        closes_on=CLOSES_ON,
        counted_on=COUNTED_ON,
        started_at=STARTED_AT,
        closed_at=CLOSED_AT,
        changed_at=at,
    )
    institutions = Organisation.objects.filter(kind__in=KINDS).open_on(COUNTED_ON)
    campaign.institutions.set(institutions)
    for audience, key in WELLBEING.items():
        version = Version.objects.get(instrument__key=key)
        Part.objects.create(campaign=campaign, audience=audience, version=version, changed_at=at)
    campaigns.count_people(campaign)
    return campaign


def _numbers(
    asked: dict[str, Questionnaire], rng: np.random.Generator
) -> dict[str, dict[str, dict[str, int]]]:
    """By audience and item: how many give each answer."""
    found: dict[str, dict[str, dict[str, int]]] = {audience: {} for audience in asked}
    for published in PUBLISHED:
        sizes = [ANSWERED[audience].responses for audience in published.audiences]
        total = answers.answered(sum(sizes), published, open_share=OPEN_SHARE)
        told = answers.split(answers.of_published(total, published), apportioned(total, sizes))
        for audience, part in zip(published.audiences, told, strict=True):
            found[audience][published.item] = part
    for audience, questionnaire in asked.items():
        for item in questionnaire.items:
            if item.kind != TEXT and item.name not in found[audience]:
                people = ANSWERED[audience].responses
                some = people - int(rng.binomial(people, OPEN_SHARE))
                found[audience][item.name] = answers.usual(some, item.choices, rng)
    return found


def _rows(part: Part, numbers: dict[str, dict[str, int]], rng: np.random.Generator) -> pl.DataFrame:
    """The responses of an audience: `unit`, `version`, `audience`, `given_on`, `answers`."""
    asked, people = part.version.asks, ANSWERED[part.audience].responses
    units = _units(part, people, rng)
    of_place = {unit: rng.normal(0, 0.4) for unit in np.unique(units)}
    feeling = rng.normal(0, 1, people) + np.array([of_place[unit] for unit in units])
    columns: dict[str, answers.Answers] = {}
    for item in asked.items:
        if item.kind == TEXT:
            among = _asked_for(item, columns)
            columns[item.name] = answers.written(item, people, WRITTEN_SHARE, rng, among=among)
        else:
            columns[item.name] = answers.given(item, asked, numbers[item.name], feeling, rng)
    texts = {name: pl.Series(values, dtype=pl.String) for name, values in columns.items()}
    return pl.DataFrame(
        {
            "unit": pl.Series(units, dtype=pl.Int64),
            "given_on": pl.Series([ANSWERED[part.audience].last_on] * people, dtype=pl.Date),
            "answers": pl.DataFrame(texts)
            .select(pl.struct(pl.all()).struct.json_encode())
            .to_series(),
        }
    ).with_columns(version=pl.lit(part.version_id), audience=pl.lit(part.audience))


def _asked_for(item: Item, columns: dict[str, answers.Answers]) -> list[bool] | None:
    """Whom a text is asked that depends on another item: those who did not say yes there."""
    earlier = [name for name in columns if f"${{{name}}}" in item.relevant]
    if not earlier:
        return None
    return [answer in ("no", "partly") for answer in columns[earlier[0]]]


def _units(
    part: Part, people: int, rng: np.random.Generator
) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    """At which institution each of them answered: more or fewer of those who were asked there."""
    asked = Population.objects.filter(part=part).order_by("institution")
    known = list(asked.values_list("institution_id", "people"))
    weights = [number * rng.uniform(0.75, 1.2) for _unit, number in known]
    sizes = apportioned(people, weights)
    return rng.permutation(np.repeat([unit for unit, _number in known], sizes))
