"""Figures of a report: doubted before it is sent, compared with others, as they were pinned."""

from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gaisma.base import acting, listing, wording
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import shown_or_sent
from gaisma.base.models import User
from gaisma.evidence.reports import (
    actions,
    building,
    comparing,
    doubts,
    forms,
    lists,
    overview,
    queries,
)
from gaisma.evidence.reports.doubts import Doubt
from gaisma.evidence.reports.models import PINNED, Justification, Report
from gaisma.evidence.reports.pages.editions import crumbs, page_of
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
        act=partial(actions.justify, report=report, doubt=found),
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
        partial(actions.withdraw_justification, justification=row),
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


@requires("reports.read")
@require_safe
def comparison(request: SignedInRequest, report_id: int) -> HttpResponse:
    """The figures of a report then and now, as a page or a file."""
    report = queries.found(request.user, report_id)
    ways = _ways(request, report)
    chosen = next((way for way in ways if way.is_current), None)
    rows = _rows(request.user, report, chosen.key if chosen else "")
    is_earlier = chosen is not None and chosen.key == "earlier"
    only_changed = request.GET.get("show") != "all"
    return listing.answer(
        request,
        table=lists.EarlierTable if is_earlier else lists.ComparisonTable,
        rows=[row for row in rows if row.is_changed] if only_changed else rows,
        title=_("Figures compared"),
        lead=chosen.lead if chosen else "",
        crumbs=crumbs(report),
        template="reports/pages/comparison.html",
        empty=_empty(ways, has_rows=bool(rows)),
        ways=ways,
        only_changed=only_changed,
        tabs=overview.tabs(report, "comparison"),
    )


def _ways(request: SignedInRequest, report: Report) -> list[overview.Way]:
    """What the figures can be held against by this person."""
    page = reverse("reports:comparison", args=[report.pk])
    found = []
    if earlier := comparing.earlier_of(report):
        year = wording.school_year(earlier.school_year)
        title = _("Report of %(school_year)s") % {"school_year": year}
        lead = _("Then: as pinned in the report of %(school_year)s") % {"school_year": year}
        found.append(overview.Way("earlier", title, lead, f"{page}?with=earlier"))
    if report.state in PINNED and queries.reads_drafts(request.user):
        title, lead = (
            _("What is known now"),
            _("Then: as pinned. Now: in the newest version of the evidence."),
        )
        found.append(overview.Way("now", title, lead, f"{page}?with=now"))
    wish = request.GET.get("with", "")
    keys = [way.key for way in found]
    current = wish if wish in keys else next(iter(keys), "")
    return [way.chosen() if way.key == current else way for way in found]


def _rows(user: User, report: Report, key: str) -> list[comparing.Row]:
    if key == "now":
        return comparing.with_now(user, report)
    earlier = comparing.earlier_of(report) if key == "earlier" else None
    return comparing.with_earlier(user, report, earlier) if earlier else []


@requires("reports.read")
@require_safe
def figure(request: SignedInRequest, report_id: int, number: int) -> HttpResponse:
    """A figure as an approved report says it, whatever is known now."""
    report = queries.found(request.user, report_id)
    page = overview.figure(request.user, report, number)
    context = {"page": page, "report": report, "crumbs": crumbs(report)}
    return render(request, "reports/pages/figure.html", context)


def _empty(ways: list[overview.Way], *, has_rows: bool) -> tuple[str, str]:
    if has_rows:
        return _("Nothing differs"), _("Every figure is the same in both.")
    if ways:
        return _("No figures"), _("The report says none yet.")
    return (
        _("There is nothing to compare with yet"),
        _("An earlier report of this kind has to be approved first."),
    )
