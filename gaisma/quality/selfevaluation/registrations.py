"""What this room offers to others."""

from django.utils.translation import gettext_noop

from gaisma.base.navigation import QUALITY, NavigationEntry
from gaisma.evidence.figures.titles import Titles
from gaisma.quality.selfevaluation import (
    duties,
    facts,
    indicators,
    policies,
    privacy,
    questionnaires,
    report,
    scales,
    usages,
    workflow,
)

FACTS = facts.FACTS
INDICATORS = [indicators.evaluations, indicators.appraisals]
TITLES = [
    Titles("instrument", scales.instrument_titles),
    Titles("level", scales.level_titles),
    Titles("area", scales.area_titles),
]
REPORT_SECTIONS = report.SECTIONS
BEGINNINGS = questionnaires.BEGINNINGS
PERSONAL_DATA = privacy.PERSONAL_DATA
RETENTION = privacy.RETENTION
MERGE_OBSTACLES = privacy.MERGE_OBSTACLES
DUTIES = duties.DUTIES
INSTRUMENT_USAGES = usages.USAGES
WORKFLOWS = [workflow.EVALUATION]
THRESHOLDS = [policies.JUNE_DAY, policies.AUGUST_DAY]
NAVIGATION = [
    NavigationEntry(
        "selfevaluation",
        gettext_noop("Self-evaluation"),
        "selfevaluation:list",
        QUALITY,
        "selfevaluation.see",
        order=60,
    ),
    NavigationEntry(
        "appraisals",
        gettext_noop("Appraisal of heads"),
        "selfevaluation:appraisals",
        QUALITY,
        "appraisals.see",
        order=70,
    ),
]
