"""Which section this room gives to the readiness report: what was held, and whom it reached."""

from pathlib import Path

from django.utils.translation import gettext_noop as _

from gaisma.evidence.reports.sections import Column, ReportSection, ReportTable

# The report speaks of the school year that ends.
THEN = {"at": "ending"}

SAFETY = ReportSection(
    key="wellbeing.activities",
    order=40,
    report="readiness",
    chapter="prevention",
    title=_("Safety, career guidance and the state language"),
    narratives=Path(__file__).parent / "narratives",
    tables=(
        ReportTable(
            key="safety",
            title=_("Safety activities by their kind"),
            by=("activity_kind",),
            within=THEN,
            columns=(
                Column(_("Activities"), "safety.activities"),
                Column(_("Learners reached"), "safety.learners"),
            ),
        ),
        ReportTable(
            key="career",
            title=_("Career guidance by its kind"),
            by=("activity_kind",),
            within=THEN,
            columns=(
                Column(_("Activities"), "career.activities"),
                Column(_("Learners reached"), "career.learners"),
            ),
        ),
        ReportTable(
            key="language",
            title=_("Support for learning the state language by its kind"),
            by=("activity_kind",),
            within=THEN,
            columns=(Column(_("Hours"), "language_support.hours"),),
        ),
    ),
)

SECTIONS = [SAFETY]
