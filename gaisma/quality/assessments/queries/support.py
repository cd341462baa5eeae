"""Learners for individual support: who reached little in grade 7, for those who teach or help them.

Seen is by whom a learner is taught or supported now, not where the test was sat: it goes with the
learner to the next school, and the school that the learner has left reads it no more.
"""

from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_noop

from gaisma.base import access, thresholds
from gaisma.base.permissions import LEADERS, Reader
from gaisma.base.thresholds import Threshold
from gaisma.quality.assessments.models import Result
from gaisma.quality.assessments.permissions import SUPPORT_TEAM
from gaisma.record.programmes.models import Enrolment

LITTLE = Threshold(
    "assessments.support",
    title=gettext_noop("In grade 7 learners are proposed for individual support who reached less"),
    unit=gettext_noop("percent"),
    default=20,
    least=1,
    most=100,
)
MEASURED_IN, UNTIL = 7, 9
"""The grade whose tests count, and the last in which the list still names a learner."""


def supported(user: Reader, *, on: date) -> "QuerySet[Enrolment]":
    """Learners now in grades 7 to 9 whom the user teaches, leads or supports."""
    reach = access.reach(user, *LEADERS, *SUPPORT_TEAM)
    own = Enrolment.objects.taught_by(user, on=on).values("pk")
    rows = Enrolment.objects.filter(Q(group__institution__in=reach) | Q(pk__in=own))
    return rows.not_over(on).filter(group__grade__range=(MEASURED_IN, UNTIL))


def for_support(user: Reader, *, on: date) -> "QuerySet[Result]":
    """First attempts in grade 7 below the threshold, by learner, with the class of now."""
    mine = supported(user, on=on)
    last = mine.filter(person=OuterRef("person")).order_by("-from_on", "-pk")
    rows = Result.objects.filter(
        paper__grade=MEASURED_IN,
        attempt=1,
        percent__lt=thresholds.value(LITTLE.key),
        person__in=mine.values("person"),
    )
    rows = rows.select_related("person", "paper__subject", "paper__assessment__school_year")
    return rows.annotate(
        class_now=Subquery(last.values("group__name")[:1]),
        institution_now=Subquery(last.values("group__institution__name")[:1]),
    ).order_by("person__family_name", "person__given_name", "paper__held_on", "pk")
