"""Groups with their sizes, and what stands on the pages of a person and of an institution."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext_noop

from gaisma.analytics.vocabulary import STAGES
from gaisma.base import access, sorting, terms
from gaisma.base.models import Installation, Organisation, User
from gaisma.base.permissions import KEEPERS, REVIEWERS, Reader
from gaisma.evidence.figures.evidence import Evidence
from gaisma.evidence.figures.permissions import NAMING_ROLES
from gaisma.record.organisations.models import Site
from gaisma.record.organisations.queries import places, profiles
from gaisma.record.organisations.queries.places import Cell
from gaisma.record.organisations.queries.profiles import InstitutionPart
from gaisma.record.people.parts import Asking, PersonPart
from gaisma.record.people.selectors import today
from gaisma.record.programmes.models import (
    Enrolment,
    Group,
    GroupTeacher,
    Programme,
    QueueEntry,
    TransferOffer,
)
from gaisma.record.programmes.permissions import KEEP_GROUPS, KEEP_LEARNERS
from gaisma.record.programmes.querysets import READERS, TEACHERS
from gaisma.record.programmes.tables import GROUPS


def listed(reader: Reader) -> QuerySet[Group]:
    """The groups that the reader sees, with size and free places; class teachers in `leads`.

    The size is that of the day, or of the school year's first or last day when it does not hold
    the day.
    """
    on = today()
    leads = GroupTeacher.objects.filter(is_class_teacher=True).select_related("person")
    groups = Group.objects.visible_to(reader, on=on).annotate(
        size=Coalesce(F("learners_total"), _size(on), 0)
    )
    return (
        groups.annotate(free=Greatest(F("max_size") - F("size"), 0))
        .select_related("institution", "programme", "school_year")
        .prefetch_related(
            Prefetch("teachers", queryset=leads.order_by("-from_on"), to_attr="leads")
        )
        .order_by("institution__name", "grade", "name", "pk")
    )


def _size(on: date) -> Subquery:
    """Learners of the group on the day, moved into its school year."""
    start, end = F("group__school_year__starts_on"), F("group__school_year__ends_on")
    begun = Q(from_on__lte=on) | Q(from_on__lte=start)
    stays = Q(to_on__isnull=True) | Q(to_on__gte=on) | Q(to_on__gte=end)
    # A year that is not begun counts who is there from its first day on.
    there = Q(group__school_year__starts_on__gt=on) & Q(from_on__lte=start)
    held = Enrolment.objects.filter(there | (begun & stays), group=OuterRef("pk"))
    counted = held.order_by().values("group").annotate(n=Count("person", distinct=True))
    return Subquery(counted.values("n"))


@dataclass(frozen=True)
class Seat:
    """A learner in the group on the day."""

    enrolment: Enrolment
    is_new: bool


@dataclass(frozen=True)
class GroupPage:
    """A group on a day: learners, limits, teachers, and who left."""

    group: Group
    on: date
    seats: tuple[Seat, ...]
    left: tuple[Enrolment, ...]
    teachers: tuple[GroupTeacher, ...]
    may_keep_group: bool
    may_keep_learners: bool

    @property
    def size(self) -> int:
        return len({seat.enrolment.person_id for seat in self.seats})

    @property
    def free(self) -> int | None:
        return None if self.group.max_size is None else max(self.group.max_size - self.size, 0)

    @property
    def is_below(self) -> bool:
        return self.group.min_size is not None and self.size < self.group.min_size

    @property
    def facts(self) -> Iterator[tuple[Any, str]]:
        """What further is said of the group: what it is called, and what it says."""
        for column in GROUPS.columns:
            value = getattr(self.group, column.field) if column.is_fact else None
            if value:
                words = column.vocabulary
                yield column.label, terms.title(words, value) if words else str(value)


NEW_WITHIN = timedelta(days=30)


def group_page(group: Group, *, on: date, reader: User) -> GroupPage:
    """The group on that day, as the reader may see it."""
    seen = Enrolment.objects.visible_to(reader, on=today()).filter(group=group)
    held = seen.held_on(on).select_related("person")
    left = seen.filter(to_on__lt=on).select_related("person").order_by("-to_on", "pk")
    teachers = group.teachers.select_related("person").order_by(
        "-is_class_teacher", "from_on", "pk"
    )
    return GroupPage(
        group=group,
        on=on,
        seats=tuple(Seat(row, _is_new(row, group, on)) for row in _by_name(held)),
        left=tuple(left),
        teachers=tuple(teachers),
        may_keep_group=access.may(reader, KEEP_GROUPS, group.institution),
        may_keep_learners=access.may(reader, KEEP_LEARNERS, group.institution),
    )


def day_within(group: Group, asked: date | None) -> date:
    """The day that is asked for, or today, moved into the group's school year."""
    year = group.school_year
    return min(max(asked or today(), year.starts_on), year.ends_on)


