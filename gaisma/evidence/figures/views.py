from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gaisma.base import clock, listing
from gaisma.base.access import SignedInRequest, requires
from gaisma.evidence.figures import (
    evidence,
    explanations,
    exporting,
    handbook,
    policies,
    queries,
    questions,
    terms,
)
from gaisma.evidence.figures import records as behind


@requires("figures.see")
@require_safe
def figures(request: SignedInRequest) -> HttpResponse:
    """The figures that can be asked for, with what they mean and their value today."""
    basis = evidence.current(school_year=request.GET.get("school_year", ""))
    text = request.GET.get("q", "")[:200]
    groups = handbook.groups(request.user, basis=basis, text=text)
    return render(request, "figures/list.html", {"groups": groups, "basis": basis, "q": text})


@requires("figures.see")
@require_safe
def figure(request: SignedInRequest, indicator: str) -> HttpResponse:
    """A figure explained: what it means, its origin, its years, its breakdowns."""
    try:
        question = _question(request, indicator)
    except PermissionDenied:
        return _refused(request, indicator)
    answer = explanations.explanation(request.user, question)
    if request.GET.get("format") in listing.FORMATS:
        table, rows = exporting.table_of(answer), exporting.rows_of(answer)
        return listing.answer(request, table=table, rows=rows, title=answer.title)
    return render(request, "figures/figure.html", {"explanation": answer})


def _question(request: SignedInRequest, indicator: str) -> questions.Asked:
    as_of = policies.reach_of(request.user).today
    given = request.GET.dict()
    if given.get("followed_to", "") <= given.get("school_year", ""):
        # Whoever chose a later year in the form goes on from there.
        given.pop("followed_to", None)
    return questions.asked(request.user, indicator, given, as_of=as_of)


def _refused(request: SignedInRequest, indicator: str) -> HttpResponse:
    """Why so narrow a question is not answered, and the wider one that is."""
    known = queries.known_indicator(indicator)
    context = {"indicator": known, "title": terms.title_of(known)}
    return render(request, "figures/refused.html", context, status=403)


@requires("figures.see_records")
@require_safe
def records(request: SignedInRequest, indicator: str) -> HttpResponse:
    """The records that a figure counts, within the person's reach."""
    question = _question(request, indicator)
    if not question.indicator.subject:
        raise Http404
    page = request.GET.get("page", "1")
    context = {
        "explanation": explanations.explanation(request.user, question),
        "records": behind.records(request.user, question, page=page, at=clock.now()),
    }
    return render(request, "figures/records.html", context)
