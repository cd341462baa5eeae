"""What institutions owe by the deadlines of the calendar."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from gaisma.base import access
from gaisma.base.duties import Duty, Owed
from gaisma.base.models import User
from gaisma.base.permissions import LEADERS
from gaisma.workplace.calendar.queries import deadlines
from gaisma.workplace.calendar.queries.deadlines import Line, Progress


def owed(user: User, on: date) -> tuple[Owed, ...]:
    """Deadlines by which institutions in the person's reach have not delivered."""
    if not deadlines.may_see_progress(user):
        return ()
    led = access.reach(user, *LEADERS)
    return tuple(_all(deadlines.at_hand(user, on=on), led))


def _all(found: Iterable[Progress], led: Collection[int]) -> Iterator[Owed]:
    for progress in found:
        for line in progress.lines:
            if not line.is_delivered:
                yield _owed(progress, line, is_own=line.institution.id in led)


def _owed(progress: Progress, line: Line, *, is_own: bool) -> Owed:
    """Who leads the institution is told that it came back; others wait for it all the same."""
    deadline, place = progress.deadline, line.institution
    title = deadline.title
    if line.is_returned and is_own:
        title = gettext("Returned for mending: %(title)s") % {"title": title}
    return Owed(
        organisation_id=place.id,
        organisation=place.name,
        due_on=deadline.due_on,
        address=reverse("calendar:deliver", args=[deadline.pk, place.id]),
        sentence=title,
    )


DUTIES = [Duty("deadlines", gettext_noop("Deadlines"), owed)]
