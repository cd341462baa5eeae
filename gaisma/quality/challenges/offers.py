"""What this room offers to others."""

from datetime import date, timedelta

from django.utils.text import Truncator
from django.utils.translation import gettext, gettext_noop

from gaisma.base import access
from gaisma.base.duties import Duty, Owed
from gaisma.base.models import Installation, User
from gaisma.base.navigation import QUALITY, NavigationEntry
from gaisma.quality.challenges import report, workflow
from gaisma.quality.challenges.models import Challenge, Task
from gaisma.quality.challenges.permissions import KEEP
from gaisma.quality.challenges.workflow import OPEN

AHEAD = timedelta(days=14)
"""So long before its day a task is told."""
LONGEST = 120


def tasks_owed(user: User, on: date) -> tuple[Owed, ...]:
    """Tasks near their day or past it, of challenges for which the user answers."""
    if not access.may(user, KEEP):
        return ()
    rows = Task.objects.filter(
        challenge__owner=user, challenge__state=OPEN, done_on=None, due_on__lte=on + AHEAD
    )
    return tuple(
        _owed(row.challenge_id, row.due_on, row.what) for row in rows.order_by("due_on", "pk")
    )


def conclusions_owed(user: User, on: date) -> tuple[Owed, ...]:
    """Challenges for which the user answers, of years that are over: what became of them."""
    if not access.may(user, KEEP):
        return ()
    rows = Challenge.objects.filter(owner=user, state=OPEN, school_year__ends_on__lt=on)
    told = gettext("Say what became of the challenge: %(title)s")
    return tuple(
        _owed(row.pk, row.school_year.ends_on + AHEAD, told % {"title": row.title})
        for row in rows.select_related("school_year").order_by("school_year__ends_on", "pk")
    )


def _owed(challenge_id: int, due_on: date | None, sentence: str) -> Owed:
    authority = Installation.current().authority
    return Owed(
        organisation_id=authority.pk if authority else 0,
        organisation=authority.name if authority else "",
        due_on=due_on,
        page="challenges:challenge",
        of=(challenge_id,),
        sentence=Truncator(sentence).chars(LONGEST),
    )


DUTIES = [
    Duty("challenges.tasks", gettext_noop("Tasks of challenges of the year"), tasks_owed),
    Duty("challenges.conclusions", gettext_noop("Challenges to conclude"), conclusions_owed),
]
REPORT_SECTIONS = report.SECTIONS
WORKFLOWS = [workflow.CHALLENGE]
NAVIGATION = [
    NavigationEntry(
        "challenges",
        gettext_noop("Challenges of the year"),
        "challenges:list",
        QUALITY,
        "challenges.see",
        order=100,
    ),
]
