"""Algorithms are published; one is begun, its steps are ticked, and it is finished."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from gaisma.base import audit, changes
from gaisma.base.changes import UnableToRecord
from gaisma.base.models import Organisation, User
from gaisma.quality.prevention import audited
from gaisma.quality.prevention.algorithms import queries
from gaisma.quality.prevention.models import Algorithm, Case, Run, Tick
from gaisma.quality.prevention.permissions import PUBLISH_ALGORITHMS
from gaisma.quality.prevention.workflow import CASE, FINISHED, RUN
from gaisma.record import recording


def publish(
    *,
    situation: str,
    version: int,
    steps_lv: str,
    steps_en: str,
    steps_ru: str,
    reason: str,
    by: User | None,
    at: datetime,
) -> Algorithm:
    """Publish the next version, after the one that the author looked at.

    Raises NotPermitted, UnableToRecord.
    """
    changes.demand(PUBLISH_ALGORITHMS, by=by)
    fields = {
        "situation": situation,
        "version": version + 1,
        "steps_lv": steps_lv,
        "steps_en": steps_en,
        "steps_ru": steps_ru,
        "reason": reason,
        "published_at": at,
        "published_by": by,
    }
    return recording.add(Algorithm, fields, action=audited.PUBLISH_ALGORITHM, by=by, at=at)


def start(
    *,
    situation: str,
    institution: Organisation,
    by: User | None,
    at: datetime,
    case: Case | None = None,
) -> Run:
    """Begin to follow the version in force, in a case or by itself.

    Raises NotPermitted, UnableToRecord.
    """
    if case is None:
        changes.demand(RUN["start"].permission, by=by, organisation=institution)
    else:
        CASE.admit(case, "follow", by=by)
    algorithm = queries.current(situation)
    if algorithm is None:
        raise UnableToRecord(
            _("For this situation no steps are published yet: ask the authority for them."),
            code="no_algorithm",
        )
    fields = {
        "algorithm": algorithm,
        "institution": institution,
        "case": case,
        "started_at": at,
        "started_by": by,
    }
    return recording.add(
        Run,
        fields,
        action=RUN["start"].audited if case is None else CASE["follow"].audited,
        about=case,
        organisation=institution,
        by=by,
        at=at,
    )


def tick(*, run: Run, number: int, by: User | None, at: datetime) -> Tick:
    """Say that a step is done, now. Raises NotPermitted, UnableToRecord."""
    RUN.admit(run, "tick", by=by)
    if not 1 <= number <= len(run.algorithm.steps):
        raise UnableToRecord(_("The algorithm has no such step."), code="no_step")
    fields = {"run": run, "number": number, "done_at": at, "done_by": by}
    return recording.add(Tick, fields, action=RUN["tick"].audited, **_of(run, by=by, at=at))


def untick(*, tick: Tick, by: User | None, at: datetime) -> None:
    """Take back a tick that was a mistake. Raises NotPermitted, UnableToRecord."""
    RUN.admit(tick.run, "untick", by=by)
    recording.remove(tick, action=RUN["untick"].audited, **_of(tick.run, by=by, at=at))


def finish(*, run: Run, revision: int, by: User | None, at: datetime) -> Run:
    """Say that all that was to be done is done. Raises UnableToChange, UnableToRecord."""
    RUN.admit(run, "finish", by=by)
    fields = {"state": FINISHED, "finished_at": at}
    return recording.change(
        run,
        fields,
        revision=revision,
        action=RUN["finish"].audited,
        organisation=run.institution,
        by=by,
        at=at,
    )


def note_read(run: Run, *, by: User, at: datetime) -> None:
    """Write down who looked at it."""
    subject = Run._meta.label
    audit.note(
        action=audited.READ_RUN,
        by=by,
        at=at,
        organisation=run.institution,
        subject=subject,
        ids=[run.pk],
    )


def _of(run: Run, *, by: User | None, at: datetime) -> dict[str, Any]:
    return {"about": run, "organisation": run.institution, "by": by, "at": at}
