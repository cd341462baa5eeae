"""Which deadlines and measures follow from an act."""

from django.utils.translation import gettext_noop

from gaisma.base import wording
from gaisma.base.models import Installation, User
from gaisma.record.governance.links import ActLinks, Link
from gaisma.workplace.calendar.models import Deadline, Measure
from gaisma.workplace.calendar.queries import deadlines
from gaisma.workplace.calendar.queries.entries import measures
from gaisma.workplace.calendar.queries.places import Audience


def of_deadlines(user: User, act_id: int) -> tuple[Link, ...]:
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


def of_measures(user: User, act_id: int) -> tuple[Link, ...]:
    """The measures that carry an act out."""
    if not Measure.objects.filter(act=act_id).exists():
        return ()
    return tuple(
        Link(row.title, row.get_absolute_url(), wording.day(row.from_on))
        for row in measures(Audience.of_reader(user))
        if row.act_id == act_id
    )


ACT_LINKS = [
    ActLinks("deadlines", gettext_noop("Deadlines that it sets"), of_deadlines),
    ActLinks("measures", gettext_noop("Measures that carry it out"), of_measures),
]
