"""What people owe who write about their own year: what they have begun, and once a year anew."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext

from gaisma.base import access, wording
from gaisma.base.duties import Owed
from gaisma.base.models import User
from gaisma.quality.selfevaluation import contributing
from gaisma.quality.selfevaluation.models import Contribution
from gaisma.quality.selfevaluation.permissions import CONTRIBUTORS

AHEAD = timedelta(days=60)
"""So long before its day the duty is told."""


def owed(user: User, on: date) -> tuple[Owed, ...]:
    """What the person has begun and not submitted.

    Who submitted one before and has not begun that of the next year owes it too.
    """
    if not access.reach(user, *CONTRIBUTORS):
        return ()
    rows = Contribution.objects.filter(person__account__user=user)
    related = ("institution", "school_year")
    found = list(rows.select_related(*related).order_by("school_year__starts_on", "pk"))
    return tuple(one for one in _owed(found) if one.due_on and one.due_on - AHEAD <= on)


def _owed(rows: list[Contribution]) -> Iterator[Owed]:
    latest = {(row.institution_id, row.commission): row for row in rows}
    for row in rows:
        if row.submitted_at is None:
            yield _of(row, contributing.due_on(row.school_year), row.school_year.name, row.pk)
    for row in latest.values():
        if row.submitted_at is not None:
            due = contributing.due_on(row.school_year)
            year = row.school_year.ends_on.year
            yield _of(row, due.replace(year=due.year + 1), f"{year}/{year + 1}")


def _of(row: Contribution, due_on: date, year: str, number: int | None = None) -> Owed:
    told = gettext("Own self-evaluation for %(year)s") % {"year": wording.school_year(year)}
    return Owed(
        organisation_id=row.institution_id,
        organisation=row.institution.name,
        due_on=due_on,
        page="selfevaluation:own_write" if number else "selfevaluation:contribute",
        of=(number,) if number else (),
        sentence=f"{told} · {row.commission}" if row.commission else told,
    )
