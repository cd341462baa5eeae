"""Signed links: what a letter leads to, without a name or an address in it."""

from dataclasses import dataclass

from django.core import signing

from gaisma.base import secret_addresses, security
from gaisma.base.accounts.models import AddressChange, Invitation

INVITATION, ADDRESS = "accounts.invitation", "accounts.address"


@dataclass(frozen=True)
class Named:
    """The row that a link names, and which of its letters it came with."""

    pk: int
    sending: str


def invitation(row: Invitation) -> str:
    """The way to accept an invitation, by its last letter."""
    return _link("accounts:accept", INVITATION, row.pk, str(row.sending))


def address(change: AddressChange) -> str:
    """The way to say that an address is one's own."""
    return _link("accounts:confirm_address", ADDRESS, change.pk, change.asked_at.isoformat())


def read(token: str, *, salt: str) -> Named | None:
    """What the link names; None for one that we have not signed."""
    try:
        pk, sending = signing.loads(token, salt=salt)
    except (signing.BadSignature, ValueError, TypeError):
        security.tell(security.FORGED_LINK)
        return None
    return Named(pk, sending)


def _link(view: str, salt: str, pk: int, sending: str) -> str:
    token = signing.dumps([pk, sending], salt=salt)
    return secret_addresses.address(view, token)
