from functools import partial

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gaisma.base import acting
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import sent, shown_or_sent
from gaisma.quality.selfevaluation import selectors
from gaisma.quality.selfevaluation.actions import evidence as proving
from gaisma.quality.selfevaluation.actions import reports as writing
from gaisma.quality.selfevaluation.forms import (
    FigureForm,
    JoinForm,
    PassageForm,
    ProofForm,
    QuoteForm,
    RemarkForm,
)
from gaisma.quality.selfevaluation.models import Passage, Remark, SelfEvaluation
from gaisma.quality.selfevaluation.pages.reports import crumbs
from gaisma.quality.selfevaluation.permissions import REMARK, WRITE
from gaisma.quality.selfevaluation.queries import contributions, evidence, reports
from gaisma.quality.selfevaluation.queries.evidence import places_of
from gaisma.record.instruments.titles import spoken


@requires(WRITE)
@shown_or_sent
def passage(request: SignedInRequest, passage_id: int) -> HttpResponse:
    """Write what is said of a place, and on what it rests."""
    row = selectors.passage(request.user, passage_id)
    line = reports.place(row, request.user)
    is_open = row.evaluation.state == "draft"
    return acting.asked(
        request,
        PassageForm(sent(request), passage=row, initial=PassageForm.of(row)),
        act=partial(writing.write, passage=row),
        said=_("Saved."),
        leads_to=row.evaluation.get_absolute_url() + f"#{row.names[0]}",
        template="selfevaluation/passage.html",
        title=line.title,
        lead=line.hint,
        crumbs=crumbs(row.evaluation),
        line=line,
        passage=row,
        voices=contributions.fitting(contributions.voices(row.evaluation), places_of(row)),
        offered=evidence.offered(row) if is_open else None,
    )


@requires(WRITE)
@shown_or_sent
def join(request: SignedInRequest, evaluation_id: int, area: str) -> HttpResponse:
    """Judge several criteria of an area together."""
    row = selectors.written(request.user, evaluation_id)
    asked = row.version.asks
    section = next((one for one in asked.sections if one.name == area), None)
    if section is None:
        raise Http404
    return acting.asked(
        request,
        JoinForm(sent(request), area=section, evaluation=row),
        act=partial(writing.join, evaluation=row),
        said=_("The criteria are judged together now."),
        leads_to=Passage.get_absolute_url,
        title=_("Judge criteria together"),
        lead=asked.text(section.label, spoken(asked)),
        button=_("Join"),
        crumbs=crumbs(row),
    )


@requires(WRITE)
@require_POST
def part(request: SignedInRequest, passage_id: int) -> HttpResponse:
    """Judge joined criteria apart again."""
    row = selectors.passage(request.user, passage_id)
    return acting.done(
        request,
        partial(writing.part, passage=row, revision=row.revision),
        said=_("Each criterion stands alone again; the text stays with the first."),
        leads_to=row.evaluation.get_absolute_url(),
    )


@requires(WRITE)
@require_POST
def add_figure(request: SignedInRequest, passage_id: int) -> HttpResponse:
    """Rest on a figure that is offered."""
    row = selectors.passage(request.user, passage_id)
    form = FigureForm(request.POST)
    offer = form.cleaned_data["offer"] if form.is_valid() else ""
    return acting.done(
        request,
        partial(proving.add_figure, passage=row, offer=offer),
        said=_("The figure stands with the evidence."),
        leads_to=row.get_absolute_url(),
    )


@requires(WRITE)
@require_POST
def take_over(request: SignedInRequest, passage_id: int) -> HttpResponse:
    """Rest on a passage of what people submitted about their own year."""
    row = selectors.passage(request.user, passage_id)
    form = QuoteForm(request.POST)
    if not form.is_valid():
        raise Http404
    chosen = selectors.submitted(row.evaluation, form.cleaned_data["contribution"])
    item = form.cleaned_data["item"]
    return acting.done(
        request,
        partial(proving.take_over, passage=row, contribution=chosen, item=item),
        said=_("The passage stands with the evidence; it stays within the institution."),
        leads_to=row.get_absolute_url(),
    )


@requires(WRITE)
@shown_or_sent
def add_proof(request: SignedInRequest, passage_id: int) -> HttpResponse:
    """Rest on a page or a document."""
    row = selectors.passage(request.user, passage_id)
    return acting.asked(
        request,
        ProofForm(sent(request), request.FILES or None),
        act=partial(proving.add_other, passage=row),
        said=_("It stands with the evidence."),
        title=_("Add a link or a document"),
        button=_("Add"),
        back=row.get_absolute_url(),
        crumbs=crumbs(row.evaluation),
    )


@requires(WRITE)
@require_POST
def drop(request: SignedInRequest, piece_id: int) -> HttpResponse:
    """Take a piece of evidence away."""
    row = selectors.piece(request.user, piece_id)
    return acting.done(
        request,
        partial(proving.remove, piece=row),
        said=_("The evidence is taken away."),
        leads_to=row.evaluation.get_absolute_url(),
    )


@requires(REMARK)
@require_POST
def remark(request: SignedInRequest, evaluation_id: int) -> HttpResponse:
    """Say something of the report or a place in it."""
    row = selectors.report(request.user, evaluation_id)
    form = RemarkForm(request.POST)
    text = form.cleaned_data["text"] if form.is_valid() else ""
    about = request.POST.get("about", "")
    return acting.done(
        request,
        partial(writing.remark, evaluation=row, about=about, text=text),
        said=_("Your remark stands with the report."),
        leads_to=f"{row.get_absolute_url()}#remarks",
    )


@requires(REMARK)
@require_POST
def settle(request: SignedInRequest, remark_id: int) -> HttpResponse:
    """Say that a remark is settled."""
    seen = SelfEvaluation.objects.visible_to(request.user)
    row = (
        Remark.objects.select_related("evaluation__institution")
        .filter(evaluation__in=seen, pk=remark_id)
        .first()
    )
    if row is None:
        raise Http404
    return acting.done(
        request,
        partial(writing.settle, remark=row),
        said=_("The remark is settled."),
        leads_to=f"{row.evaluation.get_absolute_url()}#remarks",
    )
