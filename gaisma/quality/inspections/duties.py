"""What is owed around inspections: they are held, acts read, defects mended and checked."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Max
from django.utils.text import Truncator
from django.utils.translation import gettext, gettext_noop

from gaisma.base import access
from gaisma.base.duties import Duty, Owed
from gaisma.base.models import User
from gaisma.base.permissions import OFFICIALS
from gaisma.quality.inspections import policies
from gaisma.quality.inspections.models import Defect, Inspection
from gaisma.quality.inspections.workflow import ACKNOWLEDGED, FILLED, PLANNED, SIGNED

AHEAD = timedelta(days=7)
"""So long before its day a duty is told."""
TO_READ = timedelta(days=5)
"""So long after it was signed an act is to be acknowledged."""
LONGEST = 120


def inspections(user: User, on: date) -> tuple[Owed, ...]:
    """Those that are to be held or signed by the authority, and acts that the head is to read."""
    rows = Inspection.objects.visible_to(user).exclude(state=ACKNOWLEDGED)
    official = access.reach(user, *OFFICIALS)
    found = rows.select_related("institution").annotate(signed_on=Max("acts__signed_on"))
    return tuple(_inspections(found.order_by("planned_on", "pk"), official, on))


def _inspections(rows: Iterable[Any], official: frozenset[int], on: date) -> Iterator[Owed]:
    for row in rows:
        is_theirs = row.institution_id in official
        if row.state == SIGNED:
            yield _owed(
                row, row.signed_on + TO_READ, gettext("Act of readiness: to be acknowledged")
            )
        elif is_theirs and row.state == FILLED:
            yield _owed(row, row.on, gettext("Act of readiness: to be signed"))
        elif is_theirs and row.state == PLANNED and row.planned_on - AHEAD <= on:
            yield _owed(row, row.planned_on, gettext("Inspection of readiness: to be held"))


def defects(user: User, on: date) -> tuple[Owed, ...]:
    """Defects that are near their day or past it, for who mends; mended ones, for who checks."""
    official = access.reach(user, *OFFICIALS)
    rows = Defect.objects.visible_to(user).filter(checked_on=None, inspection__acts__isnull=False)
    rows = rows.select_related("inspection__institution").order_by("due_on", "pk").distinct()
    return tuple(one for row in rows if (one := _mending(row, user, official, on)))


def _mending(row: Defect, user: User, official: frozenset[int], on: date) -> Owed | None:
    if row.mended_on:
        is_theirs = row.inspection.institution_id in official
        told = gettext("Defect to be checked: %(what)s")
        day = row.mended_on + AHEAD
        return _owed(row.inspection, day, told % {"what": row.what}) if is_theirs else None
    if row.due_on - AHEAD > on or not policies.may_mend(row, user):
        return None
    told = gettext("Defect to be mended: %(what)s")
    return _owed(row.inspection, row.due_on, told % {"what": row.what})


def _owed(inspection: Inspection, due_on: date, sentence: str) -> Owed:
    return Owed(
        organisation_id=inspection.institution_id,
        organisation=inspection.institution.name,
        due_on=due_on,
        page="inspections:inspection",
        of=(inspection.pk,),
        sentence=Truncator(sentence).chars(LONGEST),
    )


DUTIES = [
    Duty("inspections", gettext_noop("Inspection of readiness"), inspections),
    Duty("defects", gettext_noop("Defects to be mended"), defects),
]
