"""What this room offers to others."""

from datetime import date

from django.utils.translation import gettext, gettext_noop

from gaisma.base import access, wording
from gaisma.base.accounts.ways import WayIn
from gaisma.base.backups import LeftOut
from gaisma.base.duties import Duty, Owed
from gaisma.base.models import Installation, User
from gaisma.base.navigation import YEAR, NavigationEntry
from gaisma.base.permissions import KEEPERS, LEADERS
from gaisma.record.governance.links import ActLinks, Link
from gaisma.workplace.calendar import actions, report, workflow
from gaisma.workplace.calendar.models import Deadline, Measure
from gaisma.workplace.calendar.queries import deadlines
from gaisma.workplace.calendar.queries.deadlines import DeadlineLine, Progress
from gaisma.workplace.calendar.queries.entries import measures
from gaisma.workplace.calendar.queries.places import Audience


def deadlines_owed(user: User, on: date) -> tuple[Owed, ...]:
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


def _owed(progress: Progress, line: DeadlineLine, *, delivers: bool, leads: bool) -> Owed:
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


DUTIES = [Duty("deadlines", gettext_noop("Deadline"), deadlines_owed)]


def deadlines_of_act(user: User, act_id: int) -> tuple[Link, ...]:
    """The deadlines that an act sets."""
    rows = Deadline.objects.filter(act=act_id)
    on = Installation.current().as_of()
    found = deadlines.of_rows(rows, Audience.of_reader(user), on=on)
    return tuple(
        Link(
            one.deadline.title,
            one.deadline.get_absolute_url(),
            wording.day(one.deadline.due_on),
        )
        for one in found
    )


def measures_of_act(user: User, act_id: int) -> tuple[Link, ...]:
    """The measures that carry an act out."""
    if not Measure.objects.filter(act=act_id).exists():
        return ()
    return tuple(
        Link(row.title, row.get_absolute_url(), wording.day(row.from_on))
        for row in measures(Audience.of_reader(user))
        if row.act_id == act_id
    )


ACT_LINKS = [
    ActLinks("deadlines", gettext_noop("Deadlines that it sets"), deadlines_of_act),
    ActLinks("measures", gettext_noop("Measures that carry it out"), measures_of_act),
]


WORKFLOWS = [workflow.DELIVERY]
REPORT_SECTIONS = report.SECTIONS

WAYS_IN = [WayIn("feeds", actions.end_own_feeds)]
LEFT_OUT_OF_BACKUPS = [LeftOut("calendar_feed", "secret addresses: who wants one makes another")]
NAVIGATION = [
    NavigationEntry(
        "calendar",
        gettext_noop("Calendar"),
        "calendar:month",
        YEAR,
        "calendar.see",
        order=10,
    ),
    NavigationEntry(
        "missing",
        gettext_noop("Missing work"),
        "calendar:missing",
        YEAR,
        "calendar.see_missing",
        order=20,
    ),
]
