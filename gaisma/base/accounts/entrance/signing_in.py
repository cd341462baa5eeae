"""What is noted of a sign-in."""

from typing import Any

from gaisma.base import clock
from gaisma.base.models import User


def note_sign_in(sender: object, user: User, **rest: Any) -> None:
    """Note on the account when its person signed in last, by the installation's clock."""
    user.last_login = clock.now()
    user.save(update_fields=["last_login"])
