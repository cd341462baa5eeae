"""What institutions owe by the deadlines of the calendar."""

from datetime import date

from django.utils.translation import gettext, gettext_noop

from gaisma.base import access
from gaisma.base.duties import Duty, Owed
from gaisma.base.models import User
from gaisma.base.permissions import KEEPERS, LEADERS
from gaisma.workplace.calendar.queries import deadlines
from gaisma.workplace.calendar.queries.deadlines import Line, Progress


def owed(user: User, on: date) -> tuple[Owed, ...]:
    """Deadlines by which institutions in the person's reach have not delivered."""
    if not deadlines.may_see_progress(user):
        return ()
    kept, led = access.reach(user, *KEEPERS), access.reach(user, *LEADERS)
    return tuple(
        _owed(
            progress,
            line,
            delivers=line.institution.id in kept,
            leads=line.institution.id in led,
        )
        for progress in deadlines.at_hand(user, on=on)
        for line in progress.lines
        if not line.is_delivered
    )


def _owed(progress: Progress, line: Line, *, delivers: bool, leads: bool) -> Owed:
    """Who leads the institution is told that it came back; others wait for it all the same.

    It leads to where it is delivered, and who only looks on to the deadline.
    """
    deadline, place = progress.deadline, line.institution
    title = deadline.title
    if line.is_returned and leads:
        title = gettext("Returned for mending: %(title)s") % {"title": title}
    return Owed(
        organisation_id=place.id,
        organisation=place.name,
        due_on=deadline.due_on,
        page="calendar:deliver" if delivers else "calendar:deadline",
        of=(deadline.pk, place.id) if delivers else (deadline.pk,),
        sentence=title,
    )


DUTIES = [Duty("deadlines", gettext_noop("Deadline"), owed)]
