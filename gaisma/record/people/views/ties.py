from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gaisma.base import acting
from gaisma.base.access import SignedInRequest, requires
from gaisma.record.people import selectors
from gaisma.record.people.actions import ties
from gaisma.record.people.models import Tie
from gaisma.record.people.permissions import KEEP_PEOPLE
from gaisma.record.people.views.persons import crumbs


@requires(KEEP_PEOPLE)
@require_safe
def tie(request: SignedInRequest, tie_id: int) -> HttpResponse:
    """An institution joined somebody whom the reader keeps: who, what it entered."""
    row = selectors.asked_tie(request.user, tie_id)
    posts = row.person.employments.filter(institution=row.institution).order_by("from_on", "pk")
    page = {"tie": row, "posts": posts, "crumbs": crumbs(row.person)}
    return render(request, "people/tie.html", page)


@requires(KEEP_PEOPLE)
@require_POST
def confirm(request: SignedInRequest, tie_id: int) -> HttpResponse:
    """The institution shall see and keep the whole record."""
    return _answered(request, tie_id, Tie.CONFIRMED, said=_("The tie is confirmed."))


@requires(KEEP_PEOPLE)
@require_POST
def refuse(request: SignedInRequest, tie_id: int) -> HttpResponse:
    """The institution shall see no more than it entered itself."""
    return _answered(request, tie_id, Tie.REFUSED, said=_("The tie is refused."))


def _answered(request: SignedInRequest, tie_id: int, state: str, *, said: str) -> HttpResponse:
    row = selectors.asked_tie(request.user, tie_id)
    return acting.done(
        request,
        partial(ties.answer, tie=row, state=state, revision=row.revision),
        said=said,
        leads_to=row.person.get_absolute_url(),
    )
