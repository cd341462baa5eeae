"""What this room offers to others."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext, gettext_noop

from gaisma.analytics.safety_terms import AUTHORITY
from gaisma.base import access, wording
from gaisma.base.duties import Duty, Owed
from gaisma.base.models import User
from gaisma.base.navigation import QUALITY, NavigationEntry
from gaisma.base.permissions import OFFICIALS
from gaisma.evidence.figures.declarations import Name, RecordsColumn
from gaisma.quality.wellbeing import facts, imports, indicators, privacy, report, workflow
from gaisma.quality.wellbeing.models import SupportActivity
from gaisma.quality.wellbeing.permissions import AT_INSTITUTIONS, SEE
from gaisma.quality.wellbeing.workflow import AGREED, REQUESTED

LONGEST = 120
ANSWERED_WITHIN = timedelta(days=7)
"""So long before its planned day what is asked for should be agreed on or declined."""


def requests_owed(user: User, on: date) -> tuple[Owed, ...]:
    """What is asked for and waits for the one who arranges it."""
    told = gettext("Agree on it or decline: %(what)s")
    return tuple(
        _owed(row, row.planned_on - ANSWERED_WITHIN, told) for row in _arranged(user, REQUESTED)
    )


def held_owed(user: User, on: date) -> tuple[Owed, ...]:
    """What is agreed on for a day that has passed: it was held, or it was not."""
    told = gettext("Mark as held or call off: %(what)s")
    rows = _arranged(user, AGREED)
    return tuple(_owed(row, row.planned_on, told) for row in rows if row.planned_on < on)


def _arranged(user: User, state: str) -> Iterator[SupportActivity]:
    """Activities in the state that are the user's to arrange, by day."""
    officials = access.reach(user, *OFFICIALS)
    own = access.reach(user, *AT_INSTITUTIONS)
    if not officials and not own:
        return
    rows = SupportActivity.objects.filter(state=state, institution__in=officials | own)
    for row in rows.select_related("institution").order_by("planned_on", "pk"):
        if row.institution_id in (officials if row.arranged_by == AUTHORITY else own):
            yield row


def _owed(row: SupportActivity, due_on: date, told: str) -> Owed:
    return Owed(
        organisation_id=row.institution_id,
        organisation=row.institution.name,
        due_on=due_on,
        page="wellbeing:activity",
        of=(row.pk,),
        sentence=Truncator(told % {"what": row.called}).chars(LONGEST),
    )


DUTIES = [
    Duty("wellbeing.requests", gettext_noop("Activities asked for"), requests_owed),
    Duty("wellbeing.held", gettext_noop("Activities to mark as held"), held_owed),
]


def activity_names(ids: Collection[int]) -> dict[int, Name]:
    """What was done, and the day."""
    rows = SupportActivity.objects.filter(pk__in=ids)
    return {row.pk: Name(f"{capfirst(row.called)} · {wording.day(row.on)}", row.pk) for row in rows}


def open_activities(user: User) -> Collection[int]:
    """Those of institutions that the person leads, helps at or reviews."""
    return SupportActivity.objects.visible_to(user).values_list("pk", flat=True)


def activity_pages(user: User, ids: Collection[int]) -> dict[int, str]:
    """The pages of activities that the person opens."""
    seen = SupportActivity.objects.visible_to(user).filter(pk__in=ids)
    keys = seen.values_list("pk", flat=True)
    return {pk: reverse("wellbeing:activity", args=[pk]) for pk in keys}


RECORDS_COLUMNS = [
    RecordsColumn(
        "activity",
        gettext_noop("Activity"),
        "wellbeing.SupportActivity",
        activity_names,
        open_to=open_activities,
        pages=activity_pages,
    ),
]
FACTS = facts.FACTS
INDICATORS = [
    indicators.safety_activities,
    indicators.safety_learners,
    indicators.career_activities,
    indicators.career_learners,
    indicators.language_hours,
]
REPORT_SECTIONS = report.SECTIONS
RETENTION = privacy.RETENTION
TABLE_KINDS = imports.TABLE_KINDS
WORKFLOWS = [workflow.ACTIVITY]
NAVIGATION = [
    NavigationEntry(
        "wellbeing",
        gettext_noop("Safety and support"),
        "wellbeing:list",
        QUALITY,
        SEE,
        order=95,
    ),
]
