"""Algorithms are published; one is begun in a case, its steps end one by one, it is finished."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gaisma.base import changes, wording
from gaisma.base.changes import UnableToRecord
from gaisma.base.models import User
from gaisma.quality.prevention import audited
from gaisma.quality.prevention.algorithms import queries
from gaisma.quality.prevention.models import Algorithm, Case, Run, Tick
from gaisma.quality.prevention.permissions import PUBLISH_ALGORITHMS
from gaisma.quality.prevention.workflow import CASE, FINISHED, RUN
from gaisma.record import recording
from gaisma.record.people.models import Person


def publish(
    *,
    situation: str,
    version: int,
    steps: Sequence[dict[str, str]],
    reason: str,
    by: User | None,
    at: datetime,
) -> Algorithm:
    """Publish the next version, after the one that the author looked at (0: there was none).

    Raises NotPermitted, UnableToRecord.
    """
    changes.demand(PUBLISH_ALGORITHMS, by=by)
    fields = {
        "situation": situation,
        "version": version + 1,
        "steps": list(steps),
        "reason": reason,
        "published_at": at,
        "published_by": by,
    }
    return recording.add(Algorithm, fields, action=audited.PUBLISH_ALGORITHM, by=by, at=at)


def start(*, case: Case, situation: str, by: User | None, at: datetime) -> Run:
    """Begin today to follow the version in force. Raises NotPermitted, UnableToRecord."""
    CASE.admit(case, "follow", by=by)
    algorithm = queries.current(situation)
    if algorithm is None:
        raise UnableToRecord(
            _("For this situation no steps are published yet: ask the authority for them."),
            code="no_algorithm",
        )
    fields = {
        "algorithm": algorithm,
        "case": case,
        "started_on": timezone.localdate(at),
        "started_by": by,
    }
    return recording.add(Run, fields, action=CASE["follow"].audited, **_in(case, by=by, at=at))


def tick(
    *,
    run: Run,
    number: int,
    outcome: str,
    on: date,
    done_by: Person,
    note: str,
    by: User | None,
    at: datetime,
) -> Tick:
    """Say who did a step on a day, or passed it over. Raises NotPermitted, UnableToRecord."""
    RUN.admit(run, "tick", by=by)
    changes.check_is_past(on, at=at)
    if not 1 <= number <= len(run.algorithm.steps):
        raise UnableToRecord(_("The algorithm has no such step."), code="no_step")
    if on < run.started_on:
        raise UnableToRecord(
            _("The algorithm was begun on %(day)s: choose that day or a later one.")
            % {"day": wording.day(run.started_on)},
            code="before_the_start",
        )
    given = {"number": number, "outcome": outcome, "on": on, "done_by": done_by, "note": note}
    with transaction.atomic():
        fields = {"run": _held(run, "tick"), **given}
        return recording.add(
            Tick, fields, action=RUN["tick"].audited, **_in(run.case, by=by, at=at)
        )


def untick(*, tick: Tick, by: User | None, at: datetime) -> None:
    """Take back what was a mistake. Raises NotPermitted, UnableToRecord."""
    RUN.admit(tick.run, "untick", by=by)
    with transaction.atomic():
        _held(tick.run, "untick")
        recording.remove(tick, action=RUN["untick"].audited, **_in(tick.run.case, by=by, at=at))


def finish(*, run: Run, revision: int, by: User | None, at: datetime) -> Run:
    """Say that nothing is left to be done. Raises UnableToChange, UnableToRecord."""
    RUN.admit(run, "finish", by=by)
    fields = {"state": FINISHED, "finished_on": timezone.localdate(at)}
    with transaction.atomic():
        if _held(run, "finish").left:
            raise UnableToRecord(
                _("Steps are left: each is done, or passed over with a reason, before the end."),
                code="steps_left",
            )
        return recording.change(
            run,
            fields,
            revision=revision,
            action=RUN["finish"].audited,
            **_in(run.case, by=by, at=at),
        )


def _held(run: Run, act: str) -> Run:
    """The run as it stands, which nobody else changes until the end of the transaction: no step is
    taken back while somebody finishes it."""
    row = Run.objects.select_for_update(of=("self",)).select_related("algorithm", "case")
    held = row.get(pk=run.pk)
    CASE.check(held.case, "follow")
    RUN.check(held, act)
    return held


def _in(case: Case, *, by: User | None, at: datetime) -> dict[str, Any]:
    """The audit names the case, at which its owner looks."""
    return {"about": case, "organisation": case.institution, "by": by, "at": at}
