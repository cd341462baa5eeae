"""What this room offers to others."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from gaisma.base import wording
from gaisma.base.models import User
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
    workflow,
)
from gaisma.quality.selfevaluation.models import Appraisal, Contribution, Finding, SelfEvaluation
from gaisma.record.instruments.usages import InstrumentUsages, Usage

ASKING: tuple[tuple[Any, str, str], ...] = (
    (SelfEvaluation, gettext_noop("Self-evaluation"), "selfevaluation:list"),
    (Contribution, gettext_noop("Own self-evaluations"), "selfevaluation:contributions"),
    (Finding, gettext_noop("Evaluations from outside"), "selfevaluation:findings"),
    (Appraisal, gettext_noop("Appraisal of heads"), "selfevaluation:appraisals"),
)
"""What is evaluated, and the page that lists it."""


def usages(user: User, instrument_id: int) -> tuple[Usage, ...]:
    """How many of each kind the person sees, of those that ask the instrument."""
    numbers = (
        (model.objects.visible_to(user).filter(version__instrument=instrument_id).count(), *rest)
        for model, *rest in ASKING
    )
    return tuple(
        Usage(gettext(title), reverse(page), wording.number(number))
        for number, title, page in numbers
        if number
    )


INSTRUMENT_USAGES = [InstrumentUsages("evaluations", gettext_noop("Evaluations"), usages)]


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
