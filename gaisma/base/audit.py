"""The one way to write an audit record."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from gaisma.base.models import AuditRecord, Organisation, User

LISTED = 1000
"""So many ids are listed one by one; a bulk act is told by its count and its own record."""


def note(
    *,
    action: str,
    by: User | None,
    at: datetime,
    organisation: Organisation | None = None,
    subject: str = "",
    ids: Sequence[int] = (),
    details: Mapping[str, Any] | None = None,
) -> AuditRecord:
    """Record one act inside the caller's transaction; `details` must hold no personal data."""
    return AuditRecord.objects.create(
        action=action,
        by=by,
        at=at,
        organisation=organisation,
        subject=subject,
        subject_count=len(ids),
        subject_ids=list(ids[:LISTED]),
        details=dict(details or {}),
    )
