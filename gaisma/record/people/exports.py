"""Lists of people: taking one away is noted with its length."""

from typing import Any

from django.http import HttpResponse

from gaisma.base import audit, clock, listing
from gaisma.base.access import SignedInRequest
from gaisma.record.people import audited


def answer(request: SignedInRequest, *, rows: Any, filters: Any, **page: Any) -> HttpResponse:
    """The list; a file of it holds names, never personal codes, and is written into the audit."""
    if request.GET.get("format") in listing.FORMATS:
        found = listing.narrowed(request, rows=rows, filters=filters)
        details = {"rows": found.count(), "list": request.path}
        audit.note(action=audited.TAKE_PEOPLE_OUT, by=request.user, at=clock.now(), details=details)
    return listing.answer(request, rows=rows, filters=filters, **page)
