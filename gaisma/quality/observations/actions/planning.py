"""Observations are planned, changed and cancelled."""

from datetime import date, datetime, time
from typing import TypedDict, Unpack

from django.db import transaction

from gaisma.base import changes
from gaisma.base.models import Organisation, User
from gaisma.quality.observations import policies
from gaisma.quality.observations.models import Observation, Sheet
from gaisma.quality.observations.workflow import OBSERVATION, planning_permission
from gaisma.record import recording
from gaisma.record.instruments.models import Version
from gaisma.record.people.models import Person
from gaisma.record.programmes.models import Group, Subject


class Plan(TypedDict, total=False):
    """Whom and what is to be observed, when, why and with which instrument."""

    teacher: Person
    purpose: str
    version: Version
    planned_on: date
    starts_at: time | None
    follows: Observation | None
    group: Group | None
    grade: int | None
    subject: Subject | None
    topic: str
    language: str


def plan(
    *,
    institution: Organisation,
    observed_by: str,
    observers: list[Person],
    by: User | None,
    at: datetime,
    **fields: Unpack[Plan],
) -> Observation:
    """Plan an observation; the first observer leads, others rate the same lesson blind.

    Raises UnableToRecord.
    """
    changes.demand(planning_permission(observed_by), by=by, organisation=institution)
    on, teacher = fields["planned_on"], fields["teacher"]
    policies.check_for_observing(fields["version"])
    policies.works_there(teacher, institution, on=on)
    policies.check_group_there(fields.get("group"), institution)
    policies.observes_another(observers, teacher)
    policies.check_may_observe(observers, observed_by, institution, on=on)
    policies.follows_a_step(fields.get("follows"), teacher)
    with transaction.atomic():
        observation = recording.add(
            Observation,
            {"institution": institution, "observed_by": observed_by, **fields},
            action=OBSERVATION["plan"].audited,
            by=by,
            at=at,
            organisation=institution,
        )
        _give_sheets(observation, observers, at=at)
    return observation


def change(
    *,
    observation: Observation,
    revision: int,
    observers: list[Person],
    by: User | None,
    at: datetime,
    **fields: Unpack[Plan],
) -> Observation:
    """Plan it otherwise, as long as it was not held. Raises UnableToChange, UnableToRecord."""
    institution = observation.institution
    OBSERVATION.demand(observation, "change", by=by)
    with transaction.atomic():
        # A sheet that is being submitted is waited for: then the lesson was held.
        OBSERVATION.check(locked(observation), "change")
        _check_change(observation, observers, fields)
        recording.change(
            observation,
            fields,
            revision=revision,
            action=OBSERVATION["change"].audited,
            by=by,
            at=at,
            organisation=institution,
        )
        _give_sheets(observation, observers, at=at)
    return observation


def cancel(
    *,
    observation: Observation,
    revision: int,
    on: date,
    because: str,
    by: User | None,
    at: datetime,
) -> Observation:
    """Take an observation off the plan, with the reason. Raises UnableToChange, UnableToRecord."""
    OBSERVATION.admit(observation, "cancel", by=by)
    return recording.change(
        observation,
        {"cancelled_on": on, "cancelled_because": because.strip()},
        revision=revision,
        action=OBSERVATION["cancel"].audited,
        by=by,
        at=at,
        organisation=observation.institution,
    )


def restore(
    *, observation: Observation, revision: int, by: User | None, at: datetime
) -> Observation:
    """Put a cancelled observation on the plan again. Raises UnableToChange, UnableToRecord."""
    OBSERVATION.admit(observation, "restore", by=by)
    return recording.change(
        observation,
        {"cancelled_on": None, "cancelled_because": ""},
        revision=revision,
        action=OBSERVATION["restore"].audited,
        by=by,
        at=at,
        organisation=observation.institution,
    )


def release(*, sheet: Sheet, by: User | None, at: datetime) -> None:
    """Take back the empty sheet of a second observer who did not come. Raises UnableToRecord."""
    observation = sheet.observation
    OBSERVATION.demand(observation, "release_sheet", by=by)
    with transaction.atomic():
        OBSERVATION.check(locked(observation), "release_sheet")
        current = Sheet.objects.select_related("observer").get(pk=sheet.pk)
        policies.check_not_the_leads(current)
        policies.check_unwritten(current)
        recording.remove(
            current,
            action=OBSERVATION["release_sheet"].audited,
            by=by,
            at=at,
            organisation=observation.institution,
        )


def locked(observation: Observation) -> Observation:
    """The row as it is now, which nobody else changes within this transaction."""
    rows = Observation.objects.select_for_update(of=("self",)).select_related("institution")
    return rows.get(pk=observation.pk)


def _check_change(observation: Observation, observers: list[Person], fields: Plan) -> None:
    """Raises UnableToRecord."""
    institution = observation.institution
    teacher = fields.get("teacher", observation.teacher)
    version = fields.get("version", observation.version)
    on = fields.get("planned_on", observation.planned_on)
    policies.works_there(teacher, institution, on=on)
    policies.check_group_there(fields.get("group"), institution)
    policies.observes_another(observers, teacher)
    policies.follows_a_step(fields.get("follows"), teacher, but=observation)
    sheets = observation.sheets.select_related("observer")
    known = {sheet.observer_id for sheet in sheets}
    new = [observer for observer in observers if observer.pk not in known]
    policies.check_may_observe(new, observation.observed_by, institution, on=on)
    if version != observation.version:
        policies.check_for_observing(version)
        for sheet in sheets:
            policies.check_unwritten(sheet)


def _give_sheets(observation: Observation, observers: list[Person], *, at: datetime) -> None:
    """A sheet for each observer; the empty ones of who observes no longer go.

    Raises UnableToRecord when something stands in such a sheet.
    """
    stand = {sheet.observer_id: sheet for sheet in observation.sheets.select_related("observer")}
    named = {observer.pk for observer in observers}
    for number in stand.keys() - named:
        policies.check_unwritten(stand[number])
    observation.sheets.exclude(observer__in=named).delete()
    observation.sheets.update(is_lead=False)
    for observer in observers:
        is_lead = observer == observers[0]
        if observer.pk in stand:
            observation.sheets.filter(observer=observer).update(is_lead=is_lead)
        else:
            changes.make(Sheet, at=at, observation=observation, observer=observer, is_lead=is_lead)
