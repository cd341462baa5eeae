"""Members of staff take up posts and leave them."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TypedDict, Unpack

from django.db import transaction

from gaisma.base import changes
from gaisma.base.models import Organisation, User
from gaisma.record import recording
from gaisma.record.organisations.policies import check_open, ends_after_it_starts
from gaisma.record.people import audited, policies
from gaisma.record.people.actions import attempts, persons, ties
from gaisma.record.people.actions.persons import Details
from gaisma.record.people.models import Employment, Person
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
    details: Details,
    **terms: Unpack[Terms],
) -> Employed:
    """Give a post to whoever has the personal code, or to somebody new who is called so."""
    changes.demand(KEEP_STAFF, by=by, organisation=institution)
    with attempts.noted(by=by, at=at), transaction.atomic():
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
