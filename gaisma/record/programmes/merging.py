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
        same = policies.overlapping(kept, from_on=enrolment.from_on, to_on=to_on).first()
        if same:
            yield _(
                "They learn at two places at once, in %(group)s and in %(other)s: "
                "end one enrolment first, or delete it."
            ) % {"group": _place(same.group), "other": _place(enrolment.group)}


def _twice(kept: Person, other: Person) -> Iterator[str]:
    """Rows that the database would hold twice: the same group, or wish, from the same day."""
    groups = set(kept.enrolments.values_list("group", "from_on"))
    if groups & set(other.enrolments.values_list("group", "from_on")):
        yield _("Both are in one group from the same day: delete one enrolment first.")
    wishes = set(kept.queue_entries.values_list("stage", "institution", "registered_on"))
    if wishes & set(other.queue_entries.values_list("stage", "institution", "registered_on")):
        yield _("Both wait for the same place since the same day: end one wish first.")
    taught = set(kept.taught_groups.values_list("group", "from_on"))
    if taught & set(other.taught_groups.values_list("group", "from_on")):
        yield _("Both teach one group from the same day: delete one of the two lines first.")


def _place(group: object) -> str:
    return f"{group} ({group.institution})"  # type: ignore[attr-defined]


OBSTACLES = [
    Obstacle("programmes.learning", _learning),
    Obstacle("programmes.twice", _twice),
]
