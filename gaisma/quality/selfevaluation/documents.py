"""A self-evaluation as a word processor's file and as pages, drawn as the reports are."""

from collections.abc import Callable, Mapping
from datetime import date

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from gaisma.base import wording
from gaisma.base.models import Installation
from gaisma.base.wording import dates
from gaisma.evidence.reports.builder import Built
from gaisma.evidence.reports.documents.docx import docx
from gaisma.evidence.reports.documents.pdf import pages
from gaisma.evidence.reports.documents.texts import Texts
from gaisma.evidence.reports.editions import Edition
from gaisma.evidence.reports.sections import ReportKind
from gaisma.quality.selfevaluation.queries.reports import ReportPage

KIND = ReportKind("self_evaluation", title="", subtitle="", chapters=())


def drawn(page: ReportPage, form: str) -> bytes:
    """The public part of the report in that form, docx or pdf, in the reader's language."""
    built, texts = _built(page), _texts(page)
    paged = pages(built, texts, {})
    forms: Mapping[str, Callable[[], bytes]] = {
        "docx": lambda: docx(built, texts, {}, _without_charts, paged.of_headings),
        "pdf": paged.pdf,
    }
    return forms[form]()


def _built(page: ReportPage) -> Built:
    evaluation, installation = page.evaluation, Installation.current()
    edition = Edition(
        kind=KIND,
        language=wording.language(),
        school_year=evaluation.school_year.name,
        as_of=_day(page),
        authority=evaluation.institution.name,
        municipality=installation.municipality,
        is_demo=installation.is_demo,
    )
    return Built(
        edition=edition,
        title=_("Self-evaluation report"),
        subtitle=_subtitle(page),
        annex="",
        body=render_to_string("selfevaluation/document.html", {"page": page}),
        contents=(),
        charts=(),
        figures=(),
        lake_version=None,
    )


def _texts(page: ReportPage) -> Texts:
    installation = Installation.current()
    year = wording.school_year(page.evaluation.school_year.name)
    invented = _("Invented data: the city, its institutions and its people do not exist.")
    title, notice = _("Self-evaluation report"), invented if installation.is_demo else ""
    return Texts(
        language=wording.language(),
        title=title,
        subtitle=_subtitle(page),
        authority=page.evaluation.institution.name,
        annex=_agreed(page),
        place_and_day=f"{installation.municipality}, {_in_words(page)}",
        state_of_data=page.framework,
        running=f"{title} · {year}",
        footing=notice,
        contents=_("Contents"),
        notice=notice,
    )


def _subtitle(page: ReportPage) -> str:
    year = wording.school_year(page.evaluation.school_year.name)
    named = _("school year %(year)s") % {"year": year}
    return f"{page.evaluation.institution.name} · {named}"


def _agreed(page: ReportPage) -> str:
    """What stands in the corner of the cover: when the founder agreed."""
    day = page.evaluation.agreed_on
    return _("Agreed with the founder on %(day)s") % {"day": wording.day(day)} if day else ""


def _day(page: ReportPage) -> date:
    return page.evaluation.signed_on or page.evaluation.heard_on or page.due_on


def _in_words(page: ReportPage) -> str:
    return dates.day(_day(page), wording.language())


def _without_charts(svg: str) -> bytes:
    """No chart stands in such a report."""
    raise NotImplementedError(svg)
