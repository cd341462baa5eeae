from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gaisma.base import acting
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import sent, shown_or_sent
from gaisma.quality.inspections import selectors
from gaisma.quality.inspections.actions import signing
from gaisma.quality.inspections.forms.acts import AcknowledgeForm, ReopenForm, SignForm
from gaisma.quality.inspections.models import AcceptanceAct
from gaisma.quality.inspections.permissions import ACKNOWLEDGE, INSPECT, SEE
from gaisma.quality.inspections.queries import acts as pages
from gaisma.quality.inspections.views.pages import crumbs
from gaisma.quality.inspections.workflow import INSPECTION
from gaisma.record.people.selectors import today


@requires(SEE)
@require_safe
def act(request: SignedInRequest, act_id: int) -> HttpResponse:
    """The act: what the commission states."""
    row = selectors.act(request.user, act_id)
    read = pages.page(row)
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
    page = pages.page(selectors.act(request.user, act_id))
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
    initial = {"revision": row.revision, "number": signing.next_number(row)}
    return acting.asked(
        request,
        SignForm(sent(request), initial=initial),
        act=partial(signing.sign, inspection=row, on=today()),
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
        act=partial(signing.acknowledge, act=row, on=today()),
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
        act=partial(signing.reopen, inspection=row),
        said=_("The sheet is open again: sign the act anew when it is right."),
        title=_("Correct the act"),
        lead=_("The act that is signed stays to be read; a new version takes its place."),
        button=_("Open the sheet"),
        crumbs=crumbs(row),
    )


def _drawn(request: SignedInRequest, act_id: int, form: str) -> HttpResponse:
    from gaisma.evidence.reports.documents import papers
    from gaisma.quality.inspections import documents

    row = selectors.act(request.user, act_id)
    place, year = row.inspection.institution.code, row.inspection.school_year.name
    name = f"readiness-{place}-{year.replace('/', '-')}-{row.version}"
    return papers.answer(documents.paper(pages.page(row)), form, name=name)
