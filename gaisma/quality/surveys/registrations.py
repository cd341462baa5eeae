"""What this room offers to others."""

from django.utils.translation import gettext_noop

from gaisma.base.backups import AfterRestore, LeftOut
from gaisma.base.navigation import QUALITY, NavigationEntry
from gaisma.quality.surveys import (
    codes,
    duties,
    evidence,
    facts,
    indicators,
    latest,
    questionnaires,
    report,
    result_facts,
    usages,
    workflow,
)
from gaisma.quality.surveys.actions import moving

DUTIES = duties.DUTIES
WORKFLOWS = [workflow.SURVEY]
FACTS = [*facts.FACTS, *result_facts.FACTS]
INDICATORS = [
    indicators.responses,
    indicators.response_rate,
    indicators.share,
    indicators.told,
]
EVIDENCE_OFFERS = evidence.OFFERS
REPORT_SECTIONS = report.SECTIONS
TITLES = facts.TITLES
WAVES = latest.WAVES
BEGINNINGS = questionnaires.BEGINNINGS
INSTRUMENT_USAGES = usages.USAGES
LEFT_OUT_OF_BACKUPS = [
    LeftOut("surveys_letter", "addresses that wait for a letter: they are given again"),
]
AFTER_RESTORE = [AfterRestore("box-of-answers", moving.begin_anew)]
UNDER_KEYS = codes.UNDER_KEYS
NAVIGATION = [
    NavigationEntry(
        "surveys", gettext_noop("Surveys"), "surveys:list", QUALITY, "surveys.see", order=55
    ),
]
