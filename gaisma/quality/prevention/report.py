"""Which sections this room gives to the readiness report: who was helped, what became of it, and
which children learn nowhere.
"""

from pathlib import Path

from django.utils.translation import gettext_noop as _

from gaisma.evidence.reports.sections import Column, ReportSection, ReportTable

NARRATIVES = Path(__file__).parent / "narratives"
# The report speaks of the school year that ends.
THEN = {"at": "ending"}
GIVEN = (
    Column(_("Learners"), "prevention.learners"),
    Column(_("Hours"), "prevention.hours"),
)

SUPPORT = ReportSection(
    key="prevention.support",
    order=20,
    report="readiness",
    chapter="prevention",
    title=_("Support to stay in education"),
    narratives=NARRATIVES,
    tables=(
        ReportTable(
            key="kinds",
            title=_("Support given by its kind"),
            by=("support_kind",),
            within=THEN,
            columns=GIVEN,
        ),
        ReportTable(
            key="fundings",
            title=_("Support given by who pays for it"),
            by=("funding",),
            within=THEN,
            columns=GIVEN,
        ),
        ReportTable(
            key="outcomes",
            title=_("What became of the support cases that were closed"),
            by=("case_outcome",),
            within=THEN,
            columns=(Column(_("Cases"), "prevention.outcomes"),),
        ),
    ),
)

OUTSIDE = ReportSection(
    key="prevention.outside",
    order=30,
    report="readiness",
    chapter="prevention",
    title=_("Children out of education"),
    narratives=NARRATIVES,
    tables=(
        ReportTable(
            key="ages",
            title=_("Children out of education by age"),
            by=("age_group",),
            columns=(Column(_("Children"), "out_of_education.count"),),
        ),
        ReportTable(
            key="tracings",
            title=_("Children out of education by what is known of them"),
            by=("tracing",),
            columns=(Column(_("Children"), "out_of_education.count"),),
        ),
    ),
)

SECTIONS = [SUPPORT, OUTSIDE]
