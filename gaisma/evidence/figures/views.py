from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gaisma.base.access import SignedInRequest, requires
from gaisma.base.models import Installation
from gaisma.evidence.figures import evidence, explanations, handbook, questions
from gaisma.evidence.figures import records as behind


@requires("figures.see")
@require_safe
def figures(request: SignedInRequest) -> HttpResponse:
    """All figures that can be asked for, with what they mean and their value today."""
    basis = evidence.current(school_year=request.GET.get("school_year", ""))
    entries = handbook.entries(request.user, basis=basis)
    return render(request, "figures/list.html", {"entries": entries, "basis": basis})


@requires("figures.see")
@require_safe
def figure(request: SignedInRequest, indicator: str) -> HttpResponse:
    """A figure explained: what it means, its origin, its years, its breakdowns."""
    question = questions.asked(
        request.user, indicator, request.GET.dict(), as_of=Installation.current().as_of()
    )
    answer = explanations.explanation(request.user, question)
    return render(request, "figures/figure.html", {"explanation": answer})


@requires("figures.see_records")
@never_cache
@require_safe
def records(request: SignedInRequest, indicator: str) -> HttpResponse:
    """The records that a figure counts, within the person's reach."""
    question = questions.asked(
        request.user, indicator, request.GET.dict(), as_of=Installation.current().as_of()
    )
    page = request.GET.get("page", "1")
    context = {
        "explanation": explanations.explanation(request.user, question),
        "records": behind.records(request.user, question, page=page, at=timezone.now()),
    }
    return render(request, "figures/records.html", context)
