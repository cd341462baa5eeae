"""Reports to read, and each one's way from draft to publication."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gaisma.base import access, acting, clock, jobs, listing, wording
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import shown_or_sent
from gaisma.base.models import Installation
from gaisma.evidence.lake import queries as versions
from gaisma.evidence.reports import (
    actions,
    building,
    comparing,
    doubts,
    forms,
    lists,
    overview,
    queries,
    reading,
    shelf,
)
from gaisma.evidence.reports.models import Report
from gaisma.evidence.reports.workflow import REPORT


@requires("reports.read")
@require_safe
def reports(request: SignedInRequest) -> HttpResponse:
    """The reports that the person may read, with how far each is."""
    may_begin = access.may(
        request.user, REPORT["draft"].permission, Installation.current().authority
    )
    return listing.answer(
        request,
        table=lists.ReportTable,
        rows=lists.lines(request.user),
        title=_("Reports"),
        lead=_("Built from the evidence: every number in them opens."),
        actions=[(_("Begin a report"), reverse("reports:new"), "primary")] if may_begin else [],
        empty=(_("No report has been built yet"), _("A specialist of the authority begins one.")),
    )


@requires("reports.read")
@require_safe
def report(request: SignedInRequest, key: str) -> HttpResponse:
    """A report to read, with its files to download."""
    found = shelf.report(key)
    if found is None:
        raise Http404
    page = shelf.file(key, "html")
    text = reading.text(page.read_text(encoding="utf-8"), request.user) if page else None
    return render(request, "reports/pages/report.html", {"report": found, "text": text})


@requires("reports.read")
@require_safe
def document(request: SignedInRequest, key: str) -> HttpResponse:
    """The report's own page, as it was built: it may use its styles and nothing else."""
    place = shelf.file(key, "html")
    if place is None:
        raise Http404
    content = place.read_text(encoding="utf-8")
    return HttpResponse(content, headers={"Content-Security-Policy": reading.policy(content)})


@requires("reports.read")
@require_safe
def download(request: SignedInRequest, key: str, format_: str) -> HttpResponseBase:
    """A file of the report."""
    return _sent(shelf.file(key, format_))


@requires("reports.read")
@require_safe
def file(request: SignedInRequest, report_id: int, language: str, format_: str) -> HttpResponseBase:
    """A file of a report of the record as it stands: of its draft for those who read drafts."""
    found = queries.found(request.user, report_id)
    return _sent(shelf.file_of(found, language, format_))


def _sent(file: Path | None) -> HttpResponseBase:
    if file is None:
        raise Http404
    return FileResponse(
        file.open("rb"),
        as_attachment=True,
        filename=file.name,
        content_type=shelf.type_of(file),
    )


@requires("reports.read")
@require_safe
def read(request: SignedInRequest, report_id: int, language: str) -> HttpResponse:
    """A report of the record to read as it stands, its figures open."""
    found = queries.found(request.user, report_id)
    page = shelf.file_of(found, language, "html")
    if page is None:
        raise Http404
    context = {
        "title": overview.title_of(found),
        "found": found,
        "language": language,
        "text": reading.text(page.read_text(encoding="utf-8"), request.user),
    }
    return render(request, "reports/pages/read.html", context)


def crumbs(report: Report | None = None) -> list[tuple[str, str]]:
    """The way to a page about a report."""
    way = [(_("Reports"), reverse("reports:list"))]
    if report:
        title = f"{overview.title_of(report)} {wording.school_year(report.school_year)}"
        way.append((title, report.get_absolute_url()))
    return way


def page_of(report: Report, act: str, title: str, button: str) -> dict[str, Any]:
    """What a form about a report shows beside its fields, what hinders it, and where it leads."""
    home = report.get_absolute_url()
    return {
        "title": title,
        "button": button,
        "leads_to": home,
        "back": home,
        "crumbs": crumbs(report),
        "hindrance": REPORT.hindrance(report, act),
    }


@requires("reports.read")
@require_safe
def edition(request: SignedInRequest, report_id: int) -> HttpResponse:
    """How far a report is, what can be done, its texts and what is said of them."""
    report = queries.found(request.user, report_id)
    language = request.GET.get("language", "") or (get_language() or "")[:2]
    page = overview.overview(request.user, report, language=language)
    return render(request, "reports/pages/edition.html", {"page": page})


@requires("reports.read")
@require_safe
def past(request: SignedInRequest, report_id: int) -> HttpResponse:
    """What was done with a report, by whom and when."""
    report = queries.found(request.user, report_id)
    context = {"page": overview.history(report), "report": report, "crumbs": crumbs(report)}
    return render(request, "reports/pages/history.html", context)


@requires("reports.write")
@shown_or_sent
def new(request: SignedInRequest) -> HttpResponse:
    """Begin the report of a school year."""
    return acting.asked(
        request,
        forms.BeginForm(request.POST or None),
        act=actions.draft,
        said=_("The draft has been begun: every section has a text to start from."),
        leads_to=Report.get_absolute_url,
        title=_("Begin a report"),
        button=_("Begin the draft"),
        crumbs=crumbs(),
    )


