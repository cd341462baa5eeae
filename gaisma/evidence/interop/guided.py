"""Guided acts: many rows of the record changed at once and kept as imports keep them.

A room plans what changes in `Records`; here it is written, and undone as a whole as long as
nothing stands on it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from gaisma.base import audit, constraints
from gaisma.base.audit import Action
from gaisma.base.errors import GaismaError
from gaisma.base.models import Organisation, User
from gaisma.evidence.interop import committing, intake, undoing
from gaisma.evidence.interop.findings import Problem
from gaisma.evidence.interop.models import Import
from gaisma.evidence.interop.records import Records
from gaisma.evidence.lake import actions as lake

SOURCE = "gaisma"
"""The source of an import that is an act of our own."""
TOLD = 5
"""So many rows that stand in the way are named one by one."""


class UnableToCarryOut(GaismaError):
    """The record's own rules refuse what was planned, or stand in the way of undoing it."""


@dataclass(frozen=True)
class Act:
    """What is done: the kind of import, the words of the audit, about which institution.

    The kind is the label of the room, which gives it its name where imports are listed.
    """

    kind: str
    action: Action
    title: str
    organisation: Organisation
    by: User | None
    at: datetime


def carry_out(
    act: Act,
    records: Callable[[], Records],
    *,
    then: Callable[[Import], None],
    details: Mapping[str, Any],
) -> Import:
    """Write what `records` plans and what `then` notes of it, in one transaction.

    `records` is asked when no other writer is left, so that it sees the record as it will change.
    Raises UnableToCarryOut.
    """
    try:
        with transaction.atomic():
            intake.wait_for_other_writers()
            done = _write(act, records(), details)
            then(done)
    except (IntegrityError, DataError) as error:
        raise UnableToCarryOut(
            _("The record's own rules refuse this: %(reason)s")
            % {"reason": constraints.sentence(error)},
            code="refused_by_record",
        ) from error
    committing.known_in_lake(done, lake.refresh(reason=f"{act.kind} {done.pk}", at=act.at))
    return done


def _write(act: Act, planned: Records, details: Mapping[str, Any]) -> Import:
    done = Import.objects.create(
        source=SOURCE, kind=act.kind, file=act.title[:255], sha256="", size=0, by=act.by, at=act.at
    )
    models = committing.write(planned, done, act.at)
    committing.touch(models)
    lake.touch(*act.action.touches)
    done.counts = _counts(planned)
    done.save(update_fields=["counts"])
    audit.note(
        action=act.action,
        by=act.by,
        at=act.at,
        organisation=act.organisation,
        subject="interop.Import",
        ids=[done.pk],
        details={**details, "counts": done.counts},
    )
    return done


def _counts(planned: Records) -> dict[str, dict[str, int]]:
    """Rows created and changed, by the record's own tables."""
    created = {m._meta.label: planned.created(m).height for m in planned.models}
    changed = {m._meta.label: planned.changed(m)[0].height for m in planned.models}
    return {
        "created": {label: count for label, count in created.items() if count},
        "changed": {label: count for label, count in changed.items() if count},
        "ended": {},
        "unchanged": {},
    }


def undo(done: Import, act: Act) -> None:
    """Put everything back as it was. Raises UnableToCarryOut naming what stands on it."""
    with transaction.atomic():
        intake.wait_for_other_writers()
        importing = undoing.importing_to_undo(done.pk)
        tables = [undoing.kept(rows) for rows in importing.rows.order_by("order")]
        found = undoing.obstacles(tables)
        if found.problems_total:
            raise _stands_in_the_way(found.listed().problems, found.problems_total)
        counts = undoing.restore(importing, tables, at=act.at)
        undoing.tell_lake(importing, tables, at=act.at)
        lake.touch(*act.action.touches)
        importing.undone_by, importing.undone_at = act.by, act.at
        importing.save(update_fields=["undone_by", "undone_at"])
        audit.note(
            action=act.action,
            by=act.by,
            at=act.at,
            organisation=act.organisation,
            subject="interop.Import",
            ids=[importing.pk],
            details=counts,
        )
    lake.refresh(reason=f"undo {done.pk}", at=act.at)


def _stands_in_the_way(problems: list[Problem], total: int) -> UnableToCarryOut:
    named = "; ".join(f"{one.file} {one.value}: {one.message}" for one in problems[:TOLD])
    return UnableToCarryOut(
        _("%(count)d rows stand on this, so it cannot be undone as a whole: %(rows)s")
        % {"count": total, "rows": named},
        code="stands_in_the_way",
    )
