"""Whether the state of people's records allows what is asked."""

from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext as _

from gaisma.base import wording
from gaisma.record.people.models import Employment, Person

MOST_LOAD = Decimal("1.5")
"""The sum of a person's loads above which a warning is given; it is never refused."""


def in_force(*, from_on: date, to_on: date | None) -> Q:
    """Rows whose `from_on` to `to_on` share a day with the period."""
    begins = Q() if to_on is None else Q(from_on__lte=to_on)
    return begins & (Q(to_on__isnull=True) | Q(to_on__gte=from_on))


def employments_on(person: Person, *, on: date) -> QuerySet[Employment]:
    """The person's posts on that day."""
    return person.employments.filter(in_force(from_on=on, to_on=on))


def load_warnings(person: Person, *, on: date) -> tuple[str, ...]:
    """A sentence when the person's loads on that day are above what is usual."""
    total = employments_on(person, on=on).aggregate(total=Sum("load"))["total"] or Decimal(0)
    if total <= MOST_LOAD:
        return ()
    text = _("The loads add up to %(total)s: more than %(most)s is unusual.")
    return (text % {"total": wording.number(total), "most": wording.number(MOST_LOAD)},)
