"""A paper that a room writes, such as an act or an institution's own report, drawn as reports are.

It has a cover, contents and running lines as they have; its words are the room's, and pictures are
photos instead of charts.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.http import HttpResponse
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

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
"""Media types of the forms in which a paper is drawn."""


@dataclass(frozen=True)
class Paper:
    """A paper in the reader's language, of an institution, a school year and a day.

    A short one has no contents. `body` is HTML as a report's body is, with `photos` (JPEG) by the
    names under which it shows them. `corner` stands at the head of the cover, `basis` at its foot,
    `running` over each page.
    """

    title: str
    subtitle: str
    institution: str
    school_year: str
    on: date
    corner: str
    basis: str
    running: str
    body: str
    photos: Mapping[str, bytes] = field(default_factory=dict)
    is_short: bool = False


def drawn(paper: Paper, form: str) -> bytes:
    """The paper in that form, one of TYPES."""
    installation = Installation.current()
    built, texts = _built(paper, installation), _texts(paper, installation)
    paged = pages(built, texts, {}, paper.photos)
    forms: Mapping[str, Callable[[], bytes]] = {
        "docx": lambda: docx(built, texts, {}, _without_charts, paged.of_headings, paper.photos),
        "pdf": paged.pdf,
    }
    return forms[form]()


def answer(paper: Paper, form: str, *, name: str) -> HttpResponse:
    """The paper as a view gives it out, to be saved under that name."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    return HttpResponse(drawn(paper, form), content_type=TYPES[form], headers=headers)


def _built(paper: Paper, installation: Installation) -> Built:
    edition = Edition(
        kind=ReportKind("paper", title="", heading="", chapters=()),
        language=wording.language(),
        school_year=paper.school_year,
        as_of=paper.on,
        authority=paper.institution,
        municipality=installation.municipality,
        is_demo=installation.is_demo,
    )
    return Built(
        edition=edition,
        title=paper.title,
        body=paper.body,
        origins="",
        lines=(),
        contents=(),
        charts=(),
        figures=(),
        lake_version=None,
    )


def _texts(paper: Paper, installation: Installation) -> Texts:
    language = wording.language()
    invented = _("Invented data: the city, its institutions and its people do not exist.")
    notice = invented if installation.is_demo else ""
    return Texts(
        language=language,
        title=paper.title,
        subtitle=paper.subtitle,
        authority=paper.institution,
        annex=(paper.corner,) if paper.corner else (),
        place_and_day=f"{installation.municipality}, {dates.day(paper.on, language)}",
        state_of_data=paper.basis,
        running=paper.running,
        footing=notice,
        contents="" if paper.is_short else _("Contents"),
        notice=notice,
    ).set()


def _without_charts(svg: str) -> bytes:
    """No chart stands in a paper."""
    raise NotImplementedError(svg)
