"""Whether personal codes can be read, and found, by the keys at hand."""

from collections.abc import Sequence

from cryptography.exceptions import InvalidTag

from gaisma.base import personal_codes, rotation
from gaisma.base.rotation import UnderKey
from gaisma.record.people.models import Person


def are_read_by(keys: Sequence[str]) -> bool | None:
    """Whether the key in force opens the newest code; None where there is none."""
    newest = _newest("personal_code_encrypted")
    if newest is None:
        return None
    try:
        personal_codes.opened(newest[0], keys=keys[:1])
    except InvalidTag:
        return False
    return True


def are_found_by(keys: Sequence[str]) -> bool | None:
    """Whether the key in force gives the newest code's hash; None where there is none."""
    newest = _newest("personal_code_encrypted", "personal_code_hash")
    if newest is None:
        return None
    if not keys:
        return False
    sealed, known = newest
    digits = personal_codes.opened(sealed, keys=rotation.known(rotation.CODE))
    return personal_codes.hashed(digits, key=keys[0]) == known


def _newest(*fields: str) -> tuple[str, ...] | None:
    coded = Person.objects.exclude(personal_code_encrypted="").order_by("-pk")
    return coded.values_list(*fields).first()


UNDER_KEYS = [
    UnderKey("people.codes", rotation.CODE, "people_person", are_read_by),
    UnderKey("people.hashes", rotation.HASH, "people_person", are_found_by),
]
