"""Observations are planned, changed and cancelled."""

from datetime import date, datetime, time
from typing import TypedDict, Unpack

from django.db import transaction

from gaisma.base import changes
from gaisma.base.models import Organisation, User
from gaisma.quality.observations import audited, policies
from gaisma.quality.observations.models import Observation, Sheet
from gaisma.quality.observations.permissions import PLAN_EXTERNAL, PLAN_INTERNAL
from gaisma.record import acts
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


def demand(observed_by: str, institution: Organisation, by: User | None) -> None:
    """Who plans: the authority external ones, leaders those in their house. Raises NotPermitted."""
    needed = PLAN_EXTERNAL if observed_by == "external" else PLAN_INTERNAL
    changes.demand(needed, by=by, organisation=institution)


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
    demand(observed_by, institution, by)
    on, teacher = fields["planned_on"], fields["teacher"]
    policies.is_for_observing(fields["version"])
    policies.works_there(teacher, institution, on=on)
    policies.is_group_there(fields.get("group"), institution)
    policies.observes_another(observers, teacher)
    policies.may_observe(observers, observed_by, institution, on=on)
    policies.follows_a_step(fields.get("follows"), teacher)
    with transaction.atomic():
        observation = acts.add(
            Observation,
            {"institution": institution, "observed_by": observed_by, **fields},
            action=audited.PLAN,
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
    demand(observation.observed_by, institution, by)
    with transaction.atomic():
        # A sheet that is being submitted is waited for: then the lesson was held.
        policies.is_planned(locked(observation))
        _check_change(observation, observers, fields)
        acts.change(
            observation,
            fields,
            revision=revision,
            action=audited.CHANGE,
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
    demand(observation.observed_by, observation.institution, by)
    policies.is_planned(observation)
    return acts.change(
        observation,
        {"cancelled_on": on, "cancelled_because": because.strip()},
        revision=revision,
        action=audited.CANCEL,
        by=by,
        at=at,
        organisation=observation.institution,
    )


def restore(
    *, observation: Observation, revision: int, by: User | None, at: datetime
) -> Observation:
    """Put a cancelled observation on the plan again. Raises UnableToChange, UnableToRecord."""
    demand(observation.observed_by, observation.institution, by)
    policies.is_cancelled(observation)
    return acts.change(
        observation,
        {"cancelled_on": None, "cancelled_because": ""},
        revision=revision,
        action=audited.RESTORE,
        by=by,
        at=at,
        organisation=observation.institution,
    )


def release(*, sheet: Sheet, by: User | None, at: datetime) -> None:
    """Take back the empty sheet of a second observer who did not come. Raises UnableToRecord."""
    observation = sheet.observation
    demand(observation.observed_by, observation.institution, by)
    with transaction.atomic():
        locked(observation)
        current = Sheet.objects.select_related("observer").get(pk=sheet.pk)
        policies.is_not_the_leads(current)
        policies.is_unwritten(current)
        acts.remove(
            current,
            action=audited.RELEASE_SHEET,
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
    policies.is_group_there(fields.get("group"), institution)
    policies.observes_another(observers, teacher)
    policies.follows_a_step(fields.get("follows"), teacher, but=observation)
    sheets = observation.sheets.select_related("observer")
    known = {sheet.observer_id for sheet in sheets}
    new = [observer for observer in observers if observer.pk not in known]
    policies.may_observe(new, observation.observed_by, institution, on=on)
    if version != observation.version:
        policies.is_for_observing(version)
        for sheet in sheets:
            policies.is_unwritten(sheet)


def _give_sheets(observation: Observation, observers: list[Person], *, at: datetime) -> None:
    """A sheet for each observer; the empty ones of who observes no longer go.

    Raises UnableToRecord when something stands in such a sheet.
    """
    stand = {sheet.observer_id: sheet for sheet in observation.sheets.select_related("observer")}
    named = {observer.pk for observer in observers}
    for number in stand.keys() - named:
        policies.is_unwritten(stand[number])
    observation.sheets.exclude(observer__in=named).delete()
    observation.sheets.update(is_lead=False)
    for observer in observers:
        is_lead = observer == observers[0]
        if observer.pk in stand:
            observation.sheets.filter(observer=observer).update(is_lead=is_lead)
        else:
            changes.make(Sheet, at=at, observation=observation, observer=observer, is_lead=is_lead)
