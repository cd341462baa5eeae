"""What an institution's page tells of its groups and programmes: sizes beside their limits."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce

from gaisma.analytics.vocabulary import STAGES
from gaisma.base import access, sorting
from gaisma.base.models import Installation, Organisation, User
from gaisma.evidence.figures.evidence import Evidence
from gaisma.evidence.figures.permissions import NAMING_ROLES
from gaisma.record.organisations.models import Site
from gaisma.record.organisations.queries import places, profiles
from gaisma.record.organisations.queries.places import Cell
from gaisma.record.organisations.queries.profiles import InstitutionPart
from gaisma.record.programmes.models import Group, Programme


@dataclass(frozen=True)
class GroupLine:
    """A group with its size beside its limits; the size is for those who may open its learners.

    `address` is empty when the reader may not open the group.
    """

    name: str
    address: str
    programme: str
    stage: str
    grade: int | None
    site: str
    size: int
    minimum: int | None
    maximum: int | None
    is_hidden: bool = False

    @property
    def free(self) -> int | None:
        if self.maximum is None or self.is_hidden:
            return None
        return max(self.maximum - self.size, 0)

    @property
    def is_below(self) -> bool:
        return self.minimum is not None and self.size < self.minimum and not self.is_hidden


@dataclass(frozen=True)
class Groups:
    """The groups of a school year and the programmes."""

    groups: tuple[GroupLine, ...]
    programmes: tuple[Programme, ...]
    has_sites: bool
    count: Cell
    learners: Cell
    free: Cell


def read(user: User, institution: Organisation, basis: Evidence) -> Groups:
    """The groups of the school year with their sizes, and the programmes."""
    ids = profiles.ids_of(institution)
    count, learners, free = places.of_chosen(user, basis=basis, stage="", codes=[institution.code])
    return Groups(
        groups=lines(user, institution, ids, basis=basis),
        programmes=tuple(
            Programme.objects.filter(institution__in=ids).order_by("stage", "code", "pk")
        ),
        has_sites=Site.objects.filter(institution__in=ids).count() > 1,
        count=count,
        learners=learners,
        free=free,
    )


def lines(
    user: User, institution: Organisation, ids: list[int], *, basis: Evidence
) -> tuple[GroupLine, ...]:
    """The groups of the school year, by stage, grade and name."""
    is_hidden = institution.pk not in reads(user)
    seen = Group.objects.visible_to(user, on=Installation.current().as_of())
    opened = set(seen.filter(institution__in=ids).values_list("pk", flat=True))
    found = (_line(group, opened, is_hidden=is_hidden) for group in sized(ids, basis=basis))
    return tuple(sorted(found, key=_in_order))


def reads(user: User) -> frozenset[int]:
    """The institutions of which the person may know how many learners a group has."""
    return access.reach(user, *NAMING_ROLES)


def sized(institutions: Any, *, basis: Evidence) -> QuerySet[Group]:
    """The groups of the institutions in the school year, each with its `size` on 1 September."""
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
    return (
        Group.objects.filter(institution__in=institutions, school_year__name=basis.school_year)
        .annotate(size=Coalesce(F("learners_total"), enrolled))
        .select_related("programme", "site")
    )


def _line(group: Any, opened: Collection[int], *, is_hidden: bool) -> GroupLine:
    return GroupLine(
        name=group.name,
        address=group.get_absolute_url() if group.pk in opened else "",
        programme=group.programme.title,
        stage=group.programme.stage,
        grade=group.grade,
        site=group.site.name if group.site else "",
        size=group.size,
        minimum=group.min_size,
        maximum=group.max_size,
        is_hidden=is_hidden,
    )


def _in_order(line: GroupLine) -> tuple[int, int, Any]:
    return STAGES.codes.index(line.stage), line.grade or 0, sorting.natural(line.name)


INSTITUTION_PARTS = [InstitutionPart("groups", read)]
