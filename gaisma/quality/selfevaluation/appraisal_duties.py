"""What is owed in the appraisal of heads, told to nobody but who appraises and the head herself."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext

from gaisma.base import access
from gaisma.base.duties import Owed
from gaisma.base.models import User
from gaisma.base.permissions import OFFICIALS
from gaisma.quality.selfevaluation import appraising
from gaisma.quality.selfevaluation.models import Appraisal, AppraisalTask, ProgressTalk

AHEAD = timedelta(days=30)
"""So long before its day a duty is told."""
TO_READ = timedelta(days=7)
"""So long after it was concluded the head is to have read it."""
TASKS_BY, TALK_BY, RESULT_BY = (9, 30), (11, 30), (8, 31)
"""Month and day by which tasks are set and talked about in autumn, and the year is concluded."""


def owed(user: User, on: date) -> tuple[Owed, ...]:
    """What the head is to read of her own, and what is next in those that the person appraises."""
    if not access.reach(user, "head", *OFFICIALS):
        return ()
    read = Q(head__account__user=user, concluded_on__isnull=False, read_at=None)
    appraised = Q(appraiser__account__user=user, concluded_on=None)
    rows = (
        Appraisal.objects.visible_to(user)
        .filter(read | appraised)
        .annotate(
            has_tasks=Exists(AppraisalTask.objects.filter(appraisal=OuterRef("pk"))),
            has_talk=Exists(ProgressTalk.objects.filter(appraisal=OuterRef("pk"))),
        )
    )
    related = ("institution", "school_year", "head__account")
    found = (_owed(row, user) for row in rows.select_related(*related).order_by("pk"))
    return tuple(one for one in found if one.due_on and one.due_on - AHEAD <= on)


def _owed(row: Appraisal, user: User) -> Owed:
    due_on, sentence = next(_next(row, is_own=appraising.is_head(row, user)))
    return Owed(
        organisation_id=row.institution_id,
        organisation=row.institution.name,
        due_on=due_on,
        page="selfevaluation:appraisal",
        of=(row.pk,),
        sentence=sentence,
    )


def _next(row: Appraisal, *, is_own: bool) -> Iterator[tuple[date, str]]:
    """What is to be done first, by its day."""
    begins, ends = row.school_year.starts_on.year, row.school_year.ends_on.year
    if is_own and row.concluded_on:
        yield row.concluded_on + TO_READ, gettext("Appraisal of heads: the result to be read")
    if not row.has_tasks:  # type: ignore[attr-defined]
        yield date(begins, *TASKS_BY), gettext("Appraisal of heads: tasks to be set")
    if not row.has_talk:  # type: ignore[attr-defined]
        yield date(begins, *TALK_BY), gettext("Appraisal of heads: a talk about the tasks")
    yield date(ends, *RESULT_BY), gettext("Appraisal of heads: the result to be told")
