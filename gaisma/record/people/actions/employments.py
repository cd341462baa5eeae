"""Posts are taken up and left, vacancies filled; what members of staff have learnt is kept."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TypedDict, Unpack

from django.db import transaction

from gaisma.base import changes
from gaisma.base.models import Organisation, User
from gaisma.record import recording
from gaisma.record.organisations.policies import check_open, ends_after_it_starts
from gaisma.record.people import audited, policies, visibility
from gaisma.record.people.actions import persons, ties
from gaisma.record.people.actions.persons import PersonDetails
from gaisma.record.people.models import (
    Employment,
    Person,
    ProfessionalDevelopment,
    Qualification,
    Vacancy,
)
from gaisma.record.people.permissions import KEEP_STAFF


class Terms(TypedDict, total=False):
    """The terms of a post beside its role and load."""

    stage: str
    permanent: bool | None
    qualified: bool | None
    to_on: date | None


@dataclass(frozen=True)
class Employed:
    """The post, and what is unusual about it."""

    employment: Employment
    warnings: tuple[str, ...]


def employ(
    *,
    person: Person,
    institution: Organisation,
    role: str,
    load: Decimal,
    from_on: date,
    by: User | None,
    at: datetime,
    **terms: Unpack[Terms],
) -> Employed:
    """Give a person a post; loads above the usual sum are a warning."""
    changes.demand(KEEP_STAFF, by=by, organisation=institution)
    ends_after_it_starts(from_on, terms.get("to_on"))
    check_open(institution, on=from_on)
    post = {"person": person, "institution": institution, "role": role, "load": load}
    with transaction.atomic():
        # Who erases or merges the person meanwhile waits, or is waited for.
        Person.objects.select_for_update().get(pk=person.pk)
        ties.joined(person=person, institution=institution, by=by, at=at)
        employment = recording.add(
            Employment,
            post | {"from_on": from_on, **terms},
            action=audited.BEGIN_EMPLOYMENT,
            by=by,
            at=at,
            organisation=institution,
        )
    return Employed(employment, _unusual(employment, by=by))


def take_on(
    *,
    institution: Organisation,
    role: str,
    load: Decimal,
    from_on: date,
    by: User | None,
    at: datetime,
    personal_code: str,
    details: PersonDetails,
    **terms: Unpack[Terms],
) -> Employed:
    """Give a post to whoever has the personal code, or to somebody new who is called so."""
    changes.demand(KEEP_STAFF, by=by, organisation=institution)
    with persons.attempt_noted(by=by, at=at), transaction.atomic():
        person = persons.found_or_created(personal_code=personal_code, by=by, at=at, **details)
        return employ(
            person=person,
            institution=institution,
            role=role,
            load=load,
            from_on=from_on,
            by=by,
            at=at,
            **terms,
        )


def change(
    *,
    employment: Employment,
    load: Decimal,
    revision: int,
    by: User | None,
    at: datetime,
    **terms: Unpack[Terms],
) -> Employed:
    """Change the load and the terms of a post. Raises UnableToChange."""
    changes.demand(KEEP_STAFF, by=by, organisation=employment.institution)
    ends_after_it_starts(employment.from_on, terms.get("to_on"))
    changed = recording.change(
        employment,
        {"load": load, **terms},
        revision=revision,
        action=audited.CHANGE_EMPLOYMENT,
        by=by,
        at=at,
        organisation=employment.institution,
    )
    return Employed(changed, _unusual(changed, by=by))


def end(
    *, employment: Employment, on: date, revision: int, by: User | None, at: datetime
) -> Employment:
    """End a post; the day is its last. Raises UnableToChange."""
    changes.demand(KEEP_STAFF, by=by, organisation=employment.institution)
    ends_after_it_starts(employment.from_on, on)
    return recording.change(
        employment,
        {"to_on": on},
        revision=revision,
        action=audited.END_EMPLOYMENT,
        by=by,
        at=at,
        organisation=employment.institution,
    )


def _unusual(post: Employment, *, by: User | None) -> tuple[str, ...]:
    """What is unusual about the loads, for who sees all of them."""
    if by is not None and not Person.objects.kept_by(by).filter(pk=post.person_id).exists():
        return ()
    return policies.load_warnings(post.person, on=post.from_on)


def announce_vacancy(
    *,
    institution: Organisation,
    role: str,
    load: Decimal,
    opened_on: date,
    by: User | None,
    at: datetime,
    expected_on: date | None = None,
    filling: str = "open",
    source: str = "institution",
) -> Vacancy:
    """Open a vacancy: a post that waits to be filled."""
    changes.demand(KEEP_STAFF, by=by, organisation=institution)
    check_open(institution, on=opened_on)
    post = {"institution": institution, "role": role, "load": load, "source": source}
    return recording.add(
        Vacancy,
        post | {"opened_on": opened_on, "expected_on": expected_on, "filling": filling},
        action=audited.OPEN_VACANCY,
        by=by,
        at=at,
        organisation=institution,
    )


def plan_filling(
    *,
    vacancy: Vacancy,
    expected_on: date | None,
    filling: str,
    revision: int,
    by: User | None,
    at: datetime,
) -> Vacancy:
    """By when the post is to be filled, and how. Raises UnableToChange."""
    changes.demand(KEEP_STAFF, by=by, organisation=vacancy.institution)
    if expected_on is not None:
        ends_after_it_starts(vacancy.opened_on, expected_on)
    return recording.change(
        vacancy,
        {"expected_on": expected_on, "filling": filling},
        revision=revision,
        action=audited.PLAN_VACANCY,
        by=by,
        at=at,
        organisation=vacancy.institution,
    )


def close_vacancy(
    *, vacancy: Vacancy, on: date, revision: int, by: User | None, at: datetime
) -> Vacancy:
    """Close a vacancy; the day is its last. Raises UnableToChange."""
    changes.demand(KEEP_STAFF, by=by, organisation=vacancy.institution)
    ends_after_it_starts(vacancy.opened_on, on)
    return recording.change(
        vacancy,
        {"closed_on": on},
        revision=revision,
        action=audited.CLOSE_VACANCY,
        by=by,
        at=at,
        organisation=vacancy.institution,
    )


def add_qualification(
    *,
    person: Person,
    title: str,
    by: User | None,
    at: datetime,
    document: str = "",
    obtained_on: date | None = None,
    valid_until: date | None = None,
) -> Qualification:
    """Record an education or a qualification that a person holds."""
    visibility.demand(KEEP_STAFF, by=by, person=person)
    ends_after_it_starts(obtained_on, valid_until)
    fields = {"person": person, "title": title, "document": document}
    return recording.add(
        Qualification,
        fields | {"obtained_on": obtained_on, "valid_until": valid_until},
        action=audited.ADD_QUALIFICATION,
        by=by,
        at=at,
    )


def change_qualification(
    *,
    qualification: Qualification,
    title: str,
    document: str,
    obtained_on: date | None,
    valid_until: date | None,
    revision: int,
    by: User | None,
    at: datetime,
) -> Qualification:
    """Mend what is recorded of a qualification. Raises UnableToChange."""
    visibility.demand(KEEP_STAFF, by=by, person=qualification.person)
    ends_after_it_starts(obtained_on, valid_until)
    fields = {"title": title, "document": document}
    return recording.change(
        qualification,
        fields | {"obtained_on": obtained_on, "valid_until": valid_until},
        revision=revision,
        action=audited.CHANGE_QUALIFICATION,
        by=by,
        at=at,
    )


def remove_qualification(*, qualification: Qualification, by: User | None, at: datetime) -> None:
    """Delete a qualification that was recorded by mistake."""
    visibility.demand(KEEP_STAFF, by=by, person=qualification.person)
    recording.remove(qualification, action=audited.REMOVE_QUALIFICATION, by=by, at=at)


def remove_development(
    *, development: ProfessionalDevelopment, by: User | None, at: datetime
) -> None:
    """Delete hours that were recorded by mistake."""
    visibility.demand(KEEP_STAFF, by=by, person=development.person)
    recording.remove(development, action=audited.REMOVE_DEVELOPMENT, by=by, at=at)


def add_development(
    *,
    person: Person,
    topic: str,
    hours: Decimal,
    completed_on: date,
    by: User | None,
    at: datetime,
) -> ProfessionalDevelopment:
    """Record hours of professional development that a person completed."""
    visibility.demand(KEEP_STAFF, by=by, person=person)
    fields = {"person": person, "topic": topic, "hours": hours, "completed_on": completed_on}
    return recording.add(
        ProfessionalDevelopment,
        fields,
        action=audited.ADD_DEVELOPMENT,
        by=by,
        at=at,
    )
