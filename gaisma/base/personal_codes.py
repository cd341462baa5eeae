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
from datetime import date
from typing import TYPE_CHECKING, cast

from django.conf import settings
from stdnum.exceptions import ValidationError
from stdnum.lv import pvn

from gaisma.base import keys

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


def _birth_date(digits: str) -> date:
    try:
        return cast("date", pvn.get_birth_date(digits))
    except ValidationError:
        raise InvalidPersonalCode("date") from None


def keyed_hash(digits: str) -> str:
    """HMAC-SHA-256 in hexadecimal: equal codes give equal text, and nothing else is learnt."""
    return hmac.new(_key("personal-code-hash"), digits.encode("ascii"), hashlib.sha256).hexdigest()


def encrypted(digits: str) -> str:
    """AES-256-GCM under the installation's key, with a random nonce, as text."""
    nonce = os.urandom(12)
    sealed = _cipher().encrypt(nonce, digits.encode("ascii"), None)
    return base64.b64encode(nonce + sealed).decode("ascii")


def decrypted(text: str) -> str:
    """The digits that `encrypted` took. Raises InvalidTag when the key is another."""
    sealed = base64.b64decode(text)
    return str(_cipher().decrypt(sealed[:12], sealed[12:], None), "ascii")


def _cipher() -> "AESGCM":
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(_key("personal-code"))


def _key(name: str) -> bytes:
    return bytes.fromhex(keys.key(settings.GAISMA_HOME, name))
