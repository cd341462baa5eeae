"""What this room gives to the readiness report: evaluations, and what follows from the whole.

The chapter on monitoring goes from data to what they say together. Its data stand in the sections
of observations, surveys and evaluations; the last section holds them against each other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.utils.translation import gettext_noop as _

from gaisma.analytics.moments import school_year_of
from gaisma.base import wording
from gaisma.base.models import Installation
from gaisma.base.sorting import natural
from gaisma.evidence.reports.sections import (
    Column,
    PrintedLine,
    RecordTable,
    ReportChart,
    ReportSection,
    ReportTable,
)
from gaisma.quality.selfevaluation import scales
from gaisma.quality.selfevaluation.models import Passage
from gaisma.quality.selfevaluation.tables import CHAPTER
from gaisma.record.instruments.questionnaire import Item, Questionnaire

NARRATIVES = Path(__file__).parent / "narratives"
# The report speaks of the school year that ends.
THEN = {"at": "ending"}
COUNT, OWN = "evaluations.count", {"kind": "self-evaluation"}

KINDS = ReportTable(
    key="kinds",
    title=_("Evaluations of the school year by kind of institution"),
    by=("institution_kind",),
    within=THEN,
    columns=(
        Column(_("Self-evaluations"), COUNT, OWN),
        Column(_("Visits from outside"), COUNT, {"kind": "external visit"}),
        Column(_("Appraisals of leadership"), COUNT, {"kind": "appraisal"}),
    ),
)
LEVELS = ReportTable(
    key="levels",
    title=_("Self-evaluations in which a criterion of the area has the level"),
    by=("area",),
    within={**OWN, **THEN},
    columns=(
        Column(_("Excellent"), COUNT, {"level": "excellent"}),
        Column(_("Very good"), COUNT, {"level": "very good"}),
        Column(_("Good"), COUNT, {"level": "good"}),
        Column(_("Needs improvement"), COUNT, {"level": "needs improvement"}),
    ),
    total=False,
)
UNIFIED = ReportTable(
    key="unified",
    title=_("Schools on the way to the unified school, as found from outside"),
    by=("instrument",),
    within={"kind": "external visit|appraisal", **THEN},
    columns=(
        Column(_("Meets the demands"), COUNT, {"level": "meets"}),
        Column(_("Partly"), COUNT, {"level": "partly"}),
        Column(_("Does not"), COUNT, {"level": "does not"}),
    ),
    total=False,
)
HEADS = ReportTable(
    key="heads",
    title=_("Heads appraised in the school year by level"),
    by=("level",),
    within=THEN,
    columns=(Column(_("Heads appraised"), "appraisals.count"),),
)

NAMES = ("excellent", "very good", "good", "needs improvement")
"""Levels as figures call them, in the order of the columns."""


@dataclass(frozen=True)
class Criterion:
    """A criterion of a framework, and the institutions by the level that they gave themselves."""

    framework: Questionnaire
    item: Item
    institutions: Mapping[str, Sequence[str]]


def published(_school_year: str, as_of: date) -> list[Criterion]:
    """By criterion, which institutions gave themselves which level.

    What is published anybody reads on the institution's own page; what is only signed stays with
    those who may open it, and is counted for the whole city alone.
    """
    known = {one.id: one for one in scales.known()}
    criteria = {
        asked.text(item.label, scales.NAMED_IN): (asked, item)
        for asked in (one.asked for one in known.values())
        for item in asked.items
    }
    municipality = f"{Installation.current().municipality} "
    passages = Passage.objects.exclude(place=CHAPTER).exclude(level="")
    found = passages.filter(
        evaluation__published_on__lte=as_of, evaluation__school_year__name=school_year_of(as_of)
    ).select_related("evaluation__institution")
    names: dict[str, dict[str, list[str]]] = {}
    for one in found.order_by("pk"):
        asked = known[one.evaluation.version_id].asked
        level = scales.level_names(asked).get(one.level, one.level).lower()
        for criterion in filter(None, (scales.criterion_of(asked, name) for name in one.names)):
            by_level = names.setdefault(asked.text(criterion.label, scales.NAMED_IN), {})
            # Beside the municipality's other institutions its name need not stand before each.
            called = one.evaluation.institution.name.removeprefix(municipality)
            by_level.setdefault(level, []).append(called)
    return [
        Criterion(*criteria[name], institutions=names[name]) for name in criteria if name in names
    ]


def _criterion(row: Criterion) -> PrintedLine:
    named = row.framework.text(row.item.label, wording.language())
    levels = (sorted(set(row.institutions.get(level, ())), key=natural) for level in NAMES)
    return named, *(", ".join(institutions) or "–" for institutions in levels)


PUBLISHED = RecordTable(
    key="published",
    title=_("Levels of criteria in the self-evaluations that institutions have published"),
    columns=(_("Criterion"), _("Excellent"), _("Very good"), _("Good"), _("Needs improvement")),
    rows=published,
    line=_criterion,
)

EVALUATIONS = ReportSection(
    key="evaluations.found",
    order=30,
    report="readiness",
    chapter="monitoring",
    title=_("What evaluations found"),
    narratives=NARRATIVES,
    tables=(KINDS, LEVELS, UNIFIED, HEADS),
    printed=(PUBLISHED,),
    charts=(
        ReportChart(
            key="levels",
            title=_("The highest and the lowest level in self-evaluations by area"),
            table="levels",
            columns=(0, 3),
        ),
    ),
)
ANALYSIS = ReportSection(
    key="monitoring.analysis",
    order=40,
    report="readiness",
    chapter="monitoring",
    title=_("Analysis: what the data say together"),
    narratives=NARRATIVES,
)
SECTIONS = [EVALUATIONS, ANALYSIS]
