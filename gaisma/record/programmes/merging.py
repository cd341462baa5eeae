"""Why two persons who learn cannot be one."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from gaisma.analytics.vocabulary import EXCLUSIVE_STAGES
from gaisma.record.people.merging import Obstacle
from gaisma.record.people.models import Person
from gaisma.record.programmes import policies


def _learning(kept: Person, other: Person) -> Iterator[str]:
    learnt = other.enrolments.filter(programme__stage__in=EXCLUSIVE_STAGES)
    for enrolment in learnt.select_related("group__school_year", "group__institution"):
        to_on = policies.last_day(enrolment.group, enrolment.to_on)
        there = policies.overlapping(kept, from_on=enrolment.from_on, to_on=to_on)
        # The same place from the same day is one place, written down twice.
        same = there.exclude(group=enrolment.group, from_on=enrolment.from_on).first()
        if same:
            yield _(
                "They learn at two places at once, in %(group)s and in %(other)s: "
                "end one of the enrolments first."
            ) % {"group": _place(same.group), "other": _place(enrolment.group)}


def _place(group: object) -> str:
    return f"{group} ({group.institution})"  # type: ignore[attr-defined]


OBSTACLES = [
    Obstacle("programmes.learning", _learning),
]
