"""What this room offers to others."""

from django.utils.translation import gettext_noop

from gaisma.base.navigation import RECORD, NavigationEntry
from gaisma.record.organisations.actions.institutions import TakeOver
from gaisma.record.programmes import (
    evidence,
    facts,
    imports,
    indicators,
    privacy,
    report,
    subjects,
    titles,
    visibility,
    workflow,
)
from gaisma.record.programmes.actions import programmes
from gaisma.record.programmes.queries import of_institution, pages

FACTS = facts.FACTS
INDICATORS = [
    indicators.learners,
    indicators.learners_change,
    indicators.groups,
    indicators.groups_change,
    indicators.within_limits,
    indicators.free_places,
    indicators.taken_places,
    indicators.programmes,
    indicators.queue,
]
TAKEOVERS = [TakeOver("programmes", programmes.take_over, imports.offer.plan_take_over)]
EVIDENCE_OFFERS = evidence.OFFERS
REPORT_SECTIONS = report.SECTIONS
SUBJECTS = subjects.SUBJECTS
WORKFLOWS = [workflow.TRANSFER]
TITLES = titles.TITLES
TABLE_KINDS = imports.TABLE_KINDS
PERSONAL_DATA = privacy.PERSONAL_DATA
RETENTION = privacy.RETENTION
SIGHTS = visibility.SIGHTS
MERGE_OBSTACLES = privacy.MERGE_OBSTACLES
PERSON_PARTS = pages.PARTS
INSTITUTION_PARTS = of_institution.INSTITUTION_PARTS
NAVIGATION = [
    NavigationEntry(
        "learners",
        gettext_noop("Learners"),
        "programmes:learners",
        RECORD,
        "programmes.see_learners",
        order=20,
    ),
    NavigationEntry(
        "groups",
        gettext_noop("Groups"),
        "programmes:groups",
        RECORD,
        "programmes.see_groups",
        order=30,
    ),
    NavigationEntry(
        "queue",
        gettext_noop("Queue for places"),
        "programmes:queue",
        RECORD,
        "programmes.see_queue",
        order=50,
    ),
]
