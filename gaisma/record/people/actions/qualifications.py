"""What members of staff have learnt: education, qualifications, professional development."""

from datetime import date, datetime
from decimal import Decimal

from gaisma.base.models import User
from gaisma.record import recording
from gaisma.record.organisations.policies import ends_after_it_starts
from gaisma.record.people import audited, visibility
from gaisma.record.people.models import Person, ProfessionalDevelopment, Qualification
from gaisma.record.people.permissions import KEEP_STAFF


def add(
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


def change(
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


def remove(*, qualification: Qualification, by: User | None, at: datetime) -> None:
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
