"""Secrets of second steps, which lie encrypted as personal codes do."""

from collections.abc import Iterator, Sequence

from allauth.mfa.models import Authenticator
from cryptography.exceptions import InvalidTag

from gaisma.base import personal_codes, rotation
from gaisma.base.rotation import UnderKey

SECRETS = {"totp": "secret", "recovery_codes": "seed"}
"""Where the secret of each kind stands; keys that people carry have none here."""


def are_read_by(keys: Sequence[str]) -> bool | None:
    """Whether any key at hand opens the newest secret; None where there is none."""
    newest = next(_sealed(), None)
    if newest is None:
        return None
    row, name = newest
    try:
        personal_codes.opened(row.data[name], keys=keys)
    except InvalidTag:
        return False
    return True


def renew(new: dict[str, str]) -> None:
    """Write all of them anew under the new key."""
    rows = [_renewed(row, name, key=new[rotation.CODE]) for row, name in _sealed()]
    Authenticator.objects.bulk_update(rows, ["data"])


def _renewed(row: Authenticator, name: str, *, key: str) -> Authenticator:
    secret = personal_codes.decrypted(row.data[name])
    row.data[name] = personal_codes.sealed(secret, key=key)
    return row


def _sealed() -> Iterator[tuple[Authenticator, str]]:
    rows = Authenticator.objects.filter(type__in=SECRETS).order_by("-pk")
    return ((row, SECRETS[row.type]) for row in rows.iterator() if SECRETS[row.type] in row.data)


UNDER_KEYS = [
    UnderKey("accounts.second_steps", rotation.CODE, "mfa_authenticator", are_read_by, renew)
]
