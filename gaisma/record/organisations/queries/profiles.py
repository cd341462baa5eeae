"""An institution's own page: what the record holds about it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext, gettext_noop

from gaisma.analytics.vocabulary import STAGES
from gaisma.base import sorting
from gaisma.base.models import Organisation
from gaisma.evidence.figures import asking, presentation
from gaisma.evidence.figures.evidence import Evidence
from gaisma.record.organisations.models import Licence, Site, Status, Succession
from gaisma.record.people.models import Employment, Vacancy
from gaisma.record.programmes.models import Group, Programme


@dataclass(frozen=True)
class Tile:
    """A figure of the institution: title, indicator, whether it is asked by school year."""

    title: str
    indicator: str
    is_of_school_year: bool = True


TILES = (
    Tile(gettext_noop("Groups and classes"), "groups.count"),
    Tile(gettext_noop("Learners"), "learners.count"),
    Tile(gettext_noop("Free places"), "places.free"),
    Tile(gettext_noop("Staff"), "staff.count"),
    Tile(gettext_noop("Vacant full-time posts"), "vacancies.load", is_of_school_year=False),
)


@dataclass(frozen=True)
class GroupLine:
    """A group with its size beside its limits."""

    name: str
    programme: str
    stage: str
    grade: int | None
    site: str
    size: int
    minimum: int | None
    maximum: int | None

    @property
    def free(self) -> int | None:
        return None if self.maximum is None else max(self.maximum - self.size, 0)

    @property
    def is_below(self) -> bool:
        return self.minimum is not None and self.size < self.minimum


@dataclass(frozen=True)
class RoleLine:
    """How many work in a role, and their loads in sum."""

    role: str
    people: int
    load: Decimal


@dataclass(frozen=True)
class Move:
    """A succession seen from one of its sides."""

    other: Organisation
    is_taken_over: bool
    decision: str
    on: date


@dataclass(frozen=True)
class Profile:
    """An institution's page."""

    institution: Organisation
    basis: Evidence
    units: tuple[Organisation, ...]
    sites: tuple[Site, ...]
    readings: tuple[tuple[str, presentation.Reading], ...]
    groups: tuple[GroupLine, ...]
    programmes: tuple[Programme, ...]
    staff: tuple[RoleLine, ...]
    vacancies: tuple[Vacancy, ...]
    statuses: tuple[Status, ...]
    licences: tuple[Licence, ...]
    moves: tuple[Move, ...]

    @property
    def group_sizes(self) -> int:
        return sum(group.size for group in self.groups)

    @property
    def free_places(self) -> int:
        return sum(group.free or 0 for group in self.groups)


def profile(institution: Organisation, *, basis: Evidence) -> Profile:
    """Everything that the page of an institution and its units shows."""
    units = tuple(institution.children.order_by("name"))
    ids = [institution.pk, *(unit.pk for unit in units)]
    day = max(basis.as_of, date(int(basis.school_year[:4]), 9, 1))
    return Profile(
        institution=institution,
        basis=basis,
        units=units,
        sites=tuple(Site.objects.filter(institution__in=ids).order_by("name")),
        readings=_readings(institution, basis),
        groups=_groups(ids, basis),
        programmes=tuple(Programme.objects.filter(institution__in=ids).order_by("stage", "code")),
        staff=_staff(ids, day),
        vacancies=_vacancies(ids, basis.as_of),
        statuses=tuple(Status.objects.filter(institution__in=ids).order_by("-from_on")),
        licences=tuple(Licence.objects.filter(institution__in=ids).order_by("-from_on")),
        moves=_moves(institution),
    )


def _readings(
    institution: Organisation, basis: Evidence
) -> tuple[tuple[str, presentation.Reading], ...]:
    selection = {"institution": institution.code}
    return tuple((gettext(tile.title), _reading(tile, selection, basis)) for tile in TILES)


def _reading(tile: Tile, selection: dict[str, str], basis: Evidence) -> presentation.Reading:
    if not tile.is_of_school_year:
        figure = asking.one(tile.indicator, evidence=basis, filters=selection)
        return presentation.read(figure)
    filters = {**selection, "school_year": basis.school_year}
    now = asking.one(tile.indicator, evidence=basis, filters=filters)
    (before,) = asking.year_before(tile.indicator, evidence=basis, filters=filters)
    return presentation.read(now, before)


def _groups(ids: list[int], basis: Evidence) -> tuple[GroupLine, ...]:
    day = date(int(basis.school_year[:4]), 9, 1)
    enrolled = Count(
        "enrolments__person",
        distinct=True,
        filter=Q(enrolments__from_on__lte=day)
        & (Q(enrolments__to_on__isnull=True) | Q(enrolments__to_on__gte=day))
        & (
            Q(enrolments__registered_on__isnull=True)
            | Q(enrolments__registered_on__lte=basis.as_of)
        ),
    )
    groups = (
        Group.objects.filter(institution__in=ids, school_year__name=basis.school_year)
        .annotate(size=Coalesce(F("learners_total"), enrolled))
        .select_related("programme", "site")
    )
    lines = (
        GroupLine(
            name=group.name,
            programme=group.programme.title,
            stage=group.programme.stage,
            grade=group.grade,
            site=group.site.name if group.site else "",
            size=group.size,
            minimum=group.min_size,
            maximum=group.max_size,
        )
        for group in groups
    )
    return tuple(sorted(lines, key=_in_order))


def _in_order(line: GroupLine) -> tuple[int, int, Any]:
    return STAGES.codes.index(line.stage), line.grade or 0, sorting.natural(line.name)


def _staff(ids: list[int], day: date) -> tuple[RoleLine, ...]:
    held = Employment.objects.filter(institution__in=ids, from_on__lte=day).filter(
        Q(to_on__isnull=True) | Q(to_on__gte=day)
    )
    lines = held.values("role").annotate(
        people=Count("person", distinct=True), sum_of_loads=Sum("load")
    )
    return tuple(
        RoleLine(line["role"], line["people"], line["sum_of_loads"])
        for line in lines.order_by("-people", "role")
    )


def _vacancies(ids: list[int], day: date) -> tuple[Vacancy, ...]:
    still_open = Q(closed_on__isnull=True) | Q(closed_on__gte=day)
    found = Vacancy.objects.filter(still_open, institution__in=ids, opened_on__lte=day)
    return tuple(found.order_by("-load", "role"))


def _moves(institution: Organisation) -> tuple[Move, ...]:
    found = Succession.objects.filter(
        Q(institution=institution) | Q(successor=institution)
    ).select_related("institution", "successor")
    return tuple(
        Move(
            other=move.successor if move.institution == institution else move.institution,
            is_taken_over=move.institution == institution,
            decision=move.decision,
            on=move.on,
        )
        for move in found.order_by("-on")
    )
