from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gaisma.base import access, clock, listing
from gaisma.base.access import SignedInRequest, requires
from gaisma.evidence.interop import contract, giving, queries
from gaisma.evidence.interop.permissions import KEEP_MAPPINGS, SEE_IMPORTS, SEE_TABLES, TAKE_OUT
from gaisma.evidence.interop.titles import kind_title


@requires(SEE_TABLES)
@require_safe
def tables(request: SignedInRequest) -> HttpResponse:
    """The tables that can be taken in: their templates, and what is stored."""
    page = {
        "tables": queries.tables(),
        "may_take_out": access.may(request.user, TAKE_OUT),
        "may_see_imports": access.may(request.user, SEE_IMPORTS),
        "may_keep_mappings": access.may(request.user, KEEP_MAPPINGS),
    }
    return render(request, "interop/tables.html", page)


@requires(SEE_TABLES)
@require_safe
def template(_request: SignedInRequest, kind: str) -> HttpResponse:
    """An empty workbook with explanations in the reader's language."""
    content = giving.template(_known(kind), at=clock.now())
    return listing.attached(content, name=kind_title(kind), format_="xlsx")


@requires(TAKE_OUT)
@require_safe
def stored(request: SignedInRequest, kind: str) -> HttpResponse:
    """What is stored of the institutions that the person reaches, in the template's shape."""
    content = giving.stored(_known(kind), by=request.user, at=clock.now())
    return listing.attached(content, name=kind_title(kind), format_="xlsx")


def _known(kind: str) -> str:
    if kind not in contract.kinds():
        raise Http404
    return kind
