"""An act as a word processor's file and as pages, drawn as the reports are."""

from collections.abc import Callable, Mapping

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
from gaisma.quality.inspections.queries.acts import ActPage

KIND = ReportKind("readiness_act", title="", subtitle="", chapters=())


def drawn(page: ActPage, form: str) -> bytes:
    """The act in that form, docx or pdf, in the reader's language."""
    built, texts = _built(page), _texts(page)
    paged = pages(built, texts, {})
    forms: Mapping[str, Callable[[], bytes]] = {
        "docx": lambda: docx(built, texts, {}, _without_charts, paged.of_headings),
        "pdf": paged.pdf,
    }
    return forms[form]()


def _built(page: ActPage) -> Built:
    inspection, installation = page.act.inspection, Installation.current()
    edition = Edition(
        kind=KIND,
        language=wording.language(),
        school_year=inspection.school_year.name,
        as_of=page.act.signed_on,
        authority=inspection.institution.name,
        municipality=installation.municipality,
        is_demo=installation.is_demo,
    )
    return Built(
        edition=edition,
        title=_("Act of readiness"),
        subtitle=_subtitle(page),
        annex="",
        body=render_to_string("inspections/document.html", {"page": page}),
        contents=(),
        charts=(),
        figures=(),
        lake_version=None,
    )


def _texts(page: ActPage) -> Texts:
    installation = Installation.current()
    invented = _("Invented data: the city, its institutions and its people do not exist.")
    title, notice = _("Act of readiness"), invented if installation.is_demo else ""
    day = dates.day(page.act.signed_on, wording.language())
    return Texts(
        language=wording.language(),
        title=title,
        subtitle=_subtitle(page),
        authority=page.act.inspection.institution.name,
        annex=_("Act No. %(number)s") % {"number": page.act.number},
        place_and_day=f"{installation.municipality}, {day}",
        state_of_data=page.instrument,
        running=f"{title} · {page.act.number}",
        footing=notice,
        contents=_("Contents"),
        notice=notice,
    )


def _subtitle(page: ActPage) -> str:
    year = wording.school_year(page.act.inspection.school_year.name)
    return _("Readiness for the school year %(year)s") % {"year": year}


def _without_charts(svg: str) -> bytes:
    """No chart stands in an act."""
    raise NotImplementedError(svg)
