"""Which persons are seen because they learn, teach a group, or wait for a place."""

from collections.abc import Collection
from datetime import date

from django.db.models import Exists, OuterRef, Q

from gaisma.base.models import User
from gaisma.base.permissions import REVIEWERS
from gaisma.record.people.sight import Sight
from gaisma.record.programmes.models import Enrolment, QueueEntry
from gaisma.record.programmes.querysets import READERS

LEARNER = OuterRef("pk")


def _learners() -> Q:
    return Q(Exists(Enrolment.objects.filter(person=LEARNER)))


def _learners_at(organisations: Collection[int]) -> Q:
    return Q(Exists(Enrolment.objects.filter(person=LEARNER, group__institution__in=organisations)))


def _own_learners(user: User, on: date) -> Q:
    learners = Enrolment.objects.taught_by(user, on=on)
    return Q(Exists(learners.filter(person=LEARNER)))


def _guardians() -> Q:
    return Q(Exists(Enrolment.objects.filter(person__guardians__guardian=LEARNER)))


def _guardians_at(organisations: Collection[int]) -> Q:
    wards = Enrolment.objects.filter(person__guardians__guardian=LEARNER)
    return Q(Exists(wards.filter(group__institution__in=organisations)))


def _waiting() -> Q:
    return Q(Exists(QueueEntry.objects.filter(person=LEARNER)))


def _waiting_at(organisations: Collection[int]) -> Q:
    wishes = QueueEntry.objects.among(organisations)
    return Q(Exists(wishes.filter(person=LEARNER)))


SIGHTS = [
    Sight("programmes.learners", _learners, _learners_at, READERS, _own_learners),
    Sight("programmes.guardians", _guardians, _guardians_at, REVIEWERS),
    Sight("programmes.queue", _waiting, _waiting_at, REVIEWERS),
]
