"""What has to be settled before a report is sent and approved."""

from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gaisma.base import acting
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import shown_or_sent
from gaisma.evidence.reports import building, doubts, forms, overview, queries
from gaisma.evidence.reports.actions import justifications
from gaisma.evidence.reports.doubts import Doubt
from gaisma.evidence.reports.models import PINNED, Justification, Report
from gaisma.evidence.reports.views.editions import crumbs, page_of
from gaisma.evidence.reports.workflow import REPORT


@requires("reports.read")
@require_safe
def doubted(request: SignedInRequest, report_id: int) -> HttpResponse:
    """Empty, outdated and contradicted figures of the texts, and the sections without data."""
    report = queries.found(request.user, report_id)
    offered = REPORT.allowed(report, request.user)
    context = {
        "title": overview.title_of(report),
        "report": report,
        "crumbs": crumbs(report),
        "tabs": overview.tabs(report, "doubts"),
        "doubts": [] if report.state in PINNED else doubts.of(report),
        "kept": report.justifications.select_related("given_by").order_by("given_at", "pk"),
        "may_justify": "justify" in offered,
        "may_write": "write" in offered,
        **building.taken_out(report),
    }
    return render(request, "reports/pages/doubts.html", context)


@requires("reports.write")
@shown_or_sent
def justify(request: SignedInRequest, report_id: int, doubt: str) -> HttpResponse:
    """Say why something may stay."""
    report = queries.found(request.user, report_id)
    found = _doubt(report, doubt)
    page = page_of(report, "justify", _("Say why it may stay"), _("Let it stay"))
    return acting.asked(
        request,
        forms.JustificationForm(request.POST or None),
        act=partial(justifications.justify, report=report, doubt=found),
        said=_("It stays, with your reason."),
        lead=f"{found.title} ({found.language.upper()}): {found.sentence}",
        **page | {"leads_to": _page(report), "back": _page(report)},
    )


@requires("reports.write")
@require_POST
def withdraw(request: SignedInRequest, report_id: int, justification_id: int) -> HttpResponse:
    """Take a justification back."""
    report = queries.found(request.user, report_id)
    row = get_object_or_404(Justification, pk=justification_id, report=report)
    return acting.done(
        request,
        partial(justifications.withdraw, justification=row),
        said=_("The reason has been taken back."),
        leads_to=_page(report),
    )


def _page(report: Report) -> str:
    return reverse("reports:doubts", args=[report.pk])


def _doubt(report: Report, key: str) -> Doubt:
    for doubt in doubts.of(report):
        if doubt.key == key:
            return doubt
    raise Http404
