"""What this room offers to others."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Max
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext, gettext_noop

from gaisma.base import access, wording
from gaisma.base.duties import Duty, Owed
from gaisma.base.models import User
from gaisma.base.navigation import QUALITY, NavigationEntry
from gaisma.base.permissions import OFFICIALS
from gaisma.evidence.figures.declarations import Name, RecordsColumn
from gaisma.quality.inspections import (
    facts,
    indicators,
    permissions,
    privacy,
    questionnaires,
    report,
    workflow,
)
from gaisma.quality.inspections.models import Defect, Inspection
from gaisma.quality.inspections.workflow import ACKNOWLEDGED, FILLED, PLANNED, SIGNED
from gaisma.record.instruments.usages import InstrumentUsages, Usage

AHEAD = timedelta(days=7)
"""So long before its day a duty is told."""
TO_READ = timedelta(days=5)
"""So long after it was signed an act is to be acknowledged."""
LONGEST = 120


def inspections_owed(user: User, on: date) -> tuple[Owed, ...]:
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


def defects_owed(user: User, on: date) -> tuple[Owed, ...]:
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
    if row.due_on - AHEAD > on or not permissions.may_mend(row, user):
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
    Duty("inspections", gettext_noop("Inspection of readiness"), inspections_owed),
    Duty("defects", gettext_noop("Defects to be mended"), defects_owed),
]


def inspection_names(ids: Collection[int]) -> dict[int, Name]:
    """The institution and the day."""
    found = Inspection.objects.filter(pk__in=ids).select_related("institution")
    return {
        one.pk: Name(f"{one.institution.name} · {wording.day(one.on)}", one.pk) for one in found
    }


def defect_names(ids: Collection[int]) -> dict[int, Name]:
    """What is to be mended, and where."""
    rows = Defect.objects.filter(pk__in=ids).values_list("pk", "what", "place")
    return {pk: Name(f"{what} · {place}", pk) for pk, what, place in rows}


def open_inspections(user: User) -> Collection[int]:
    """Those of the institutions that the person inspects or leads."""
    return Inspection.objects.visible_to(user).values_list("pk", flat=True)


def open_defects(user: User) -> Collection[int]:
    """Those that the person is told of."""
    return Defect.objects.visible_to(user).values_list("pk", flat=True)


def inspection_pages(user: User, ids: Collection[int]) -> dict[int, str]:
    """The pages of inspections that the person opens."""
    seen = Inspection.objects.visible_to(user).filter(pk__in=ids).values_list("pk", flat=True)
    return {pk: reverse("inspections:inspection", args=[pk]) for pk in seen}


def defect_pages(user: User, ids: Collection[int]) -> dict[int, str]:
    """The pages of defects that the person is told of."""
    seen = Defect.objects.visible_to(user).filter(pk__in=ids).values_list("pk", flat=True)
    return {pk: reverse("inspections:defect", args=[pk]) for pk in seen}


RECORDS_COLUMNS = [
    RecordsColumn(
        "inspection",
        gettext_noop("Inspection"),
        "inspections.Inspection",
        inspection_names,
        open_to=open_inspections,
        pages=inspection_pages,
    ),
    RecordsColumn(
        "defect",
        gettext_noop("Defect"),
        "inspections.Defect",
        defect_names,
        open_to=open_defects,
        pages=defect_pages,
    ),
]


READINESS = gettext_noop("Inspections of readiness")


def usages(user: User, instrument_id: int) -> tuple[Usage, ...]:
    """The number of inspections that the person sees, with the page that lists them."""
    asking = Inspection.objects.visible_to(user).filter(version__instrument=instrument_id)
    number = asking.count()
    if not number:
        return ()
    return (Usage(gettext(READINESS), reverse("inspections:list"), wording.number(number)),)


INSTRUMENT_USAGES = [InstrumentUsages("inspections", READINESS, usages)]


FACTS = facts.FACTS
INDICATORS = [indicators.planned, indicators.inspections, indicators.defects]

REPORT_SECTIONS = report.SECTIONS
BEGINNINGS = questionnaires.BEGINNINGS


WORKFLOWS = [workflow.INSPECTION]
RETENTION = privacy.RETENTION
NAVIGATION = [
    NavigationEntry(
        "inspections",
        gettext_noop("Inspections of readiness"),
        "inspections:list",
        QUALITY,
        "inspections.see",
        order=80,
    ),
]
