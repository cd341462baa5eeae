"""The texts of a report: written, looked at, set back; what is said of them."""

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gaisma.base import acting
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import shown_or_sent
from gaisma.evidence.reports import actions, building, desks, forms, queries, writing
from gaisma.evidence.reports.models import Comment, Report
from gaisma.evidence.reports.pages.editions import page_of


@requires("reports.write")
@shown_or_sent
def text(request: SignedInRequest, report_id: int, section: str, language: str) -> HttpResponse:
    """Write a section's text, with a preview of its figures."""
    report = queries.found(request.user, report_id)
    sheet = _sheet(report, section, language)
    if writing.is_trial(request.POST):
        return _tried(request, report, sheet)
    return acting.asked(
        request,
        forms.NarrativeForm(request.POST or None, initial={"text": sheet.text}),
        act=partial(actions.write, report=report, section=section, language=language),
        said=_("The text has been kept."),
        **_page(request, report, sheet, request.POST.get("text", sheet.text)),
    )


def _tried(request: SignedInRequest, report: Report, sheet: writing.Sheet) -> HttpResponse:
    """The same page with what the form was sent to see; nothing is kept."""
    written = writing.tried(request.POST)
    page = _page(request, report, sheet, written)
    if request.headers.get("HX-Request"):
        part = "tokens" if request.POST.get("act") == "search" else "preview"
        return render(request, f"reports/pages/parts/{part}.html", page)
    revision = request.POST.get("revision", "")
    form = forms.NarrativeForm(initial={"text": written})
    return render(request, page["template"], {"form": form, **page, "revision": revision})


def _page(
    request: SignedInRequest, report: Report, sheet: writing.Sheet, written: str
) -> dict[str, Any]:
    given = request.POST
    return page_of(report, "write", sheet.title, _("Keep the text")) | {
        "template": "reports/pages/text.html",
        "report": report,
        "sheet": sheet,
        "revision": sheet.revision,
        "preview": desks.preview(sheet.desk, written, request.user),
        "conflict": writing.conflict(sheet, given),
        "suggestions": writing.suggestions(given.get("q", "")),
        "q": given.get("q", ""),
        "leads_to": _place(report, sheet),
        "back": _place(report, sheet),
    }


def _place(report: Report, sheet: writing.Sheet) -> str:
    """The section on the report's page, in the language that is written."""
    page = report.get_absolute_url()
    return f"{page}?language={sheet.desk.edition.language}#{sheet.desk.part.section.key}"


def _sheet(report: Report, section: str, language: str) -> writing.Sheet:
    if language not in building.languages():
        raise Http404
    return writing.sheet(report, section, language)


@requires("reports.read")
@require_safe
def versions(request: SignedInRequest, report_id: int, section: str, language: str) -> HttpResponse:
    """What a section's text was before, and what changed each time."""
    report = queries.found(request.user, report_id)
    sheet = _sheet(report, section, language)
    context = {
        **page_of(report, "write", sheet.title, ""),
        "report": report,
        "sheet": sheet,
        "versions": writing.history(sheet, report),
    }
    return render(request, "reports/pages/versions.html", context)


@requires("reports.write")
@require_POST
def reset(request: SignedInRequest, report_id: int, section: str, language: str) -> HttpResponse:
    """Let the text that ships stand again."""
    report = queries.found(request.user, report_id)
    sheet = _sheet(report, section, language)
    form = forms.RevisionForm(request.POST)
    revision = form.cleaned_data["revision"] if form.is_valid() else sheet.revision
    return acting.done(
        request,
        partial(
            actions.reset, report=report, section=section, language=language, revision=revision
        ),
        said=_("The text that ships stands again; what was written is in the history."),
        leads_to=_place(report, sheet),
    )


@requires("reports.write")
@shown_or_sent
def comment(request: SignedInRequest, report_id: int, section: str = "") -> HttpResponse:
    """Comment on a section, or on the whole report."""
    report = queries.found(request.user, report_id)
    title = _(queries.section_of(report, section).title) if section else _("The whole report")
    page = page_of(report, "comment", _("Comment: %(section)s") % {"section": title}, _("Comment"))
    return acting.asked(
        request,
        forms.CommentForm(request.POST or None),
        act=partial(actions.comment, report=report, section=section),
        said=_("Your comment stands beside the text."),
        **page | {"leads_to": f"{page['back']}#{section or 'comments'}"},
    )


@requires("reports.write")
@require_POST
def settle(request: SignedInRequest, report_id: int, comment_id: int) -> HttpResponse:
    """Say that what a comment asks for is done."""
    row = _comment(request, report_id, comment_id)
    return acting.done(
        request,
        partial(actions.resolve_comment, comment=row),
        said=_("The comment is settled."),
        leads_to=_beside(row),
    )


@requires("reports.write")
@require_POST
def reopen(request: SignedInRequest, report_id: int, comment_id: int) -> HttpResponse:
    """Open a comment again."""
    row = _comment(request, report_id, comment_id)
    return acting.done(
        request,
        partial(actions.reopen_comment, comment=row),
        said=_("The comment is open again."),
        leads_to=_beside(row),
    )


def _comment(request: SignedInRequest, report_id: int, comment_id: int) -> Comment:
    report = queries.found(request.user, report_id)
    return get_object_or_404(Comment, pk=comment_id, report=report)


def _beside(comment: Comment) -> str:
    """Where the comment stands."""
    page = reverse("reports:edition", args=[comment.report_id])
    return f"{page}#{comment.section or 'comments'}"
