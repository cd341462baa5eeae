"""Who answered what, in the shares that were published, and with which code: people who feel well
say so more often than not.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import numpy as np
import numpy.typing as npt
import polars as pl

from gaisma.base.models import Organisation
from gaisma.quality.surveys.campaigns import populations
from gaisma.quality.surveys.models import Batch, Campaign, Part, Population
from gaisma.record.instruments.questionnaire import Item, Questionnaire
from gaisma.record.programmes.models import Group
from gaisma.sample import plan as city_plan
from gaisma.sample.city.apportionment import apportioned
from gaisma.sample.surveys.plan import USUAL, Published

WORDS = {
    "best": (
        "Draugi un starpbrīži.",
        "Sports un mākslas stundas.",
        "Man patīk, ka skolotāja paskaidro vēlreiz.",
        "Projektu diena un ekskursijas.",
        "Garšīgas pusdienas.",
    ),
    "where_unsafe": (
        "Ģērbtuvē pēc sporta stundas.",
        "Autobusā pa ceļam uz skolu.",
        "Garajā starpbrīdī gaitenī.",
        "Klases sarunu grupā internetā.",
    ),
    "wishes": (
        "Vairāk laika sarunām un mazāk steigas.",
        "Klusāka vieta, kur strādāt un atpūsties.",
        "Skaidrāka informācija par pasākumiem jau mēneša sākumā.",
        "Vairāk nodarbību ārā.",
        "Lai mājasdarbus nedotu visos priekšmetos vienā dienā.",
        "Paldies, viss ir labi.",
        "Biežāk jautāt, kā mums klājas.",
    ),
}


def answered(responses: int, published: Published, *, open_share: float) -> int:
    """Of so many how many answer the item, near the share, so that its published shares exist."""
    wished = round(responses * (1 - open_share))
    near = sorted(range(round(responses * 0.9), responses + 1), key=lambda n: abs(n - wished))
    for count in near:
        if all(_parts(count, share, published.decimals) for share in published.shares.values()):
            return count
    raise ValueError(f"Nobody of {responses} can answer {published.item} as it was published.")


def of_published(count: int, published: Published) -> dict[str, int]:
    """How many of those who answered give each answer."""
    found: dict[str, int] = {}
    for answers, share in published.shares.items():
        number = _parts(count, share, published.decimals)
        if number is None:
            raise ValueError(f"{share} of a hundred of {count} is no number of people.")
        names = answers.split("|")
        found |= dict(zip(names, apportioned(number, range(len(names) + 1, 1, -1)), strict=True))
    left = count - sum(found.values())
    others = {name: weight for name, weight in published.others.items() if name not in found}
    return found | dict(zip(others, apportioned(left, list(others.values())), strict=True))


def usual(count: int, listed: str, rng: np.random.Generator) -> dict[str, int]:
    """How many give each answer of an item of which nothing was published."""
    weights = np.array(list(USUAL[listed].values()), dtype=float)
    weights *= rng.uniform(0.7, 1.4, len(weights))
    return dict(zip(USUAL[listed], apportioned(count, weights), strict=True))


def split(counts: Mapping[str, int], sizes: list[int]) -> list[dict[str, int]]:
    """The counts of several audiences together as those of each: rows add up to the sizes."""
    left = dict(counts)
    parts: list[dict[str, int]] = []
    for number, size in enumerate(sizes):
        is_last = number == len(sizes) - 1
        taken = left if is_last else _taken(left, size)
        parts.append(dict(taken))
        left = {name: left[name] - taken[name] for name in left}
    return parts


def _taken(left: Mapping[str, int], size: int) -> dict[str, int]:
    return dict(zip(left, apportioned(size, list(left.values())), strict=True))


def _parts(count: int, share: float, decimals: int) -> int | None:
    """How many of the count are the share, rounded half up; None where no number is."""
    wished = round(count * share / 100)
    step = Decimal(1).scaleb(-decimals)
    target = Decimal(str(share)).quantize(step)
    for number in (wished, wished - 1, wished + 1):
        exact = Fraction(number * 100, count)
        value = Decimal(exact.numerator) / Decimal(exact.denominator)
        if value.quantize(step, ROUND_HALF_UP) == target:
            return number
    return None


Answers = npt.NDArray[np.object_]
NOISE = 0.9
"""How much of an answer is chance, beside how somebody feels."""


def given(
    item: Item,
    asked: Questionnaire,
    counts: Mapping[str, int],
    feeling: npt.NDArray[np.float64],
    rng: np.random.Generator,
) -> Answers:
    """An answer for each who answered, best answers to those who feel best; empty for the others.

    `counts` say how many give each answer; the order of the questionnaire says which is better.
    """
    people = len(feeling)
    answers: Answers = np.full(people, "", dtype=object)
    who = rng.permutation(people)[: sum(counts.values())]
    felt = feeling[who] + rng.normal(0, NOISE, len(who))
    from_best = who[np.argsort(-felt)]
    answers[from_best] = np.repeat(
        np.array(_ordered(item, asked, counts), dtype=object),
        [counts[name] for name in _ordered(item, asked, counts)],
    )
    return answers


def _ordered(item: Item, asked: Questionnaire, counts: Mapping[str, int]) -> list[str]:
    names = [choice.name for choice in asked.choices_of(item) if choice.name in counts]
    judging = [
        choice.name
        for choice in asked.choices_of(item)
        if choice.name in counts and not choice.is_open
    ]
    undecided = [name for name in names if name not in judging]
    if item.is_reversed:
        judging.reverse()
    middle = len(judging) // 2
    return [*judging[:middle], *undecided, *judging[middle:]]


def written(
    item: Item, people: int, share: float, rng: np.random.Generator, *, among: Sequence[bool] | None
) -> Answers:
    """What some of them write in words, only those who were asked."""
    answers: Answers = np.full(people, "", dtype=object)
    asked = np.flatnonzero(among) if among is not None else np.arange(people)
    who = asked[rng.random(len(asked)) < share]
    answers[who] = rng.choice(np.array(WORDS[item.name], dtype=object), len(who))
    return answers


def give_codes(campaign: Campaign, rows: pl.DataFrame, *, at: datetime) -> None:
    """Give out a code for each of the people of an audience; `rows` are the responses."""
    rng = np.random.default_rng([city_plan.SEED, 25])
    counted = rows.group_by("audience", "unit").len().sort("audience", "unit").rows()
    used = {(audience, unit): number for audience, unit, number in counted}
    places = {one.pk: one for one in campaign.institutions.order_by("pk")}
    parts = {part.pk: part for part in campaign.parts.order_by("pk")}
    asked = Population.objects.filter(part__in=parts).order_by("part", "institution")
    batches: list[Batch] = []
    for row in asked:
        part, place = parts[row.part_id], places[row.institution_id]
        answered = used.get((part.audience, place.pk), 0)
        batches += _given(part, place, row.people, answered, rng, at=at)
    Batch.objects.bulk_create(batches)


def _given(
    part: Part,
    place: Organisation,
    people: int,
    answered: int,
    rng: np.random.Generator,
    *,
    at: datetime,
) -> list[Batch]:
    """One batch for each class, or for all where the audience has none."""
    on = part.campaign.counted_on
    counted = populations.of_groups(part.audience, institution=place, on=on)
    classes: list[tuple[Group | None, int]] = [*counted.items()] or [(None, people)]
    used = rng.multivariate_hypergeometric([number for _group, number in classes], answered)
    return [
        Batch(part=part, institution=place, group=group, issued=issued, used=number, changed_at=at)
        for (group, issued), number in zip(classes, used.tolist(), strict=True)
    ]
