"""What this room offers to others."""

from collections.abc import Collection

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, gettext_noop

from gaisma.base.models import User
from gaisma.base.navigation import QUALITY, NavigationEntry
from gaisma.evidence.figures.declarations import Name, Offer, RecordsColumn, Titles
from gaisma.quality.assessments import (
    facts,
    imports,
    indicators,
    permissions,
    privacy,
    report,
    terms,
    workflow,
)
from gaisma.quality.assessments.models import Result
from gaisma.quality.assessments.queries.support import LITTLE


def result_names(ids: Collection[int]) -> dict[int, Name]:
    """The learner and the paper; who is told follows from `open_results`."""
    rows = Result.objects.filter(pk__in=ids).select_related("person", "paper__subject")
    return {
        one.pk: Name(f"{one.person} · {one.paper}", one.person_id, short=str(one.person))
        for one in rows
    }


def open_results(user: User) -> Collection[int]:
    """Those of learners whom the person teaches or leads: not the founder's nor the auditor's."""
    return frozenset(Result.objects.visible_to(user).values_list("pk", flat=True))


def result_pages(user: User, ids: Collection[int]) -> dict[int, str]:
    """The pages of results that the person opens."""
    seen = Result.objects.visible_to(user).filter(pk__in=ids).values_list("pk", flat=True)
    return {pk: reverse("assessments:result", args=[pk]) for pk in seen}


RECORDS_COLUMNS = [
    RecordsColumn(
        "result",
        gettext_noop("Result"),
        "people.Person",
        result_names,
        is_personal=True,
        open_to=open_results,
        pages=result_pages,
    ),
]


def levels(language: str) -> dict[str, str]:
    """Levels of content."""
    with translation.override(language):
        return {code: gettext(title) for code, title in terms.LEVELS.items()}


def references(language: str) -> dict[str, str]:
    """Whose a reference value is."""
    with translation.override(language):
        return {code: gettext(title) for code, title in terms.REFERENCES.items()}


def skills(language: str) -> dict[str, str]:
    """Skills by their usual codes; others are called as papers name them."""
    with translation.override(language):
        return {code: gettext(title) for code, title in terms.SKILLS.items()}


TITLES = [
    Titles("skill", skills),
    Titles("assessment", facts.assessment_titles),
    Titles("band", facts.band_titles),
    Titles("reference", references),
    Titles("level.content", levels, dimension="level"),
]

EXAMS = ("exam_achievement", "competence")
TESTS = ("everyday_achievement", "competence", "assessment")
EVIDENCE_OFFERS = [
    *(
        Offer(f"exams-{key}", indicator, EXAMS, {"assessment_kind": terms.STATE_EXAM}, order)
        for key, indicator, order in (
            ("sat", "assessments.learners", 30),
            ("mean", "assessments.mean_percent", 31),
            ("below", "assessments.below_threshold", 32),
        )
    ),
    *(
        Offer(f"tests-{key}", indicator, TESTS, {"assessment_kind": terms.MONITORING}, order)
        for key, indicator, order in (
            ("sat", "assessments.learners", 33),
            ("mean", "assessments.mean_percent", 34),
        )
    ),
    Offer("low-language", "assessments.low_language_level", (*TESTS, "differentiation"), order=35),
]

FACTS = facts.FACTS
INDICATORS = indicators.INDICATORS
REPORT_SECTIONS = report.SECTIONS
TABLE_KINDS = imports.TABLE_KINDS
PERSONAL_DATA = privacy.PERSONAL_DATA
RETENTION = privacy.RETENTION
MERGE_OBSTACLES = privacy.MERGE_OBSTACLES
WORKFLOWS = [workflow.ASSESSMENT, workflow.RESULT]
THRESHOLDS = [LITTLE]
NAVIGATION = [
    NavigationEntry(
        "assessments",
        gettext_noop("Tests and exams"),
        "assessments:list",
        QUALITY,
        permissions.SEE,
        order=60,
    ),
]
