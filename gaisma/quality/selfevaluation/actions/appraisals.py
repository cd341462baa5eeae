"""Heads are appraised: tasks for the year, talks about them, levels, and the result."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypedDict, TypeVar, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from gaisma.base import changes
from gaisma.base.audit import Action
from gaisma.base.changes import UnableToRecord
from gaisma.base.models import Organisation, Recorded, SchoolYear, User
from gaisma.quality.selfevaluation import audited, policies
from gaisma.quality.selfevaluation.models import Appraisal, AppraisalTask, ProgressTalk
from gaisma.quality.selfevaluation.permissions import OPEN_APPRAISALS
from gaisma.record import recording
from gaisma.record.instruments.models import Version
from gaisma.record.people.models import Person

Row = TypeVar("Row", bound=Recorded)


class Task(TypedDict, total=False):
    """What is to be done in the year, what is aimed at, and what came of it."""

    task: str
    target: str
    due_on: date | None
    result: str
    is_met: bool | None


def begin(
    *,
    institution: Organisation,
    head: Person,
    appraiser: Person,
    school_year: SchoolYear,
    version: Version,
    by: User | None,
    at: datetime,
) -> Appraisal:
    """Begin to appraise a head's year, by the head of the authority. Raises UnableToRecord."""
    changes.demand(OPEN_APPRAISALS, by=by, organisation=institution)
    policies.check_about(version, "appraisal")
    policies.check_heads(institution, head)
    policies.check_appraises_another(head, appraiser)
    policies.check_first_appraisal(institution, head, school_year)
    fields = {
        "institution": institution,
        "head": head,
        "appraiser": appraiser,
        "school_year": school_year,
        "version": version,
    }
    return recording.add(
        Appraisal,
        fields,
        action=audited.OPEN_APPRAISAL,
        by=by,
        at=at,
        organisation=institution,
    )


def tell(
    *,
    appraisal: Appraisal,
    revision: int,
    own_words: str,
    evidence: str,
    by: User | None,
    at: datetime,
) -> Appraisal:
    """Write down how the head sees her year, and on what that rests.

    Raises UnableToChange, UnableToRecord.
    """
    policies.demand_head(appraisal, by)
    fields = {"own_words": own_words.strip(), "evidence": evidence.strip()}
    return _change_open(appraisal, fields, audited.TELL_OF_YEAR, revision=revision, by=by, at=at)


def judge(
    *,
    appraisal: Appraisal,
    revision: int,
    answers: Mapping[str, str],
    conclusion: str,
    by: User | None,
    at: datetime,
) -> Appraisal:
    """Keep levels by criterion and the conclusion, before they are told.

    Raises UnableToChange, UnableToRecord.
    """
    policies.demand_appraiser(appraisal, by)
    given = policies.levels(appraisal.version, answers)
    fields = {"answers": given, "conclusion": conclusion.strip()}
    return _change_open(appraisal, fields, audited.APPRAISE, revision=revision, by=by, at=at)


def conclude(
    *,
    appraisal: Appraisal,
    revision: int,
    level: str,
    on: date,
    by: User | None,
    at: datetime,
) -> Appraisal:
    """Say what it comes to; from then on the head reads it, and it stays.

    Raises UnableToChange, UnableToRecord.
    """
    policies.demand_appraiser(appraisal, by)
    changes.check_is_past(on, at=at)
    policies.check_of_the_scale(appraisal.version, level)
    if not level:
        raise UnableToRecord(_("Choose the level."), code="no_level")
    fields = {"level": level, "concluded_on": on}
    return _change_open(
        appraisal, fields, audited.CONCLUDE_APPRAISAL, revision=revision, by=by, at=at
    )


def read(*, appraisal: Appraisal, by: User | None, at: datetime) -> Appraisal:
    """Note that the head has read the result; again it changes nothing. Raises UnableToRecord."""
    policies.demand_head(appraisal, by)
    with transaction.atomic():
        row = _locked(appraisal)
        policies.check_concluded(row)
        if row.read_at:
            return row
        return _changed(
            row, {"read_at": at}, audited.READ_APPRAISAL, row, revision=row.revision, by=by, at=at
        )


def set_task(
    *, appraisal: Appraisal, by: User | None, at: datetime, **task: Unpack[Task]
) -> AppraisalTask:
    """Set a task for the year, with its target. Raises UnableToRecord."""
    policies.demand_appraiser(appraisal, by)
    return _add_open(AppraisalTask, appraisal, {**task}, audited.SET_TASK, by=by, at=at)


def change_task(
    *, standing: AppraisalTask, revision: int, by: User | None, at: datetime, **task: Unpack[Task]
) -> AppraisalTask:
    """Change a task, or say what came of it. Raises UnableToChange, UnableToRecord."""
    policies.demand_appraiser(standing.appraisal, by)
    with transaction.atomic():
        row = _locked(standing.appraisal)
        policies.check_appraisal_open(row)
        return _changed(standing, task, audited.CHANGE_TASK, row, revision=revision, by=by, at=at)


def talk(
    *, appraisal: Appraisal, held_on: date, said: str, by: User | None, at: datetime
) -> ProgressTalk:
    """Record a talk about how far the tasks have come. Raises UnableToRecord."""
    policies.demand_appraiser(appraisal, by)
    changes.check_is_past(held_on, at=at)
    fields = {"held_on": held_on, "said": said.strip()}
    return _add_open(ProgressTalk, appraisal, fields, audited.TALK_WITH_HEAD, by=by, at=at)


def _locked(appraisal: Appraisal) -> Appraisal:
    rows = Appraisal.objects.select_for_update(of=("self",))
    return rows.select_related("institution").get(pk=appraisal.pk)


def _change_open(
    appraisal: Appraisal,
    fields: Mapping[str, Any],
    action: Action,
    *,
    revision: int,
    by: User | None,
    at: datetime,
) -> Appraisal:
    with transaction.atomic():
        row = _locked(appraisal)
        policies.check_appraisal_open(row)
        return _changed(row, fields, action, row, revision=revision, by=by, at=at)


def _add_open(
    model: type[Row],
    appraisal: Appraisal,
    fields: Mapping[str, Any],
    action: Action,
    *,
    by: User | None,
    at: datetime,
) -> Row:
    with transaction.atomic():
        row = _locked(appraisal)
        policies.check_appraisal_open(row)
        return recording.add(
            model,
            {"appraisal": row, **fields},
            action=action,
            by=by,
            at=at,
            organisation=row.institution,
        )


def _changed(
    row: Row,
    fields: Mapping[str, Any],
    action: Action,
    appraisal: Appraisal,
    *,
    revision: int,
    by: User | None,
    at: datetime,
) -> Row:
    return recording.change(
        row,
        fields,
        revision=revision,
        action=action,
        by=by,
        at=at,
        organisation=appraisal.institution,
    )
