from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gaisma.base import clock, listing
from gaisma.base.access import SignedInRequest, requires
from gaisma.evidence.figures import (
    evidence,
    explanations,
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
        question = _question(request, indicator, request.GET)
    except PermissionDenied:
        return _refused(request, indicator)
    answer = explanations.explanation(request.user, question)
    if request.GET.get("format") in listing.FORMATS:
        table, rows = explanations.export_table(answer), explanations.export_rows(answer)
        return listing.answer(request, table=table, rows=rows, title=answer.title)
    return render(request, "figures/figure.html", {"explanation": answer})


def _question(request: SignedInRequest, indicator: str, words: QueryDict) -> questions.Asked:
    as_of = policies.sight_of(request.user).today
    given = {name: str(value) for name, value in words.items()}
    if given.get("followed_to", "") <= given.get("school_year", ""):
        # Whoever chose a later year in the form goes on from there.
        given.pop("followed_to", None)
    return questions.asked(request.user, indicator, given, as_of=as_of)


def _refused(request: SignedInRequest, indicator: str) -> HttpResponse:
    """Why a question is not answered, and the one that is: of today, or wider."""
    known = queries.known_indicator(indicator)
    context = {
        "indicator": known,
        "title": terms.title_of(known),
        "today": _of_today(request, indicator),
    }
    return render(request, "figures/refused.html", context, status=403)


def _of_today(request: SignedInRequest, indicator: str) -> str:
    """Where the same is asked of today, empty where the person may not ask that either."""
    given = request.GET.copy()
    if not any([given.pop("as_of", None), given.pop("lake_version", None)]):
        return ""
    try:
        _question(request, indicator, given)
    except PermissionDenied:
        return ""
    return f"{request.path}?{given.urlencode()}"


@requires("figures.see_records")
@require_safe
def records(request: SignedInRequest, indicator: str) -> HttpResponse:
    """The records that a figure counts, within the person's reach."""
    question = _question(request, indicator, request.GET)
    if not question.indicator.subject:
        raise Http404
    asked = question.indicator
    if not policies.may_see_records(request.user, asked, filters=question.filters):
        raise PermissionDenied
    page = request.GET.get("page", "1")
    context = {
        "explanation": explanations.explanation(request.user, question),
        "records": behind.records(request.user, question, page=page, at=clock.now()),
    }
    return render(request, "figures/records.html", context)
