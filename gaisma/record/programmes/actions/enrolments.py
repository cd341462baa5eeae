"""Learners are enrolled, transferred and withdrawn."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from gaisma.analytics.vocabulary import MOVED
from gaisma.base import audit, changes
from gaisma.base.models import User
from gaisma.evidence.lake.actions import touch
from gaisma.record import recording
from gaisma.record.organisations.policies import ends_after_it_starts
from gaisma.record.people.actions import persons, ties
from gaisma.record.people.actions.persons import PersonDetails
from gaisma.record.people.models import Person
from gaisma.record.programmes import audited, policies
from gaisma.record.programmes.models import Enrolment, Group
from gaisma.record.programmes.permissions import KEEP_LEARNERS


@dataclass(frozen=True)
class Enrolled:
    """The enrolment, and what is unusual about it."""

    enrolment: Enrolment
    warnings: tuple[str, ...]


def enrol(
    *,
    learner: Person,
    group: Group,
    from_on: date,
    by: User | None,
    at: datetime,
    to_on: date | None = None,
    registered_on: date | None = None,
    home_municipality: str = "",
) -> Enrolled:
    """Put a learner into a group; a group above its maximum is a warning.

    Raises UnableToRecord when the learner then learns elsewhere in a stage that excludes it.
    """
    changes.demand(KEEP_LEARNERS, by=by, organisation=group.institution)
    place = {"person": learner, "group": group, "programme": group.programme}
    period = {"from_on": from_on, "to_on": to_on, "registered_on": registered_on}
    with transaction.atomic():
        _check(learner, group, from_on=from_on, to_on=to_on, by=by)
        ties.joined(person=learner, institution=group.institution, by=by, at=at)
        enrolment = recording.add(
            Enrolment,
            place | period | {"home_municipality": home_municipality},
            action=audited.ENROL,
            by=by,
            at=at,
            organisation=group.institution,
        )
    return Enrolled(enrolment, policies.size_warnings(group, on=from_on))


def enrol_called(
    *,
    personal_code: str,
    details: PersonDetails,
    group: Group,
    from_on: date,
    by: User | None,
    at: datetime,
    registered_on: date | None = None,
    home_municipality: str = "",
) -> Enrolled:
    """Enrol the person with that personal code, or somebody new who is called so."""
    changes.demand(KEEP_LEARNERS, by=by, organisation=group.institution)
    with persons.attempt_noted(by=by, at=at), transaction.atomic():
        learner = persons.found_or_created(personal_code=personal_code, by=by, at=at, **details)
        return enrol(
            learner=learner,
            group=group,
            from_on=from_on,
            registered_on=registered_on,
            home_municipality=home_municipality,
            by=by,
            at=at,
        )


def change(
    *,
    enrolment: Enrolment,
    from_on: date,
    to_on: date | None,
    leaving_reason: str,
    home_municipality: str,
    revision: int,
    by: User | None,
    at: datetime,
) -> Enrolment:
    """Mend the days, the reason of leaving and the home municipality of an enrolment.

    Raises UnableToChange, and UnableToRecord when the learner then learns elsewhere.
    """
    group = enrolment.group
    changes.demand(KEEP_LEARNERS, by=by, organisation=group.institution)
    fields = {"from_on": from_on, "to_on": to_on, "leaving_reason": leaving_reason}
    with transaction.atomic():
        _check(enrolment.person, group, from_on=from_on, to_on=to_on, by=by, beside=enrolment)
        return recording.change(
            enrolment,
            fields | {"home_municipality": home_municipality},
            revision=revision,
            action=audited.CHANGE_ENROLMENT,
            by=by,
            at=at,
            organisation=group.institution,
        )


def transfer(
    *, enrolment: Enrolment, to: Group, on: date, revision: int, by: User | None, at: datetime
) -> Enrolled:
    """Move a learner to another group: there from that day, here until the day before.

    Raises UnableToChange and UnableToRecord.
    """
    changes.demand(KEEP_LEARNERS, by=by, organisation=enrolment.group.institution)
    changes.demand(KEEP_LEARNERS, by=by, organisation=to.institution)
    return moved(enrolment=enrolment, to=to, on=on, revision=revision, by=by, at=at)


def moved(
    *, enrolment: Enrolment, to: Group, on: date, revision: int, by: User | None, at: datetime
) -> Enrolled:
    """The transfer itself, for actions that have asked for permission in their own way."""
    last_day = on - timedelta(days=1)
    ends_after_it_starts(enrolment.from_on, last_day)
    policies.same_stage(enrolment, to)
    with transaction.atomic():
        left = {"to_on": last_day, "leaving_reason": MOVED}
        changes.change(enrolment, revision=revision, at=at, **left)
        _check(enrolment.person, to, from_on=on, to_on=None, by=by)
        here = enrolment.group.institution
        ties.handed_on(person=enrolment.person, here=here, to=to.institution, by=by, at=at)
        there = changes.make(Enrolment, at=at, **_continued(enrolment, to, on=on))
        touch(*audited.TRANSFER.touches)
        audit.note(
            action=audited.TRANSFER,
            by=by,
            at=at,
            organisation=to.institution,
            subject="programmes.Enrolment",
            ids=[enrolment.pk, there.pk],
        )
    return Enrolled(there, policies.size_warnings(to, on=on))


def withdraw(
    *,
    enrolment: Enrolment,
    on: date,
    reason: str,
    revision: int,
    by: User | None,
    at: datetime,
) -> Enrolment:
    """End an enrolment; the day is its last. Raises UnableToChange."""
    changes.demand(KEEP_LEARNERS, by=by, organisation=enrolment.group.institution)
    ends_after_it_starts(enrolment.from_on, on)
    return recording.change(
        enrolment,
        {"to_on": on, "leaving_reason": reason},
        revision=revision,
        action=audited.END_ENROLMENT,
        by=by,
        at=at,
        organisation=enrolment.group.institution,
    )


def _check(
    learner: Person,
    group: Group,
    *,
    from_on: date,
    to_on: date | None,
    by: User | None,
    beside: Enrolment | None = None,
) -> None:
    # Two who enrol the same learner at once wait for each other: no constraint holds this rule.
    Person.objects.select_for_update().get(pk=learner.pk)
    ends_after_it_starts(from_on, to_on)
    policies.within_year(group, from_on=from_on)
    policies.check_does_not_overlap(
        learner,
        programme=group.programme,
        from_on=from_on,
        to_on=policies.last_day(group, to_on),
        by=by,
        beside=beside,
    )


def _continued(enrolment: Enrolment, group: Group, *, on: date) -> dict[str, Any]:
    return {
        "person": enrolment.person,
        "group": group,
        "programme": group.programme,
        "from_on": on,
        "registered_on": enrolment.registered_on,
        "home_municipality": enrolment.home_municipality,
    }
