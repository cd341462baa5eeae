"""What concerns safety is written to the log as it happens, whatever else is written there.

Who it was stands there by the account's number, where somebody is signed in; never by a name.
"""

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http import HttpRequest

LOGGER = "gaisma.security"
SIGNED_IN = "signed_in"
SIGNED_OUT = "signed_out"
SIGN_IN_FAILED = "sign_in_failed"
LOCKED_OUT = "locked_out"
NOT_PERMITTED = "not_permitted"
NOT_SIGNED_IN = "not_signed_in"
FORGED_FORM = "forged_form"
FORGED_LINK = "forged_link"
TOO_MANY = "too_many"
EVENTS = (
    SIGNED_IN,
    SIGNED_OUT,
    SIGN_IN_FAILED,
    LOCKED_OUT,
    NOT_PERMITTED,
    NOT_SIGNED_IN,
    FORGED_FORM,
    FORGED_LINK,
    TOO_MANY,
)


def tell(event: str, *, request: "HttpRequest | None" = None, user_id: int | None = None) -> None:
    """Write the event, and of which account it was."""
    account = user_id or getattr(getattr(request, "user", None), "pk", None)
    logging.getLogger(LOGGER).info(event, extra={"user_id": account} if account else None)
