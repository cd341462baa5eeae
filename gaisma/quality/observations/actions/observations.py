"""Observations are planned, talked over, agreed on and signed off; how many there are to be."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any, TypedDict, Unpack

from django.db import transaction

from gaisma.base import changes
from gaisma.base.models import Organisation, SchoolYear, User
from gaisma.quality.observations import audited, policies
from gaisma.quality.observations.models import CoverageGoal, Observation, Sheet
from gaisma.quality.observations.permissions import SET_COVERAGE
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
    policies.check_works_there(teacher, institution, on=on)
    policies.check_group_there(fields.get("group"), institution)
    policies.check_observers(observers, teacher)
    policies.check_may_observe(observers, observed_by, institution, on=on)
    policies.check_follows_a_step(fields.get("follows"), teacher)
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
    policies.check_works_there(teacher, institution, on=on)
    policies.check_group_there(fields.get("group"), institution)
    policies.check_observers(observers, teacher)
    policies.check_follows_a_step(fields.get("follows"), teacher, but=observation)
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


Fields = Mapping[str, Any]


def talk(
    *,
    observation: Observation,
    revision: int,
    on: date,
    said: str,
    by: User | None,
    at: datetime,
) -> Observation:
    """Record the feedback talk, by who leads. Raises UnableToChange, UnableToRecord."""
    OBSERVATION.admit(observation, "talk", by=by)
    policies.check_talk_day(observation, on, at=at)
    fields = {"talked_on": on, "talk": said.strip()}
    return _taken_on(observation, fields, "talk", revision=revision, by=by, at=at)


def read(*, observation: Observation, by: User | None, at: datetime) -> Observation:
    """Note that the teacher has read the sheet; again it changes nothing. Raises UnableToRecord."""
    OBSERVATION.demand(observation, "read", by=by)

    def fields(row: Observation) -> Fields:
        OBSERVATION.check(row, "read")
        return {} if row.read_at else {"read_at": at}

    return _by_the_teacher(observation, fields, "read", by=by, at=at)


def reply(*, observation: Observation, said: str, by: User | None, at: datetime) -> Observation:
    """Write down what the teacher answers; after sign-off the first answer only.

    Raises UnableToRecord.
    """
    OBSERVATION.demand(observation, "reply", by=by)

    def fields(row: Observation) -> Fields:
        OBSERVATION.check(row, "reply")
        return {"reply": said.strip(), "replied_at": at, "read_at": row.read_at or at}

    return _by_the_teacher(observation, fields, "reply", by=by, at=at)


def propose(
    *,
    observation: Observation,
    revision: int,
    step: str,
    until: date | None,
    by: User | None,
    at: datetime,
) -> Observation:
    """Propose one next step, or another one; it stands once the teacher agrees.

    Raises UnableToChange, UnableToRecord.
    """
    OBSERVATION.admit(observation, "propose", by=by)
    fields = {"next_step": step.strip(), "next_step_by": until, "agreed_at": None}
    return _taken_on(observation, fields, "propose", revision=revision, by=by, at=at)


def agree(*, observation: Observation, step: str, by: User | None, at: datetime) -> Observation:
    """Agree to the next step that was read, by the teacher; again it changes nothing.

    Raises UnableToRecord, also when another step was proposed meanwhile.
    """
    OBSERVATION.demand(observation, "agree", by=by)

    def fields(row: Observation) -> Fields:
        OBSERVATION.check(row, "agree", step=step)
        return {} if row.agreed_at else {"agreed_at": at, "read_at": row.read_at or at}

    return _by_the_teacher(observation, fields, "agree", by=by, at=at)


def sign(*, observation: Observation, revision: int, by: User | None, at: datetime) -> Observation:
    """Sign off what was observed; from then on sheets are corrected only with a reason.

    Raises UnableToChange, UnableToRecord.
    """
    OBSERVATION.demand(observation, "sign", by=by)
    with transaction.atomic():
        # A sheet that is being submitted is waited for, or finds the observation signed off.
        OBSERVATION.check(locked(observation), "sign")
        fields = {"signed_at": at}
        return _taken_on(observation, fields, "sign", revision=revision, by=by, at=at)


def _by_the_teacher(
    observation: Observation,
    fields: Callable[[Observation], Fields],
    act: str,
    *,
    by: User | None,
    at: datetime,
) -> Observation:
    """Write the teacher's own fields over whatever stands there now; none leaves it as it is."""
    with transaction.atomic():
        row = locked(observation)
        given = fields(row)
        if not given:
            return row
        return _taken_on(row, given, act, revision=row.revision, by=by, at=at)


def _taken_on(
    observation: Observation,
    fields: Fields,
    act: str,
    *,
    revision: int,
    by: User | None,
    at: datetime,
) -> Observation:
    return recording.change(
        observation,
        fields,
        revision=revision,
        action=OBSERVATION[act].audited,
        by=by,
        at=at,
        organisation=observation.institution,
    )


def set_coverage_goal(
    *,
    school_year: SchoolYear,
    percent: int,
    revision: int | None,
    by: User | None,
    at: datetime,
) -> CoverageGoal:
    """Say what share of its teachers every institution observes in each term of the year.

    `revision` is that of the goal that was looked at, None where there was none. Raises
    UnableToChange, UnableToRecord.
    """
    changes.demand(SET_COVERAGE, by=by)
    known = CoverageGoal.objects.filter(school_year=school_year).first()
    if known is None:
        return recording.add(
            CoverageGoal,
            {"school_year": school_year, "percent": percent},
            action=audited.SET_COVERAGE,
            by=by,
            at=at,
        )
    return recording.change(
        known,
        {"percent": percent},
        revision=revision or 0,
        action=audited.SET_COVERAGE,
        by=by,
        at=at,
    )
