"""A self-evaluation as a paper that is drawn as a word processor's file and as pages."""

from datetime import date

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from gaisma.base import wording
from gaisma.evidence.reports.documents.papers import Paper
from gaisma.quality.selfevaluation.queries.reports import ReportPage


def paper(page: ReportPage) -> Paper:
    """The report, in the reader's language; the page is to be that of its public part."""
    evaluation, title = page.evaluation, _("Self-evaluation report")
    place, year = evaluation.institution.name, wording.school_year(evaluation.school_year.name)
    named = _("school year %(year)s") % {"year": year}
    return Paper(
        title=title,
        subtitle=f"{place} · {named}",
        institution=place,
        school_year=evaluation.school_year.name,
        on=_day(page),
        corner=_agreed(page),
        basis=page.framework,
        running=f"{title} · {year}",
        body=render_to_string("selfevaluation/document.html", {"page": page}),
    )


def _agreed(page: ReportPage) -> str:
    """What stands in the corner of the cover: when the founder agreed."""
    day = page.evaluation.agreed_on
    return _("Agreed with the founder on %(day)s") % {"day": wording.day(day)} if day else ""


def _day(page: ReportPage) -> date:
    return page.evaluation.signed_on or page.evaluation.heard_on or page.due_on
