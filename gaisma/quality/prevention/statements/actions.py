"""Who took a statement away is written down."""

from datetime import datetime

from gaisma.base import audit
from gaisma.base.models import User
from gaisma.quality.prevention import audited


def note_taken_out(rows: int, *, by: User, at: datetime) -> None:
    """Write down that somebody took a statement of so many lines away."""
    audit.note(action=audited.TAKE_STATEMENT, by=by, at=at, subject="", details={"rows": rows})
