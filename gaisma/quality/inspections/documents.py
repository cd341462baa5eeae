"""An act as a paper that is drawn as a word processor's file and as pages."""

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from gaisma.base import wording
from gaisma.base.files import printing
from gaisma.evidence.reports.documents.papers import Paper
from gaisma.quality.inspections.queries.acts import ActPage


def paper(page: ActPage) -> Paper:
    """The act with its photos, in the reader's language."""
    act, title = page.act, _("Act of readiness")
    year = act.inspection.school_year.name
    shown, photos = {"year": wording.school_year(year)}, _photos(page)
    body = {"page": page, "photos": [one for one in page.photos if one.file in photos]}
    return Paper(
        title=title,
        subtitle=_("Readiness for the school year %(year)s") % shown,
        institution=act.inspection.institution.name,
        school_year=year,
        on=act.signed_on,
        corner=_("Act No. %(number)s") % {"number": act.number},
        basis=page.instrument,
        running=f"{title} · {act.number}",
        body=render_to_string("inspections/document.html", body),
        photos=photos,
        is_short=True,
    )


def _photos(page: ActPage) -> dict[str, bytes]:
    """Those whose content is there, by the names under which the document shows them."""
    rows = page.act.photos.select_related("attachment")
    drawn = {row.pk: printing.for_paper(row.attachment) for row in rows}
    return {one.file: drawn[one.id] for one in page.photos if drawn[one.id]}
