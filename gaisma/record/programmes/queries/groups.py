"""Groups with their sizes for the list; one group with everything about it for its page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest

from gaisma.base import access, sorting, terms
from gaisma.base.models import User
from gaisma.base.permissions import Reader
from gaisma.record.people.selectors import today
from gaisma.record.programmes.models import Enrolment, Group, GroupTeacher
from gaisma.record.programmes.permissions import KEEP_GROUPS, KEEP_LEARNERS
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


def page(group: Group, *, on: date, reader: User) -> GroupPage:
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