@requires("reports.write")
@shown_or_sent
def change_day(request: SignedInRequest, report_id: int) -> HttpResponse:
    """Choose by which day the figures of a draft were known."""
    report = queries.found(request.user, report_id)
    return acting.asked(
        request,
        forms.DayForm(request.POST or None, initial={"as_of": report.as_of}),
        act=partial(actions.change_day, report=report),
        said=_("The day of the data has been changed."),
        **page_of(report, "change_day", _("Change the day of the data"), _("Change the day")),
    )


@requires("reports.write")
@shown_or_sent
def send_for_review(request: SignedInRequest, report_id: int) -> HttpResponse:
    """Hand a draft over to those who approve it, seeing what is settled and what is taken out."""
    report = queries.found(request.user, report_id)
    return acting.asked(
        request,
        forms.Nothing(request.POST if request.method == "POST" else None),
        act=partial(actions.send_for_review, report=report),
        said=_("The report has been sent for review: its texts cannot be changed meanwhile."),
        template="reports/pages/send.html",
        **_settled(report),
        **page_of(report, "send_for_review", _("Send the report for review"), _("Send for review")),
    )


def _settled(report: Report) -> dict[str, Any]:
    """What is doubted, justified or not, and what the rule takes out."""
    return {
        "report": report,
        "doubts": doubts.of(report),
        "may_justify": REPORT.allows(report, "justify"),
        **building.taken_out(report),
    }


@requires("reports.review")
@shown_or_sent
def return_to_draft(request: SignedInRequest, report_id: int) -> HttpResponse:
    """Give a report back to those who write it, with the reason."""
    report = queries.found(request.user, report_id)
    return acting.asked(
        request,
        forms.ReasonForm(request.POST or None),
        act=lambda **given: actions.return_to_draft(
            report=report, reason=given["text"], by=request.user, at=clock.now()
        ),
        said=_("The report has been returned: your reason stands on its page."),
        **page_of(report, "return_to_draft", _("Return with a reason"), _("Return the report")),
    )


@requires("reports.review")
@shown_or_sent
def approve(request: SignedInRequest, report_id: int) -> HttpResponse:
    """Pin the figures of the version that the person has seen on this page."""
    report = queries.found(request.user, report_id)
    version = versions.version(None)
    return acting.asked(
        request,
        forms.ApprovalForm(request.POST or None, initial={"lake_version": version.number}),
        act=lambda **given: actions.approve(
            report=report,
            built=building.computed(report, lake_version=given["lake_version"]),
            by=request.user,
            at=clock.now(),
        ),
        said=_("The report has been approved. Its documents are built now."),
        template="reports/pages/approve.html",
        version=version,
        moved=comparing.since_sent(request.user, report, lake_version=version.number),
        **_settled(report),
        **page_of(report, "approve", _("Approve the report"), _("Approve"))
        | {"leads_to": _building(request)},
    )


@requires("reports.write")
@shown_or_sent
def adopt(request: SignedInRequest, report_id: int) -> HttpResponse:
    """Record the council's decision."""
    report = queries.found(request.user, report_id)
    return acting.asked(
        request,
        forms.DecisionForm(request.POST or None),
        act=partial(actions.adopt, report=report),
        said=_("The decision has been recorded. The documents are built anew to name it."),
        **page_of(report, "adopt", _("Record the council's decision"), _("Record the decision"))
        | {"leads_to": _building(request)},
    )


@requires("reports.review")
@shown_or_sent
def publish(request: SignedInRequest, report_id: int) -> HttpResponse:
    """Let everybody read the report."""
    report = queries.found(request.user, report_id)
    return acting.asked(
        request,
        forms.Nothing(request.POST if request.method == "POST" else None),
        act=partial(actions.publish, report=report),
        said=_("The report has been published."),
        lead=_("What is published stays as it is: this cannot be taken back."),
        danger=True,
        **page_of(report, "publish", _("Publish the report"), _("Publish")),
    )


@requires("reports.write")
@require_POST
def build(request: SignedInRequest, report_id: int) -> HttpResponse:
    """Build the documents in all languages, in the background."""
    report = queries.found(request.user, report_id)
    REPORT.check(report, "build")
    return redirect(_begun(request, report))


def _building(request: SignedInRequest) -> Callable[[Report], str]:
    """Begin to build the report that an act has given; leads to its page."""

    def begun(report: Report) -> str:
        _begun(request, report)
        return report.get_absolute_url()

    return begun


def _begun(request: SignedInRequest, report: Report) -> str:
    job = jobs.begin(
        "reports.build",
        by=request.user,
        at=clock.now(),
        about=f"{overview.title_of(report)} {wording.school_year(report.school_year)}",
        report_id=report.pk,
    )
    return job.get_absolute_url()
