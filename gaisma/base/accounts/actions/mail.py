"""The mail settings are tried out."""

from datetime import datetime

from gaisma.base import audit, changes
from gaisma.base.accounts import audited, letters
from gaisma.base.accounts.permissions import ADMINISTER
from gaisma.base.models import User


def send_trial(*, to: str, by: User, at: datetime) -> None:
    """Send a letter that says nothing but that it came. Raises NotPermitted, UnableToSend."""
    changes.demand(ADMINISTER, by=by)
    audit.note(action=audited.TRIAL_LETTER, by=by, at=at)
    letters.send("trial", to=to, words={}, language=by.language)
