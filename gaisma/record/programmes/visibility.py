"""Which persons are seen because they learn, teach a group, or wait for a place."""

from datetime import date

from gaisma.base.models import User
from gaisma.record.people.visibility import Rows, Sight
from gaisma.record.programmes.models import Enrolment, QueueEntry
from gaisma.record.programmes.querysets import READERS, for_places_in


def _enrolments() -> Rows:
    return Enrolment.objects.all()


def _own_learners(user: User, on: date) -> Rows:
    return Enrolment.objects.taught_by(user, on=on)


def _wishes() -> Rows:
    return QueueEntry.objects.all()


SIGHTS = [
    Sight(
        "programmes.learners",
        _enrolments,
        institution="group__institution",
        readers=READERS,
        own=_own_learners,
    ),
    Sight(
        "programmes.guardians",
        _enrolments,
        institution="group__institution",
        person="person__guardians__guardian",
        through="person",
    ),
    Sight("programmes.queue", _wishes, institution="institution", within=for_places_in),
]
