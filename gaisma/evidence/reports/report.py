"""The reports that can be built, and what this room itself gives to them."""

from pathlib import Path

from django.utils.translation import gettext_noop as _

from gaisma.evidence.reports.sections import Chapter, ReportKind, ReportSection

READINESS = ReportKind(
    key="readiness",
    title=_("Readiness report"),
    heading=_(
        "Report of %(authority)s on the readiness of the education institutions for the "
        "%(school_year)s"
    ),
    chapters=(
        Chapter("brief", _("Summary")),
        Chapter("governance", _("Decisions and councils")),
        Chapter("institutions", _("The network of institutions")),
        Chapter("preschool", _("Preschool education")),
        Chapter("school", _("General education")),
        Chapter("interest", _("Interest education")),
        Chapter("staff", _("Teachers and staff")),
        Chapter("vacancies", _("Vacancies")),
        Chapter("technical", _("Technical readiness")),
        Chapter("monitoring", _("Monitoring of quality")),
        Chapter("results", _("Tests and exams")),
        Chapter("prevention", _("Prevention of early leaving")),
        Chapter("challenges", _("Challenges of the year")),
        Chapter("calendar", _("Calendar of the autumn")),
    ),
)

SUMMARY = ReportSection(
    key="brief.figures",
    order=10,
    report="readiness",
    chapter="brief",
    title=_("Key figures"),
    narratives=Path(__file__).parent / "narratives",
    template="reports/brief.html",
)
