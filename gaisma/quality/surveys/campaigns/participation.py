"""Who took part: people counted, codes given out and used, answers, by institution and audience.

Nothing here is protected: participation is known while a survey runs. Answers know no class: how
many of its codes are used is all that is known of one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, QuerySet, Sum

from gaisma.analytics.audiences import AUDIENCES
from gaisma.base import access, terms
from gaisma.base.models import Organisation, User
from gaisma.base.permissions import KEEPERS
from gaisma.base.sorting import natural
from gaisma.quality.surveys.campaigns import populations
from gaisma.quality.surveys.models import Batch, Campaign, Part, Participation, Population, Response
from gaisma.record.programmes.models import Group

Pair = tuple[int, int]
"""A part and an institution."""


@dataclass(frozen=True)
class ParticipationLine:
    """An audience at an institution, or at all of them (`institution` is None)."""

    part: Part
    institution: Organisation | None
    people: int
    issued: int
    left: int
    answers: int

    @property
    def audience(self) -> str:
        """The audience in the reader's language."""
        return terms.title(AUDIENCES, self.part.audience)

    @property
    def name(self) -> str:
        """What the institution is called."""
        return self.institution.name if self.institution else ""

    @property
    def kind(self) -> str:
        """The code of the institution's kind."""
        return self.institution.kind if self.institution else ""

    @property
    def used(self) -> int:
        """How many codes somebody has used: a code that is used is not there any more."""
        return self.issued - self.left

    @property
    def rate(self) -> float | None:
        """How many in a hundred answered; None where nobody was counted."""
        return self.answers / self.people * 100 if self.people else None

    @property
    def is_over(self) -> bool:
        """Whether more have answered than there are people."""
        return self.answers > self.people


def places(user: User, campaign: Campaign) -> QuerySet[Organisation]:
    """The institutions of the survey whose participation the reader sees."""
    reach = access.reach(user, *KEEPERS, "auditor")
    found: QuerySet[Organisation] = campaign.institutions.filter(pk__in=reach)
    return found


def lines(campaign: Campaign, institutions: Iterable[Organisation]) -> list[ParticipationLine]:
    """A line for each audience at each of the institutions that has anybody of it."""
    by_id = {one.pk: one for one in institutions}
    parts = {part.pk: part for part in campaign.parts.select_related("version")}
    order = {code: number for number, code in enumerate(AUDIENCES.codes)}
    columns = _counted(campaign, by_id)
    pairs = {pair for column in columns for pair in column if pair[1] in by_id}
    found = [
        ParticipationLine(
            parts[part], by_id[place], *(column.get((part, place), 0) for column in columns)
        )
        for part, place in pairs
    ]
    return sorted(found, key=lambda one: (natural(one.name), order[one.part.audience]))


def totals(campaign: Campaign, found: Iterable[ParticipationLine]) -> list[ParticipationLine]:
    """A line for each audience, over the institutions of the lines."""
    rows = list(found)
    order = {code: number for number, code in enumerate(AUDIENCES.codes)}
    parts = sorted(campaign.parts.select_related("version"), key=lambda part: order[part.audience])
    return [_added(part, [row for row in rows if row.part.pk == part.pk]) for part in parts]


def _added(part: Part, rows: list[ParticipationLine]) -> ParticipationLine:
    names = ("people", "issued", "left", "answers")
    return ParticipationLine(
        part, None, *(sum(getattr(row, name) for row in rows) for name in names)
    )


def _counted(campaign: Campaign, by_id: dict[int, Organisation]) -> list[dict[Pair, int]]:
    """People, codes given out, codes left, answers: each by part and institution."""
    given = Batch.objects.filter(part__campaign=campaign, is_trial=False)
    people = Population.objects.filter(part__campaign=campaign)
    return [
        _by_place(people, Sum("people"), "part", "institution"),
        _by_place(given, Sum("issued"), "part", "institution"),
        _by_place(given.with_left(), Sum("left"), "part", "institution"),
        _answers(campaign, by_id),
    ]


def _by_place(rows: "QuerySet[Any]", number: Any, part: str, institution: str) -> dict[Pair, int]:
    told = rows.order_by().values_list(part, institution).annotate(number=number)
    return {(part_id, place): count for part_id, place, count in told}


def _answers(campaign: Campaign, by_id: dict[int, Organisation]) -> dict[Pair, int]:
    """Codes that were used, and answers on paper; of a closed survey as they were counted then."""
    if campaign.state != "closed":
        given = Batch.objects.filter(part__campaign=campaign, is_trial=False).with_left()
        paper = Response.objects.filter(part__campaign=campaign, is_on_paper=True)
        used = _by_place(given, Sum(F("issued") - F("left")), "part", "institution")
        entered = _by_place(paper, Count("pk"), "part", "institution")
        return {pair: used.get(pair, 0) + entered.get(pair, 0) for pair in used | entered}
    parts = {part.audience: part.pk for part in campaign.parts.all()}
    places = {one.code: one.pk for one in by_id.values()}
    told = Participation.objects.filter(
        campaign=campaign, level="institution", audience__in=parts, place__in=places
    )
    return {(parts[row.audience], places[row.place]): row.responses for row in told}


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


def of_classes(campaign: Campaign, institution: Organisation) -> dict[str, tuple[ClassLine, ...]]:
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
    return {one: _class_lines(counted[one], codes[one]) for one in audiences}


def _class_lines(
    counted: list[tuple[Group, int]], codes: dict[int | None, tuple[int, int]]
) -> tuple[ClassLine, ...]:
    lines = [_class_line(group, people, codes.pop(group.pk, (0, 0))) for group, people in counted]
    if not lines or not codes:
        return tuple(lines)
    return (*lines, _class_line(None, None, *codes.values()))


def _class_line(group: Group | None, people: int | None, *codes: tuple[int, int]) -> ClassLine:
    return ClassLine(group, people, *(sum(numbers) for numbers in zip(*codes, strict=True)))
