"""What this room gives to the readiness report: evaluations, and what follows from the whole.

The chapter on monitoring goes from data to what they say together. Its data stand in the sections
of observations, surveys and evaluations; the last section holds them against each other.
"""

from pathlib import Path

from django.utils.translation import gettext_noop as _

from gaisma.evidence.reports.sections import Column, ReportChart, ReportSection, ReportTable

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

EVALUATIONS = ReportSection(
    key="evaluations.found",
    order=30,
    report="readiness",
    chapter="monitoring",
    title=_("What evaluations found"),
    narratives=NARRATIVES,
    tables=(KINDS, LEVELS, UNIFIED, HEADS),
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
