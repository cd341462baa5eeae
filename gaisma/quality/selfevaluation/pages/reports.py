from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gaisma.base import access, acting, listing, wording
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.files import serving
from gaisma.base.forms import revision_sent, sent, shown_or_sent
from gaisma.base.models import Organisation, SchoolYear
from gaisma.quality.selfevaluation import policies, selectors
from gaisma.quality.selfevaluation.actions import reports as actions
from gaisma.quality.selfevaluation.forms import BeginForm, HearForm, RemarkForm, ReturnForm
from gaisma.quality.selfevaluation.lists import BoardFilter, BoardTable, ReportsFilter, ReportsTable
from gaisma.quality.selfevaluation.models import SelfEvaluation
from gaisma.quality.selfevaluation.permissions import (
    AGREE,
    PUBLISH,
    RETURN,
    SEE,
    SEE_BOARD,
    SEE_CONTRIBUTIONS,
    SEE_FINDINGS,
    SIGN,
    WRITE,
)
from gaisma.quality.selfevaluation.queries import reports as queries
from gaisma.quality.selfevaluation.workflow import DRAFT
from gaisma.record.people.fields import kept_institutions
from gaisma.record.people.selectors import today
from gaisma.record.programmes.pages import choosing

if TYPE_CHECKING:
    from gaisma.evidence.reports.documents.papers import Paper


def way() -> tuple[tuple[str, str], ...]:
    """The way to the room's pages."""
    return ((_("Self-evaluation"), reverse("selfevaluation:list")),)


def _ways() -> tuple[tuple[str, str, str, str], ...]:
    """The ways on from the list: title, address, tone, and the permission that each takes."""
    return (
        (_("Who is where"), reverse("selfevaluation:board"), "", SEE_BOARD),
        (_("From outside"), reverse("selfevaluation:findings"), "", SEE_FINDINGS),
        (
            _("Own self-evaluations"),
            reverse("selfevaluation:contributions"),
            "",
            SEE_CONTRIBUTIONS,
        ),
        (_("Begin a self-evaluation"), reverse("selfevaluation:begin"), "primary", WRITE),
    )


@requires(SEE)
@require_safe
def reports(request: SignedInRequest) -> HttpResponse:
    """The self-evaluations that the reader sees."""
    rows = SelfEvaluation.objects.visible_to(request.user)
    return listing.answer(
        request,
        table=ReportsTable,
        filters=ReportsFilter,
        rows=rows.select_related("institution", "school_year", "version").order_by(
            "institution__name", "pk"
        ),
        title=_("Self-evaluation"),
        lead=_("What institutions say of their own work, year by year."),
        actions=[way[:3] for way in _ways() if access.may(request.user, way[3])],
        empty=(
            _("No self-evaluations"),
            _("They are begun by who leads an institution; you read them here."),
        ),
    )


@requires(SEE_BOARD)
@require_safe
def board(request: SignedInRequest) -> HttpResponse:
    """How far every institution has come in a school year."""
    return listing.answer(
        request,
        table=BoardTable,
        filters=BoardFilter,
        rows=Organisation.objects.none(),
        title=_("Who is where"),
        lead=_(
            "Preschools hand their self-evaluation over by %(june)s June, others by "
            "%(august)s August."
        )
        % dict(zip(("june", "august"), policies.days(), strict=True)),
        crumbs=way(),
        empty=(_("No institutions"), _("Choose another kind, state or school year.")),
    )


YEARS = 3
"""So many school years back a self-evaluation can be begun."""


def crumbs(evaluation: SelfEvaluation) -> tuple[tuple[str, str], ...]:
    """The way to a page about it."""
    year = wording.school_year(evaluation.school_year.name)
    return (*way(), (f"{evaluation.institution} · {year}", evaluation.get_absolute_url()))


@requires(SEE)
@require_safe
def report(request: SignedInRequest, evaluation_id: int) -> HttpResponse:
    """One self-evaluation: what is said, on what it rests, what can be done."""
    page = queries.report_page(selectors.report(request.user, evaluation_id), request.user)
    context = {"page": page, "crumbs": way(), "form": RemarkForm()}
    return render(request, "selfevaluation/report.html", context)


@requires(SEE)
@require_safe
def for_paper(request: SignedInRequest, evaluation_id: int) -> HttpResponse:
    """The same for paper: without what can be done."""
    page = queries.report_page(selectors.report(request.user, evaluation_id), request.user)
    return render(request, "selfevaluation/print.html", {"page": page})


@requires(WRITE)
@shown_or_sent
def begin(request: SignedInRequest) -> HttpResponse:
    """Begin the self-evaluation of a year: first where, then by which framework."""
    own = kept_institutions(request.user).open_on(today())
    institution = choosing.chosen(request, own)
    title = _("Begin a self-evaluation")
    if institution is None:
        return choosing.ask(request, own, title=title, crumbs=way())
    begun = SchoolYear.objects.filter(starts_on__lte=today()).order_by("-starts_on")[:YEARS]
    years = SchoolYear.objects.filter(pk__in=[year.pk for year in begun])
    return acting.asked(
        request,
        BeginForm(sent(request), years=years, initial={"school_year": begun[0] if begun else None}),
        act=partial(actions.begin, institution=institution),
        said=_("The self-evaluation is begun: every chapter and area can be written now."),
        leads_to=SelfEvaluation.get_absolute_url,
        title=title,
        lead=str(institution),
        button=_("Begin"),
        crumbs=way(),
    )


