"""What is over its term is removed."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from gaisma.base import audit, changes
from gaisma.base.models import Installation, User
from gaisma.base.registry import gathered
from gaisma.base.retention import RetentionKind, demand
from gaisma.evidence.lake.actions import touch
from gaisma.record.people import audited, privacy
from gaisma.record.people.actions.erasure import overwrite_what_is_deleted
from gaisma.record.people.permissions import ERASE_PEOPLE


def remove(
    *, by: User | None, at: datetime, as_of: date, kinds: Iterable[str] = ()
) -> dict[str, int]:
    """Remove what is over its term, of the kinds or of all; the number of rows by kind.

    Figures stay: enrolments become totals of their groups, posts and queue entries lose the
    person. All of it goes, or nothing.
    """
    changes.demand(ERASE_PEOPLE, by=by)
    chosen = _chosen(set(kinds))
    periods = Installation.current().retention
    removed = {}
    with transaction.atomic():
        overwrite_what_is_deleted()
        for kind in chosen:
            before = privacy.boundary(kind, periods=periods, as_of=as_of)
            removed[kind.key] = kind.remove(kind.over(before), at=at)
            touch(*(kind.touches if removed[kind.key] else ()))
        audit.note(action=audited.REMOVE_OVERDUE, by=by, at=at, details=removed)
    return removed


def _chosen(kinds: set[str]) -> list[RetentionKind]:
    demand(kinds)
    return [kind for kind in gathered("RETENTION") if not kinds or kind.key in kinds]
