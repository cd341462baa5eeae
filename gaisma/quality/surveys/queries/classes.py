"""Who took part in each class: people counted, codes given out and used.

Answers know no class: how many of its codes are used is all that is known of one. Nothing here is
protected, for participation is known while a survey runs.
"""

from dataclasses import dataclass

from django.db.models import Sum

from gaisma.base.models import Organisation
from gaisma.quality.surveys import populations
from gaisma.quality.surveys.models import Batch, Campaign
from gaisma.record.programmes.models import Group


@dataclass(frozen=True)
class ClassLine:
    """An audience in a class; `group` is None for codes that went to none of those counted."""

    group: Group | None
    people: int | None
    issued: int
    left: int

    @property
    def used(self) -> int:
        """How many codes somebody has used."""
        return self.issued - self.left

    @property
    def rate(self) -> float | None:
        """Of a hundred people those who used a code; None where nobody was counted."""
        return self.used / self.people * 100 if self.people else None


def of(campaign: Campaign, institution: Organisation) -> dict[str, tuple[ClassLine, ...]]:
    """By audience its classes by name, then codes that went elsewhere; nothing without classes."""
    audiences = list(campaign.parts.values_list("audience", flat=True))
    counted = populations.of_all_groups(audiences, institution=institution, on=campaign.counted_on)
    given = Batch.objects.filter(part__campaign=campaign, institution=institution, is_trial=False)
    codes: dict[str, dict[int | None, tuple[int, int]]] = {one: {} for one in audiences}
    for audience, group, *numbers in (
        given.with_left()
        .order_by()
        .values_list("part__audience", "group")
        .annotate(all=Sum("issued"), rest=Sum("left"))
    ):
        codes[audience][group] = tuple(numbers)
    return {one: _lines(counted[one], codes[one]) for one in audiences}


def _lines(
    counted: list[tuple[Group, int]], codes: dict[int | None, tuple[int, int]]
) -> tuple[ClassLine, ...]:
    lines = [_line(group, people, codes.pop(group.pk, (0, 0))) for group, people in counted]
    if not lines or not codes:
        return tuple(lines)
    return (*lines, _line(None, None, *codes.values()))


def _line(group: Group | None, people: int | None, *codes: tuple[int, int]) -> ClassLine:
    return ClassLine(group, people, *(sum(numbers) for numbers in zip(*codes, strict=True)))
