"""Which sections this room gives to the readiness report: the network of institutions."""

from datetime import date
from pathlib import Path

from django.utils.translation import gettext_noop as _

from gaisma.base import wording
from gaisma.base.wording import school_years
from gaisma.evidence.reports.sections import (
    Column,
    InOwnLanguage,
    PrintedLine,
    RecordTable,
    ReportSection,
    ReportTable,
    Shows,
)
from gaisma.record.organisations.models import Succession

NARRATIVES = Path(__file__).parent / "narratives"


def successors(school_year: str, _as_of: date) -> list[Succession]:
    """Who was taken over by whom in the calendar year until the school year begins."""
    start = school_years.years(school_year)[0]
    found = Succession.objects.filter(on__year=start, on__lte=date(start, 9, 1))
    return list(found.select_related("institution", "successor").order_by("on", "pk"))


def _succession(one: Succession) -> PrintedLine:
    return (
        one.institution.name,
        one.successor.name,
        InOwnLanguage(_decided(one), told=False),
        wording.day(one.on),
    )


def _decided(one: Succession) -> str:
    day = wording.day(one.decided_on) if one.decided_on else ""
    return ", ".join(word for word in (one.decision, day) if word)


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
    printed=(
        RecordTable(
            key="successors",
            title=_("Institutions taken over by others this year, and their successors"),
            columns=(_("Institution"), _("Successor"), _("Decision"), _("In force from")),
            rows=successors,
            line=_succession,
        ),
    ),
)

SECTIONS = [NETWORK, STATUSES, MERGED]
