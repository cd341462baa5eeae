"""Figures of a report beside those that were said before, or are known now."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gaisma.base import listing, wording
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.models import User
from gaisma.evidence.reports import comparing, listings, overview, publishing, queries
from gaisma.evidence.reports.models import PINNED, Report
from gaisma.evidence.reports.views.editions import crumbs


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
        table=listings.EarlierTable if is_earlier else listings.ComparisonTable,
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
    page = publishing.published(request.user, report, number)
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
