"""The groups that a teacher teaches, with how many learn in them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from gaisma.base.models import User
from gaisma.record.programmes.models import Group


@dataclass(frozen=True)
class OwnGroup:
    """A group that the reader teaches."""

    id: int
    name: str
    institution: str
    learners: int
    max_size: int | None


def groups(user: User, *, on: date, school_year: str) -> tuple[OwnGroup, ...]:
    """The groups of the year that the person teaches on its first day or today, and may open."""
    day = max(on, date(int(school_year[:4]), 9, 1))
    taught = Group.objects.visible_to(user, on=on).filter(
        Q(teachers__to_on__isnull=True) | Q(teachers__to_on__gte=on),
        teachers__person__account__user=user,
        teachers__from_on__lte=day,
        school_year__name=school_year,
    )
    there = Q(enrolments__from_on__lte=day) & (
        Q(enrolments__to_on__isnull=True) | Q(enrolments__to_on__gte=day)
    )
    counted = taught.annotate(heads=Count("enrolments__person", distinct=True, filter=there))
    columns = ("pk", "name", "institution__name", "heads", "max_size")
    rows = counted.order_by("grade", "name").values_list(*columns)
    return tuple(OwnGroup(*row) for row in rows)
