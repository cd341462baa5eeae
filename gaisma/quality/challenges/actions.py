"""What is done in this room beyond a transition: each permitted, in one transaction, audited."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from gaisma.base import changes
from gaisma.base.changes import UnableToRecord
from gaisma.base.models import SchoolYear, User
from gaisma.quality.challenges.models import Challenge, Task
from gaisma.quality.challenges.workflow import CHALLENGE, CONCLUDED, OPEN
from gaisma.record import recording

CARRIED = ("title", "about", "owner", "indicator", "filters", "target")
"""What a challenge takes with it into the next school year."""
CARRIED_TASK = ("what", "answers", "due_on", "result")


def name(*, by: User | None, at: datetime, **fields: Any) -> Challenge:
    """Name a challenge: school_year, title, about, owner, indicator, filters, target.

    Raises UnableToRecord.
    """
    CHALLENGE.demand(None, "name", by=by)
    return recording.add(Challenge, fields, action=CHALLENGE["name"].audited, by=by, at=at)


def change(
    *, challenge: Challenge, revision: int, by: User | None, at: datetime, **fields: Any
) -> Challenge:
    """Say anew what it is about. Raises UnableToChange, UnableToRecord."""
    return _moved(challenge, "change", fields, revision=revision, by=by, at=at)


def drop(*, challenge: Challenge, by: User | None, at: datetime) -> None:
    """Strike out what was named by mistake, with its tasks. Raises UnableToRecord."""
    CHALLENGE.admit(challenge, "drop", by=by)
    recording.remove(challenge, action=CHALLENGE["drop"].audited, by=by, at=at)


def conclude(
    *,
    challenge: Challenge,
    revision: int,
    outcome: str,
    became: str,
    concluded_on: date,
    by: User | None,
    at: datetime,
) -> Challenge:
    """Say what became of it. Raises UnableToChange, UnableToRecord."""
    changes.check_is_past(concluded_on, at=at)
    fields = {
        "state": CONCLUDED,
        "outcome": outcome,
        "became": became,
        "concluded_on": concluded_on,
    }
    return _moved(challenge, "conclude", fields, revision=revision, by=by, at=at)


def reopen(*, challenge: Challenge, revision: int, by: User | None, at: datetime) -> Challenge:
    """Go on with it in its own school year. Raises UnableToChange, UnableToRecord."""
    fields = {"state": OPEN, "outcome": "", "became": "", "concluded_on": None}
    return _moved(challenge, "reopen", fields, revision=revision, by=by, at=at)


def carry_on(*, challenge: Challenge, revision: int, by: User | None, at: datetime) -> Challenge:
    """Take it on into the next school year, with the tasks that are not done.

    Raises UnableToChange, UnableToRecord.
    """
    CHALLENGE.admit(challenge, "carry_on", by=by)
    later = SchoolYear.objects.filter(starts_on__gt=challenge.school_year.starts_on)
    following = later.order_by("starts_on").first()
    if following is None:
        raise UnableToRecord(
            _("The next school year is not known yet: it is prepared under “New school year”."),
            code="no_year",
        )
    action = CHALLENGE["carry_on"].audited
    fields = {name: getattr(challenge, name) for name in CARRIED}
    fields |= {"school_year": following, "carried_from": challenge}
    with transaction.atomic():
        changes.change(challenge, revision=revision, at=at)
        carried = recording.add(Challenge, fields, action=action, by=by, at=at)
        for task in challenge.tasks.filter(done_on=None).order_by("pk"):
            taken = {name: getattr(task, name) for name in CARRIED_TASK}
            changes.make(Task, at=at, challenge=carried, **taken)
    return carried


def add_task(*, challenge: Challenge, by: User | None, at: datetime, **fields: Any) -> Task:
    """Add a task: what, answers, due_on, done_on, result. Raises UnableToRecord."""
    CHALLENGE.admit(challenge, "add_task", by=by)
    _check_done(fields, at=at)
    return recording.add(
        Task,
        {"challenge": challenge, **fields},
        action=CHALLENGE["add_task"].audited,
        by=by,
        at=at,
        about=challenge,
    )


def change_task(*, task: Task, revision: int, by: User | None, at: datetime, **fields: Any) -> Task:
    """Say anew what is done, or that it is. Raises UnableToChange, UnableToRecord."""
    CHALLENGE.admit(task.challenge, "change_task", by=by)
    _check_done(fields, at=at)
    return recording.change(
        task,
        fields,
        revision=revision,
        action=CHALLENGE["change_task"].audited,
        by=by,
        at=at,
        about=task.challenge,
    )


def remove_task(*, task: Task, by: User | None, at: datetime) -> None:
    """Take away a task that was a mistake. Raises UnableToRecord."""
    CHALLENGE.admit(task.challenge, "remove_task", by=by)
    action = CHALLENGE["remove_task"].audited
    recording.remove(task, action=action, by=by, at=at, about=task.challenge)


def _check_done(fields: Mapping[str, Any], *, at: datetime) -> None:
    if fields.get("done_on"):
        changes.check_is_past(fields["done_on"], at=at)


def _moved(
    challenge: Challenge,
    key: str,
    fields: Mapping[str, Any],
    *,
    revision: int,
    by: User | None,
    at: datetime,
) -> Challenge:
    CHALLENGE.admit(challenge, key, by=by)
    action = CHALLENGE[key].audited
    return recording.change(challenge, fields, revision=revision, action=action, by=by, at=at)