def _is_new(row: Enrolment, group: Group, on: date) -> bool:
    return row.from_on > group.school_year.starts_on and on - row.from_on <= NEW_WITHIN


def _by_name(rows: Iterable[Enrolment]) -> list[Enrolment]:
    return sorted(
        rows,
        key=lambda row: (
            sorting.natural(row.person.family_name),
            sorting.natural(row.person.given_name),
        ),
    )


@dataclass(frozen=True)
class Place:
    """An enrolment, whether it is over, what the reader may, and the open offer to transfer."""

    enrolment: Enrolment
    is_over: bool
    is_in_sight: bool
    is_kept: bool
    offer: TransferOffer | None


def enrolments(asking: Asking) -> tuple[Place, ...] | None:
    """Where the person learns and learnt; a teacher reads of the present only."""
    rows = asking.person.enrolments.select_related(
        "group__institution", "group__school_year", "programme"
    ).prefetch_related("transfer_offers__to")
    if not asking.is_own and (asking.is_limited or not _reads_all(asking)):
        rows = rows.filter(
            pk__in=Enrolment.objects.visible_to(asking.user, on=asking.on).values("pk")
        )
    every = tuple(_place(row, asking) for row in rows.order_by("-from_on", "pk"))
    return every or None


def _reads_all(asking: Asking) -> bool:
    """Whether a role of the reader reads whole records of learners."""
    return bool(access.reach(asking.user, *READERS))


def _place(row: Enrolment, asking: Asking) -> Place:
    ends = min(filter(None, (row.to_on, row.group.school_year.ends_on)))
    offers = [offer for offer in row.transfer_offers.all() if offer.state == "offered"]
    at = row.group.institution_id
    seen = not _reads_all(asking) or at in access.reach(asking.user, *READERS)
    return Place(
        enrolment=row,
        is_over=ends < asking.on,
        is_in_sight=seen and not asking.is_own,
        is_kept=at in access.reach(asking.user, *KEEPERS),
        offer=offers[0] if offers else None,
    )


def groups_taught(asking: Asking) -> tuple[GroupTeacher, ...] | None:
    """The groups that the person teaches and taught, with `is_in_sight`: may the reader open it."""
    seen = Group.objects.visible_to(asking.user, on=asking.on).filter(pk=OuterRef("group"))
    rows = asking.person.taught_groups.select_related("group__institution", "group__school_year")
    every = rows.annotate(is_in_sight=Exists(seen))
    return tuple(every.order_by("-from_on", "group__name", "pk")) or None


def waiting(asking: Asking) -> tuple[QueueEntry, ...] | None:
    rows = asking.person.queue_entries.select_related("institution")
    return tuple(rows.order_by("-registered_on", "pk")) or None


PARTS = [
    PersonPart(
        "programmes.enrolments",
        gettext_noop("Where the person learns"),
        "programmes/parts/enrolments.html",
        enrolments,
        order=10,
        roles=(*READERS, *TEACHERS),
        by_institution=True,
    ),
    PersonPart(
        "programmes.groups",
        gettext_noop("Groups taught"),
        "programmes/parts/taught.html",
        groups_taught,
        order=25,
        roles=REVIEWERS,
    ),
    PersonPart(
        "programmes.queue",
        gettext_noop("Waiting for a place"),
        "programmes/parts/waiting.html",
        waiting,
        order=40,
        roles=REVIEWERS,
    ),
]


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


def groups_of(user: User, institution: Organisation, basis: Evidence) -> Groups:
    """The groups of the school year with their sizes, and the programmes."""
    ids = profiles.ids_of(institution)
    count, learners, free = places.of_chosen(user, basis=basis, stage="", codes=[institution.code])
    return Groups(
        groups=group_lines(user, institution, ids, basis=basis),
        programmes=tuple(
            Programme.objects.filter(institution__in=ids).order_by("stage", "code", "pk")
        ),
        has_sites=Site.objects.filter(institution__in=ids).count() > 1,
        count=count,
        learners=learners,
        free=free,
    )


def group_lines(
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


INSTITUTION_PARTS = [InstitutionPart("groups", groups_of)]
