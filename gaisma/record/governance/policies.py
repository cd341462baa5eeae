"""Whether the state of an act or a board allows what is asked."""

from datetime import date

from django.utils.translation import gettext as _

from gaisma.base import wording
from gaisma.base.changes import UnableToRecord
from gaisma.record.governance.models import Body


def ends_after_it_starts(from_on: date, to_on: date | None) -> None:
    """Raises UnableToRecord when a period ends before it starts."""
    if to_on and to_on < from_on:
        raise UnableToRecord(
            _("The last day is before the first: give a day from %(day)s on.")
            % {"day": wording.day(from_on)},
            code="end_before_start",
        )


def sits_within(body: Body, from_on: date, to_on: date | None) -> None:
    """Raises UnableToRecord when somebody would sit in a board that does not work then."""
    ends_after_it_starts(from_on, to_on)
    is_after = body.to_on is not None and from_on > body.to_on
    if from_on < body.from_on or is_after:
        raise UnableToRecord(
            _("“%(board)s” works from %(from)s to %(to)s: give a day between them.")
            % {
                "board": body.name,
                "from": wording.day(body.from_on),
                "to": wording.day(body.to_on),
            },
            code="outside_the_term",
        )


def meets_once(body: Body, held_on: date, *, but: int | None = None) -> None:
    """Raises UnableToRecord when the board has another meeting on that day already."""
    others = body.meetings.filter(held_on=held_on)
    if others.exclude(pk__in=[but] if but else []).exists():
        raise UnableToRecord(
            _("“%(board)s” has a meeting on %(day)s already: change that one.")
            % {"board": body.name, "day": wording.day(held_on)},
            code="meets_already",
        )


def check_named_once(*, has_person: bool, outside_name: str) -> None:
    """Raises UnableToRecord when a member is neither or both of a person and a name."""
    if has_person == bool(outside_name.strip()):
        raise UnableToRecord(
            _("Choose a member of staff, or write the name of somebody from outside."),
            code="person_or_name",
        )
