"""What the results of a paper say."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gaisma.base import listing
from gaisma.base.access import SignedInRequest, requires
from gaisma.quality.assessments import selectors
from gaisma.quality.assessments.lists import AnalysisTable, PathsTable
from gaisma.quality.assessments.pages.assessments import paper_crumbs
from gaisma.quality.assessments.permissions import SEE_RESULTS
from gaisma.quality.assessments.queries import analysis as queries
from gaisma.quality.assessments.queries.paths import transitions


@requires(SEE_RESULTS)
@require_safe
def analysis(request: SignedInRequest, paper_id: int) -> HttpResponse:
    """Distribution, places and conditions with their intervals, tasks; also as a file."""
    paper = selectors.paper(request.user, paper_id)
    page = queries.analysis(paper, request.user, institution=request.GET.get("institution", ""))
    if request.GET.get("format") in listing.FORMATS:
        title = f"{_('Analysis')} · {paper}"
        rows = [(table.title, line) for table in page.tables for line in table.lines]
        return listing.answer(request, table=AnalysisTable, rows=rows, title=title)
    crumbs = paper_crumbs(paper)
    return render(request, "assessments/analysis.html", {"page": page, "crumbs": crumbs})


@requires(SEE_RESULTS)
@require_safe
def paths(request: SignedInRequest, paper_id: int) -> HttpResponse:
    """From which level of earlier tests to which of this one; also as a file."""
    paper = selectors.paper(request.user, paper_id)
    tables = transitions(paper, request.user)
    if request.GET.get("format") in listing.FORMATS:
        title = f"{_('From earlier tests')} · {paper}"
        rows = [
            (f"{table.earlier.assessment} · {table.earlier}", line.title, column, count)
            for table in tables
            for line in table.lines
            for column, count in zip(table.columns, line.counts, strict=True)
        ]
        return listing.answer(request, table=PathsTable, rows=rows, title=title)
    page = {"paper": paper, "tables": tables, "crumbs": paper_crumbs(paper)}
    return render(request, "assessments/paths.html", page)
