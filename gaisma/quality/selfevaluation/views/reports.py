from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gaisma.base import acting, wording
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.files import serving
from gaisma.base.forms import sent, shown_or_sent
from gaisma.base.models import SchoolYear
from gaisma.quality.selfevaluation import selectors
from gaisma.quality.selfevaluation.actions import writing
from gaisma.quality.selfevaluation.forms.reports import BeginForm, RemarkForm
from gaisma.quality.selfevaluation.models import SelfEvaluation
from gaisma.quality.selfevaluation.permissions import SEE, WRITE
from gaisma.quality.selfevaluation.queries import reports as pages
from gaisma.quality.selfevaluation.views.lists import crumbs as way
from gaisma.quality.selfevaluation.workflow import DRAFT
from gaisma.record.people.fields import kept_institutions
from gaisma.record.people.selectors import today
from gaisma.record.programmes.views import choosing

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
    page = pages.page(selectors.report(request.user, evaluation_id), request.user)
    context = {"page": page, "crumbs": way(), "form": RemarkForm()}
    return render(request, "selfevaluation/report.html", context)


@requires(SEE)
@require_safe
def for_paper(request: SignedInRequest, evaluation_id: int) -> HttpResponse:
    """The same for paper: without what can be done."""
    page = pages.page(selectors.report(request.user, evaluation_id), request.user)
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
        act=partial(writing.begin, institution=institution),
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
    is_told = row.is_public or pages.sees_internal(row.evaluation, request.user)
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
    from gaisma.quality.selfevaluation import documents

    row = selectors.report(request.user, evaluation_id)
    if row.state == DRAFT:
        raise Http404
    name = f"self-evaluation-{row.institution.code}-{row.school_year.name.replace('/', '-')}"
    page = pages.page(row, request.user, is_public=True)
    return papers.answer(documents.paper(page), form, name=name)
