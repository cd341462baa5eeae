"""Which sections this room gives to the readiness report: exams, monitoring, the state language."""

from collections.abc import Mapping
from pathlib import Path

from django.utils.translation import gettext_noop as _

from gaisma.evidence.reports.sections import Column, ReportChart, ReportSection, ReportTable
from gaisma.quality.assessments.terms import (
    GENERAL,
    HIGHER,
    MONITORING,
    OPTIMAL,
    PILOT,
    STATE,
    STATE_EXAM,
)

NARRATIVES = Path(__file__).parent / "narratives"
# The report speaks of the school year that ends.
THEN = {"at": "ending"}
SAT, MEAN = "assessments.learners", "assessments.mean_percent"
BELOW, AGAIN = "assessments.below_threshold", "assessments.second_failures"
GRADE_9 = {**THEN, "assessment_kind": STATE_EXAM, "grade": "9"}
OF_LEVELS = {"level": f"{GENERAL}|{OPTIMAL}|{HIGHER}"}
SECONDARY = {**THEN, "assessment_kind": STATE_EXAM, **OF_LEVELS}
CITY = {**THEN, "assessment_kind": MONITORING}
PILOTS = {**THEN, "assessment_kind": PILOT}
OF_LATVIAN = {**CITY, "subject": "Latvian"}
RESULTS = (Column(_("Learners"), SAT), Column(_("Mean result"), MEAN))
BESIDE = (
    *RESULTS,
    Column(_("Mean of the state"), "assessments.reference_percent", {"reference": STATE}),
)
"""A result beside that of the state."""
FAILED = (Column(_("Learners"), SAT), Column(_("Below the threshold"), BELOW))


def means(
    key: str,
    title: str,
    by: tuple[str, ...],
    within: Mapping[str, str],
    columns: tuple[Column, ...] = BESIDE,
) -> ReportTable:
    """Means; of several papers there is none in all."""
    return ReportTable(key=key, title=title, by=by, within=within, columns=columns, total=False)


def below(
    key: str,
    title: str,
    by: tuple[str, ...],
    within: Mapping[str, str],
    columns: tuple[Column, ...] = FAILED,
) -> ReportTable:
    """Who is below the threshold; in all each counts once, in however many papers it is."""
    return ReportTable(key=key, title=title, by=by, within=within, columns=columns)


EXAMS = ReportSection(
    key="assessments.exams",
    order=10,
    report="readiness",
    chapter="results",
    title=_("State exams"),
    narratives=NARRATIVES,
    tables=(
        means("grade-9", _("State exams of grade 9 by subject"), ("subject",), GRADE_9),
        below(
            "grade-9-below",
            _("Grade 9: learners below the threshold by subject"),
            ("subject",),
            GRADE_9,
            (*FAILED, Column(_("Below it again"), AGAIN)),
        ),
        means(
            "secondary",
            _("State exams of secondary education by subject and level"),
            ("subject", "level"),
            SECONDARY,
        ),
        below(
            "secondary-below",
            _("Secondary education: learners below the threshold by subject and level"),
            ("subject", "level"),
            SECONDARY,
        ),
    ),
    charts=(
        ReportChart(
            key="grade-9",
            title=_("Means of the state exams of grade 9 beside those of the state, percent"),
            table="grade-9",
            columns=(1, 2),
        ),
    ),
)
TESTS = ReportSection(
    key="assessments.monitoring",
    order=20,
    report="readiness",
    chapter="results",
    title=_("Monitoring and pilot exams"),
    narratives=NARRATIVES,
    tables=(
        means(
            "basic",
            _("City monitoring by grade"),
            ("assessment", "grade"),
            {**CITY, "grade": "1|2|3|4|5|6|7|8|9"},
            RESULTS,
        ),
        means(
            "secondary",
            _("Monitoring in secondary education by subject and level"),
            ("subject", "level"),
            {**CITY, **OF_LEVELS},
        ),
        means("pilots", _("Pilot exams"), ("assessment",), PILOTS, RESULTS),
    ),
)
LANGUAGE = ReportSection(
    key="assessments.language",
    order=30,
    report="readiness",
    chapter="results",
    title=_("Skills of the state language"),
    narratives=NARRATIVES,
    tables=(
        ReportTable(
            key="stages",
            title=_("Monitoring of Latvian: learners on a low level by stage"),
            by=("stage",),
            within=OF_LATVIAN,
            columns=(
                Column(_("Learners"), SAT),
                Column(_("On a low level"), "assessments.low_language_level"),
            ),
        ),
        ReportTable(
            key="bands",
            title=_("Monitoring of Latvian: levels by grade"),
            by=("grade", "band"),
            within=OF_LATVIAN,
            columns=(Column(_("Learners"), "assessments.in_band"),),
            total=False,
        ),
    ),
)
CONDITIONS = ReportSection(
    key="assessments.conditions",
    order=40,
    report="readiness",
    chapter="results",
    title=_("Results by language of instruction and special programme"),
    narratives=NARRATIVES,
    tables=(
        below(
            "languages",
            _("Grade 9: learners below the threshold by language of instruction"),
            ("language",),
            GRADE_9,
        ),
    ),
)

SECTIONS = [EXAMS, TESTS, LANGUAGE, CONDITIONS]
