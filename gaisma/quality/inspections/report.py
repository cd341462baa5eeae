"""Which section this room gives to the readiness report: what the inspections came to."""

from pathlib import Path

from django.utils.translation import gettext_noop as _

from gaisma.evidence.reports.sections import Column, ReportSection, ReportTable

NARRATIVES = Path(__file__).parent / "narratives"
OF_THE_MUNICIPALITY = {"founder": "municipality"}
COUNT, DEFECTS = "inspections.count", "inspections.defects"

TECHNICAL = ReportSection(
    key="inspections.readiness",
    order=10,
    report="readiness",
    chapter="technical",
    title=_("Inspections before the school year"),
    narratives=NARRATIVES,
    tables=(
        ReportTable(
            key="kinds",
            title=_("Inspections of the municipality's institutions by kind"),
            by=("institution_kind",),
            within=OF_THE_MUNICIPALITY,
            columns=(
                Column(_("Planned"), "inspections.planned"),
                Column(_("Inspected"), COUNT),
            ),
        ),
        ReportTable(
            key="results",
            title=_("Inspections of the municipality's institutions by result"),
            by=("result",),
            within=OF_THE_MUNICIPALITY,
            columns=(Column(_("Inspected"), COUNT),),
        ),
        ReportTable(
            key="defects",
            title=_("Defects found by these inspections, by severity and how far they are mended"),
            by=("severity",),
            within=OF_THE_MUNICIPALITY,
            columns=(
                Column(_("To mend"), DEFECTS, {"defect_state": "open"}),
                Column(_("Overdue"), DEFECTS, {"defect_state": "overdue"}),
                Column(_("Reported as mended"), DEFECTS, {"defect_state": "mended"}),
                Column(_("Mended and checked"), DEFECTS, {"defect_state": "checked"}),
            ),
        ),
    ),
)

SECTIONS = [TECHNICAL]
