"""What was done with a report, from the audit."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from gaisma.base.models import AuditRecord
from gaisma.evidence.reports import overview, queries
from gaisma.evidence.reports.models import Report
from gaisma.evidence.reports.workflow import REPORT

LONGEST = 200


@dataclass(frozen=True)
class Happening:
    """One act: who, what, of which section, when."""

    at: datetime
    by: str
    act: str
    about: str


@dataclass(frozen=True)
class History:
    """The acts, the newest first."""

    title: str
    happenings: tuple[Happening, ...]
    tabs: tuple[overview.Tab, ...]


def history(report: Report) -> History:
    """What was done with the report."""
    rows = AuditRecord.objects.filter(
        action__in=REPORT.past,
        details__name=report.name,
        details__school_year=report.school_year,
    )
    titles = {one.key: gettext(one.title) for one in queries.sections_of(report)}
    found = rows.select_related("by").order_by("-at", "-pk")[:LONGEST]
    return History(
        title=overview.title_of(report),
        happenings=tuple(
            Happening(
                at=row.at,
                by=str(row.by or gettext("on the server")),
                act=gettext(REPORT.past[row.action]),
                about=_about(row.details, titles),
            )
            for row in found
        ),
        tabs=overview.tabs(report, "history"),
    )


def _about(details: dict[str, Any], titles: dict[str, str]) -> str:
    section = titles.get(details.get("section", ""), "")
    language = str(details.get("language", "")).upper()
    version = details.get("lake_version")
    told = gettext("evidence version %(number)s") % {"number": version} if version else ""
    return ", ".join(word for word in (section, language, told) if word)
