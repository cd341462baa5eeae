"""What all who read reports may read: the list, a built report, its files."""

from pathlib import Path

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gaisma.base import access, listing
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.models import Installation
from gaisma.evidence.reports import listings, overview, queries, reading, shelf
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
        table=listings.ReportTable,
        rows=listings.lines(request.user),
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
