"""Which sections this room gives to the readiness report: the network of institutions."""

from pathlib import Path

from django.utils.translation import gettext_noop as _

from gaisma.evidence.reports.sections import Column, ReportSection, ReportTable, Shows

NARRATIVES = Path(__file__).parent / "narratives"

NETWORK = ReportSection(
    key="institutions.network",
    order=10,
    report="readiness",
    chapter="institutions",
    title=_("Institutions and their founders"),
    narratives=NARRATIVES,
    tables=(
        ReportTable(
            key="kinds",
            title=_("Institutions by kind and founder"),
            by=("institution_kind",),
            columns=(
                Column(_("Of the municipality"), "institutions.count", {"founder": "municipality"}),
                Column(_("Of the state"), "institutions.count", {"founder": "state"}),
                Column(_("Private"), "institutions.count", {"founder": "private"}),
                Column(_("Total"), "institutions.count"),
            ),
        ),
    ),
)
STATUSES = ReportSection(
    key="institutions.statuses",
    order=20,
    report="readiness",
    chapter="institutions",
    title=_("Statuses"),
    narratives=NARRATIVES,
    tables=(
        ReportTable(
            key="statuses",
            title=_("Institutions that hold a status"),
            by=("status",),
            names="institution",
            total=False,
            within={"at": "day"},
            columns=(
                Column(_("How many"), "institutions.with_status"),
                Column(_("Institutions"), "institutions.with_status", shows=Shows.NAMES),
            ),
        ),
    ),
)
MERGED = ReportSection(
    key="institutions.merged",
    order=30,
    report="readiness",
    chapter="institutions",
    title=_("Institutions taken over by others"),
    narratives=NARRATIVES,
    tables=(
        ReportTable(
            key="merged",
            title=_("Institutions taken over by others this year"),
            by=("institution_kind",),
            names="institution",
            within={"at": "start"},
            columns=(
                Column(_("How many"), "institutions.merged"),
                Column(_("Institutions"), "institutions.merged", shows=Shows.NAMES),
            ),
        ),
    ),
)

SECTIONS = [NETWORK, STATUSES, MERGED]
