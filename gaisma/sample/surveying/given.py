"""Codes of the survey that is closed: what each class was given, and how much of it was used."""

from datetime import datetime

import numpy as np
import polars as pl

from gaisma.base.models import Organisation
from gaisma.quality.surveys.campaigns import populations
from gaisma.quality.surveys.models import Batch, Campaign, Part, Population
from gaisma.record.programmes.models import Group
from gaisma.sample import plan as city_plan


def make(campaign: Campaign, rows: pl.DataFrame, *, at: datetime) -> None:
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
