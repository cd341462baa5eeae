"""How pages find a child: for who is none of the authority's it is not there."""

from datetime import date

from django.http import Http404
from django.shortcuts import get_object_or_404

from gaisma.base.models import User
from gaisma.quality.prevention.models import ContactAttempt, Declared
from gaisma.quality.prevention.outside import queries
from gaisma.quality.prevention.outside.queries import ChildPage


def child(user: User, declared_id: int, *, on: date) -> ChildPage:
    """A child who is out of education on the day, or was sought. Raises Http404."""
    rows = Declared.objects.visible_to(user).select_related("person", "responsible")
    page = queries.child_page(get_object_or_404(rows, pk=declared_id), on=on)
    if not page.is_told:
        raise Http404
    return page


def attempt(user: User, attempt_id: int) -> tuple[ContactAttempt, Declared]:
    """An attempt, and the last entry of its child. Raises Http404."""
    row = get_object_or_404(ContactAttempt, pk=attempt_id)
    seen = Declared.objects.visible_to(user).select_related("person").filter(person=row.person_id)
    found = seen.order_by("-from_on").first()
    if found is None:
        raise Http404
    return row, found
