from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gaisma.base.access import SignedInRequest, requires
from gaisma.evidence.reports import reading, shelf


@requires("reports.read")
@require_safe
def reports(request: SignedInRequest) -> HttpResponse:
    """The reports that were built."""
    return render(request, "reports/pages/list.html", {"reports": shelf.reports()})


@requires("reports.read")
@require_safe
def report(request: SignedInRequest, key: str) -> HttpResponse:
    """A report to read, with its files to download."""
    found = shelf.report(key)
    if found is None:
        raise Http404
    file = shelf.file(key, "html")
    text = reading.text(file.read_text(encoding="utf-8")) if file else None
    return render(request, "reports/pages/report.html", {"report": found, "text": text})


@requires("reports.read")
@require_safe
def document(request: SignedInRequest, key: str) -> HttpResponse:
    """The report's own page, as it was built: it may use its styles and nothing else."""
    file = shelf.file(key, "html")
    if file is None:
        raise Http404
    content = file.read_text(encoding="utf-8")
    return HttpResponse(content, headers={"Content-Security-Policy": reading.policy(content)})


@requires("reports.read")
@require_safe
def download(request: SignedInRequest, key: str, format_: str) -> HttpResponseBase:
    """A file of the report."""
    file = shelf.file(key, format_)
    if file is None:
        raise Http404
    return FileResponse(
        file.open("rb"),
        as_attachment=True,
        filename=file.name,
        content_type=shelf.FORMATS[format_],
    )
