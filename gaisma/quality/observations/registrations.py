"""What this room offers to others."""

from django.utils.translation import gettext_noop

from gaisma.base.navigation import QUALITY, NavigationEntry
from gaisma.quality.observations import (
    appointments,
    criteria,
    duties,
    evidence,
    facts,
    indicators,
    privacy,
    questionnaires,
    report,
    subjects,
    usages,
    workflow,
)

FACTS = facts.FACTS
INDICATORS = [
    indicators.observations,
    indicators.share_meeting,
    indicators.share_answering,
    indicators.teachers_observed,
    indicators.share_of_teachers,
]
EVIDENCE_OFFERS = evidence.OFFERS
REPORT_SECTIONS = report.SECTIONS
SUBJECTS = subjects.SUBJECTS
TITLES = criteria.TITLES
BEGINNINGS = questionnaires.BEGINNINGS
PERSONAL_DATA = privacy.PERSONAL_DATA
RETENTION = privacy.RETENTION
MERGE_OBSTACLES = privacy.MERGE_OBSTACLES
DUTIES = duties.DUTIES
WORKFLOWS = [workflow.OBSERVATION]
APPOINTMENTS = appointments.APPOINTMENTS
INSTRUMENT_USAGES = usages.USAGES
NAVIGATION = [
    NavigationEntry(
        "observations",
        gettext_noop("Lesson observations"),
        "observations:list",
        QUALITY,
        "observations.see",
        order=50,
    ),
]