@requires(SEE)
@require_safe
def document(request: SignedInRequest, piece_id: int) -> HttpResponse:
    """A document on which a report rests, for who may read the report and it."""
    row = selectors.document(request.user, piece_id)
    is_told = row.is_public or queries.sees_internal(row.evaluation, request.user)
    if row.attachment is None or not is_told:
        raise Http404
    return serving.answer(row.attachment)


@requires(SEE)
@require_safe
def word(request: SignedInRequest, evaluation_id: int) -> HttpResponse:
    """The public part as a word processor's file."""
    return _drawn(request, evaluation_id, "docx")


@requires(SEE)
@require_safe
def pdf(request: SignedInRequest, evaluation_id: int) -> HttpResponse:
    """The public part as pages."""
    return _drawn(request, evaluation_id, "pdf")


def _drawn(request: SignedInRequest, evaluation_id: int, form: str) -> HttpResponse:
    """Of a draft there is none: it is printed from its page."""
    from gaisma.evidence.reports.documents import papers

    row = selectors.report(request.user, evaluation_id)
    if row.state == DRAFT:
        raise Http404
    name = f"self-evaluation-{row.institution.code}-{row.school_year.name.replace('/', '-')}"
    page = queries.report_page(row, request.user, is_public=True)
    return papers.answer(_paper(page), form, name=name)


@requires(WRITE)
@shown_or_sent
def hear(request: SignedInRequest, evaluation_id: int) -> HttpResponse:
    """Note that the council has heard it."""
    row = selectors.written(request.user, evaluation_id)
    return acting.asked(
        request,
        HearForm(sent(request), initial={"on": today(), "revision": row.revision}),
        act=partial(actions.hear, evaluation=row),
        said=_("Noted: the head can sign it now."),
        title=_("The council has heard it"),
        lead=_("From then on it is not written on; it can be taken back until it is signed."),
        crumbs=crumbs(row),
    )


@requires(RETURN)
@shown_or_sent
def send_back(request: SignedInRequest, evaluation_id: int) -> HttpResponse:
    """Return it to those who write it."""
    row = selectors.report(request.user, evaluation_id)
    return acting.asked(
        request,
        ReturnForm(sent(request), initial={"revision": row.revision}),
        act=partial(actions.send_back, evaluation=row),
        said=_("It is returned: the reason stands at its head."),
        title=_("Return with a reason"),
        lead=_("It becomes a draft again; the council hears it and the head signs it anew."),
        button=_("Return"),
        crumbs=crumbs(row),
    )


@requires(WRITE)
@require_POST
def take_back(request: SignedInRequest, evaluation_id: int) -> HttpResponse:
    """Write on, before it is signed."""
    row = selectors.written(request.user, evaluation_id)
    return _taken(request, row, actions.take_back, said=_("It can be written on again."))


@requires(SIGN)
@require_POST
def sign(request: SignedInRequest, evaluation_id: int) -> HttpResponse:
    """Sign it as the head."""
    row = selectors.written(request.user, evaluation_id)
    said = _("Signed: its figures stay as they are today.")
    return _taken(request, row, actions.sign, said=said, on=today())


@requires(AGREE)
@require_POST
def agree(request: SignedInRequest, evaluation_id: int) -> HttpResponse:
    """Agree to it as the founder."""
    row = selectors.report(request.user, evaluation_id)
    return _taken(request, row, actions.agree, said=_("The founder agrees to it."), on=today())


@requires(PUBLISH)
@require_POST
def publish(request: SignedInRequest, evaluation_id: int) -> HttpResponse:
    """Let everybody read its public part."""
    row = selectors.report(request.user, evaluation_id)
    said = _("Published: everybody who signs in reads its public part.")
    return _taken(request, row, actions.publish, said=said, on=today())


def _taken(
    request: SignedInRequest,
    row: SelfEvaluation,
    act: Callable[..., object],
    *,
    said: str,
    **given: Any,
) -> HttpResponse:
    """One button; what was looked at is told by its revision."""
    revision = revision_sent(request)
    return acting.done(
        request,
        lambda by, at: act(evaluation=row, revision=revision, by=by, at=at, **given),
        said=said,
        leads_to=row.get_absolute_url(),
    )


def _paper(page: queries.ReportPage) -> "Paper":
    """The report, in the reader's language; the page is to be that of its public part."""
    from gaisma.evidence.reports.documents.papers import Paper

    evaluation, title = page.evaluation, _("Self-evaluation report")
    place, year = evaluation.institution.name, wording.school_year(evaluation.school_year.name)
    named = _("school year %(year)s") % {"year": year}
    day = evaluation.agreed_on
    agreed = _("Agreed with the founder on %(day)s") % {"day": wording.day(day)} if day else ""
    return Paper(
        title=title,
        subtitle=f"{place} · {named}",
        institution=place,
        school_year=evaluation.school_year.name,
        on=evaluation.signed_on or evaluation.heard_on or page.due_on,
        corner=agreed,
        basis=page.framework,
        running=f"{title} · {year}",
        body=render_to_string("selfevaluation/document.html", {"page": page}),
    )
