"""Whether the state of an institution allows what is asked."""

from datetime import date

from django.utils.translation import gettext as _

from gaisma.base import wording
from gaisma.base.changes import UnableToRecord
from gaisma.base.models import Organisation


def ends_after_it_starts(from_on: date | None, to_on: date | None) -> None:
    """Raises UnableToRecord when a period ends before it starts."""
    if from_on and to_on and to_on < from_on:
        raise UnableToRecord(
            _("%(to)s is before %(from)s: give an end that is not before the start.")
            % {"to": wording.day(to_on), "from": wording.day(from_on)},
            code="end_before_start",
        )


def check_open(institution: Organisation, *, on: date) -> None:
    """Raises UnableToRecord when the institution does not work on that day."""
    if institution.closed_on and institution.closed_on < on:
        raise UnableToRecord(
            _("%(institution)s closed on %(day)s: choose another institution or an earlier day.")
            % {"institution": institution.name, "day": wording.day(institution.closed_on)},
            code="institution_closed",
        )


def check_can_close(institution: Organisation, *, on: date) -> None:
    """Raises UnableToRecord when the institution is closed already or opens later."""
    ends_after_it_starts(institution.opened_on, on)
    if institution.closed_on:
        raise UnableToRecord(
            _("%(institution)s is closed since %(day)s already.")
            % {"institution": institution.name, "day": wording.day(institution.closed_on)},
            code="closed_already",
        )


def check_can_succeed(institution: Organisation, successor: Organisation, *, on: date) -> None:
    """Raises UnableToRecord when one cannot be taken over by the other on that day."""
    if institution.pk == successor.pk:
        raise UnableToRecord(
            _("An institution cannot be taken over by itself: choose its successor."),
            code="own_successor",
        )
    check_open(successor, on=on)
