"""Latvian personal codes: checked, encrypted at rest, found by a keyed hash.

Source of the form: Law on the Register of Natural Persons and Cabinet rules on the personal code:
eleven digits, a dash after six allowed. Codes given since 1 July 2017 begin with 32 and carry
neither a date nor a check digit; older ones begin with the day, month and year of birth, then the
century (0 for 18xx, 1 for 19xx, 2 for 20xx), and end with a check digit. python-stdnum knows the
date and the digit; it takes company numbers as well, which is why it is not asked for the whole.
"""

import base64
import hashlib
import hmac
import os
import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

from stdnum.exceptions import ValidationError
from stdnum.lv import pvn

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

FORM = re.compile(r"[0-9]{6}-?[0-9]{5}")


class InvalidPersonalCode(ValueError):
    """Says in `code` what is wrong: form, date, future or check digit."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def checked(text: str, *, today: date) -> str:
    """The code's eleven digits. Raises InvalidPersonalCode (form, date, future, check_digit)."""
    if not FORM.fullmatch(text.strip()):
        raise InvalidPersonalCode("form")
    digits = text.strip().replace("-", "")
    if digits.startswith("32"):
        return digits
    if _birth_date(digits) > today:
        raise InvalidPersonalCode("future")
    if digits[10] != pvn.calc_check_digit_pers(digits[:10]):
        raise InvalidPersonalCode("check_digit")
    return digits


def born_on(digits: str) -> date | None:
    """The day of birth that a checked code tells; newer codes tell none."""
    return None if digits.startswith("32") else _birth_date(digits)


def _birth_date(digits: str) -> date:
    try:
        return pvn.get_birth_date(digits)
    except ValidationError:
        raise InvalidPersonalCode("date") from None


def keyed_hash(digits: str) -> str:
    """HMAC-SHA-256 in hexadecimal: equal codes give equal text, and nothing else is learnt."""
    return hashed(digits, key=_in_force("personal-code-hash"))


def hashed(digits: str, *, key: str) -> str:
    """The keyed hash under a key of one's own, in hexadecimal."""
    return hmac.new(bytes.fromhex(key), digits.encode("ascii"), hashlib.sha256).hexdigest()


def encrypted(digits: str) -> str:
    """AES-256-GCM under the installation's key, with a random nonce, as text."""
    return sealed(digits, key=_in_force("personal-code"))


def sealed(digits: str, *, key: str) -> str:
    """The code encrypted under a key of one's own."""
    nonce = os.urandom(12)
    content = _cipher(key).encrypt(nonce, digits.encode("ascii"), None)
    return base64.b64encode(nonce + content).decode("ascii")


def decrypted(text: str) -> str:
    """The digits that `encrypted` took. Raises InvalidTag when no key at hand is the one."""
    from gaisma.base import rotation

    return opened(text, keys=rotation.known("personal-code"))


def opened(text: str, *, keys: Iterable[str]) -> str:
    """The digits under the first of the keys that is the one. Raises InvalidTag."""
    from cryptography.exceptions import InvalidTag

    content = base64.b64decode(text)
    for key in keys:
        with suppress(InvalidTag):
            return str(_cipher(key).decrypt(content[:12], content[12:], None), "ascii")
    raise InvalidTag


def _cipher(key: str) -> "AESGCM":
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(bytes.fromhex(key))


def _in_force(name: str) -> str:
    from gaisma.base import rotation

    return rotation.in_force(name)
