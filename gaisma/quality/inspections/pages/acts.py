from functools import partial
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gaisma.base import acting, wording
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.files import printing, serving
from gaisma.base.forms import sent, shown_or_sent
from gaisma.quality.inspections import queries, selectors
from gaisma.quality.inspections.actions import acts as actions
from gaisma.quality.inspections.forms import AcknowledgeForm, ReopenForm, SignForm
from gaisma.quality.inspections.models import AcceptanceAct
from gaisma.quality.inspections.pages.inspections import crumbs
from gaisma.quality.inspections.permissions import ACKNOWLEDGE, INSPECT, SEE
from gaisma.quality.inspections.queries import ActPage
from gaisma.quality.inspections.workflow import INSPECTION
from gaisma.record.people.selectors import today

if TYPE_CHECKING:
    from gaisma.evidence.reports.documents.papers import Paper


@requires(SEE)
@require_safe
def act_photo(request: SignedInRequest, act_photo_id: int) -> HttpResponse:
    """The picture as it stood when the act was signed."""
    return serving.answer(selectors.act_photo(request.user, act_photo_id).attachment)


@requires(SEE)
@require_safe
def act(request: SignedInRequest, act_id: int) -> HttpResponse:
    """The act: what the commission states."""
    row = selectors.act(request.user, act_id)
    read = queries.act_page(row)
    may_read = "acknowledge" in INSPECTION.offered(row.inspection, request.user)
    page = {
        "page": read,
        "crumbs": crumbs(row.inspection),
        "may_acknowledge": may_read and read.later is None,
    }
    return render(request, "inspections/act.html", page)


@requires(SEE)
@require_safe
def for_paper(request: SignedInRequest, act_id: int) -> HttpResponse:
    """The same for paper: with lines to sign on."""
    page = queries.act_page(selectors.act(request.user, act_id))
    return render(request, "inspections/print.html", {"page": page})


@requires(SEE)
@require_safe
def word(request: SignedInRequest, act_id: int) -> HttpResponse:
    """The act as a word processor's file."""
    return _drawn(request, act_id, "docx")


@requires(SEE)
@require_safe
def pdf(request: SignedInRequest, act_id: int) -> HttpResponse:
    """The act as pages."""
    return _drawn(request, act_id, "pdf")


@requires(INSPECT)
@shown_or_sent
def sign(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """Sign the act as the head of the commission."""
    row = selectors.taken(request.user, inspection_id, "sign")
    initial = {"revision": row.revision, "number": actions.next_number(row)}
    return acting.asked(
        request,
        SignForm(sent(request), initial=initial),
        act=partial(actions.sign, inspection=row, on=today()),
        said=_("Signed: the head of the institution reads it and acknowledges it."),
        leads_to=AcceptanceAct.get_absolute_url,
        title=_("Sign the act"),
        lead=_("What the sheet and the defects say now stays in the act."),
        button=_("Sign"),
        crumbs=crumbs(row),
    )


@requires(ACKNOWLEDGE)
@shown_or_sent
def acknowledge(request: SignedInRequest, act_id: int) -> HttpResponse:
    """Note as the head of the institution that she has read it."""
    row = selectors.read_act(request.user, act_id)
    return acting.asked(
        request,
        AcknowledgeForm(sent(request), initial={"revision": row.revision}),
        act=partial(actions.acknowledge, act=row, on=today()),
        said=_("The act is acknowledged."),
        title=_("Acknowledge the act"),
        button=_("Acknowledge"),
        back=row.get_absolute_url(),
        crumbs=crumbs(row.inspection),
    )


@requires(INSPECT)
@shown_or_sent
def reopen(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """Correct a signed act by another version."""
    row = selectors.taken(request.user, inspection_id, "reopen")
    return acting.asked(
        request,
        ReopenForm(sent(request), initial={"revision": row.revision}),
        act=partial(actions.reopen, inspection=row),
        said=_("The sheet is open again: sign the act anew when it is right."),
        title=_("Correct the act"),
        lead=_("The act that is signed stays to be read; a new version takes its place."),
        button=_("Open the sheet"),
        crumbs=crumbs(row),
    )


def _drawn(request: SignedInRequest, act_id: int, form: str) -> HttpResponse:
    from gaisma.evidence.reports.documents import papers

    row = selectors.act(request.user, act_id)
    place, year = row.inspection.institution.code, row.inspection.school_year.name
    name = f"readiness-{place}-{year.replace('/', '-')}-{row.version}"
    return papers.answer(_paper(queries.act_page(row)), form, name=name)


def _paper(page: ActPage) -> "Paper":
    """The act with its photos, in the reader's language."""
    from gaisma.evidence.reports.documents.papers import Paper

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
