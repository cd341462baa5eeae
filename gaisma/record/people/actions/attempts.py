"""Personal codes that were tried and fit nobody: noted as acts, and soon refused.

Whoever writes a personal code learns from a refusal that somebody has it. So each refusal is an act
of whoever tried, and only so many are answered in a day.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from gaisma.base import audit
from gaisma.base.changes import UnableToRecord
from gaisma.base.models import AuditRecord, User
from gaisma.record.people import audited

MOST = 10
"""So many refusals are told to one account within `WITHIN`; a slip of the pen takes one or two."""
WITHIN = timedelta(days=1)


class UnableToJoin(UnableToRecord):
    """The code, the name and the date of birth are not those of one person."""


@contextmanager
def noted(*, by: User | None, at: datetime) -> Iterator[None]:
    """Note a code that is refused within as an act; it stays when what is done is taken back.

    Raises UnableToRecord when too many were refused already.
    """
    tried = AuditRecord.objects.filter(action=audited.REFUSE_CODE.key, by=by, at__gt=at - WITHIN)
    if by is not None and tried.count() >= MOST:
        raise UnableToRecord(
            _("Too many personal codes were refused to you today: ask the authority."),
            code="too_many_codes",
        )
    try:
        yield
    except UnableToJoin:
        if by is not None:
            audit.note(action=audited.REFUSE_CODE, by=by, at=at)
        raise
