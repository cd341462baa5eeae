"""What this room offers to others."""

from datetime import date

from django.utils.translation import gettext, gettext_noop

from gaisma.base import access
from gaisma.base.duties import Duty, Owed
from gaisma.base.models import User
from gaisma.base.navigation import QUALITY, NavigationEntry
from gaisma.evidence.figures.declarations import Offer
from gaisma.quality.socialemotional import (
    facts,
    imports,
    indicators,
    privacy,
    queries,
    report,
    workflow,
)
from gaisma.quality.socialemotional.permissions import ENTER, SEE


def lessons_owed(user: User, on: date) -> tuple[Owed, ...]:
    """Own classes that have held fewer lessons than are due."""
    if not access.may(user, ENTER):
        return ()
    lines = queries.class_lines(queries.own_groups(user, on=on), user, on=on)
    return tuple(
        Owed(
            organisation_id=line.group.institution_id,
            organisation=line.institution,
            due_on=None,
            page="socialemotional:class",
            of=(line.group.pk,),
            sentence=gettext(
                "%(class)s: social and emotional learning is behind, %(held)s of %(due)s lessons "
                "due by today"
            )
            % {"class": line.name, "held": line.lessons, "due": line.asked.due(line.on)},
        )
        for line in lines
        if line.is_behind
    )


DUTIES = [
    Duty(
        "socialemotional.lessons",
        gettext_noop("Lessons of social and emotional learning"),
        lessons_owed,
    ),
]
HELPED = ("wellbeing", "psychological_support", "personal_growth")
EVIDENCE_OFFERS = [
    Offer("social-emotional", "social_emotional.lessons", HELPED, order=40),
    Offer("families-talked", "social_emotional.families_talked", HELPED, order=41),
]
FACTS = facts.FACTS
INDICATORS = [indicators.lessons, indicators.classes_behind, indicators.families_talked]
TABLE_KINDS = imports.TABLE_KINDS
REPORT_SECTIONS = report.SECTIONS
PERSONAL_DATA = privacy.PERSONAL_DATA
RETENTION = privacy.RETENTION
WORKFLOWS = [workflow.LESSON, workflow.TALK]
NAVIGATION = [
    NavigationEntry(
        "socialemotional",
        gettext_noop("Social and emotional learning"),
        "socialemotional:places",
        QUALITY,
        SEE,
        order=96,
    ),
]
