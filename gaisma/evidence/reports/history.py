"""What was done with a report, from the audit."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext, gettext_noop

from gaisma.base.models import AuditRecord
from gaisma.evidence.reports import audited, overview, queries
from gaisma.evidence.reports.models import Report

LONGEST = 200
ACTS = {
    audited.DRAFT.key: gettext_noop("began the draft"),
    audited.WRITE.key: gettext_noop("wrote a text"),
    audited.CHANGE_DAY.key: gettext_noop("changed the day of the data"),
    audited.COMMENT.key: gettext_noop("commented"),
    audited.RESOLVE_COMMENT.key: gettext_noop("settled a comment"),
    audited.REOPEN_COMMENT.key: gettext_noop("opened a comment again"),
    audited.JUSTIFY.key: gettext_noop("said why a figure of the texts may stay"),
    audited.WITHDRAW_JUSTIFICATION.key: gettext_noop(
        "took back why a figure of the texts may stay"
    ),
    audited.SEND_FOR_REVIEW.key: gettext_noop("sent the report for review"),
    audited.RETURN_TO_DRAFT.key: gettext_noop("returned the report"),
    audited.APPROVE.key: gettext_noop("approved the report"),
    audited.ADOPT.key: gettext_noop("recorded the council's decision"),
    audited.PUBLISH.key: gettext_noop("published the report"),
    audited.BUILD.key: gettext_noop("built the documents"),
}


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
        action__in=ACTS,
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
                act=gettext(ACTS[row.action]),
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
