"""What follows an observation: the talk, the teacher's reply, the next step, the sign-off.

What the observer writes is refused when somebody wrote meanwhile. What only the teacher writes
never is: a reply is not lost because the observer proposed a step at the same moment.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from gaisma.base.models import User
from gaisma.quality.observations import policies
from gaisma.quality.observations.actions.planning import locked
from gaisma.quality.observations.models import Observation
from gaisma.quality.observations.workflow import OBSERVATION
from gaisma.record import recording

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
    policies.talks_after_the_lesson(observation, on, at=at)
    fields = {"talked_on": on, "talk": said.strip()}
    return _changed(observation, fields, "talk", revision=revision, by=by, at=at)


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
    return _changed(observation, fields, "propose", revision=revision, by=by, at=at)


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
        return _changed(observation, fields, "sign", revision=revision, by=by, at=at)


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
        return _changed(row, given, act, revision=row.revision, by=by, at=at)


def _changed(
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
