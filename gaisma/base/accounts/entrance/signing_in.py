"""What is noted of signing in and out."""

from typing import Any

from gaisma.base import clock, security
from gaisma.base.models import User


def note_sign_in(sender: object, user: User, **rest: Any) -> None:
    """Note on the account when its person signed in last, by the installation's clock."""
    user.last_login = clock.now()
    user.save(update_fields=["last_login"])
    security.tell(security.SIGNED_IN, user_id=user.pk)


def tell_of_sign_out(sender: object, user: User | None, **rest: Any) -> None:
    """Write that somebody has signed out."""
    if user is not None:
        security.tell(security.SIGNED_OUT, user_id=user.pk)


def tell_of_failure(sender: object, **rest: Any) -> None:
    """Write that somebody did not get in; what was written as a name may be a password."""
    security.tell(security.SIGN_IN_FAILED)


def tell_of_lock(sender: object, **rest: Any) -> None:
    """Write that guessing was locked out."""
    security.tell(security.LOCKED_OUT)
