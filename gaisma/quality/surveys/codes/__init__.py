"""Codes by which people answer once: twelve letters that a key of the installation gives.

The record keeps a keyed hash of each, so that whoever has the database can neither answer with a
code nor tell one from another.
"""

import hashlib
import hmac
from collections.abc import Sequence

from gaisma.base import rotation

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no letter that is read as another."""
READ_AS = str.maketrans("OILU", "011V")
LENGTH, BLOCK = 12, 4
KEY = "survey-codes"


def letters(batch: int, number: int, *, key: str = "") -> str:
    """The code of that number in a batch: 60 random bits as far as anybody without the key sees."""
    digest = _hashed(f"code {batch} {number}", key)
    value = int.from_bytes(digest[:8], "big")
    return "".join(LETTERS[value >> (5 * place) & 31] for place in range(LENGTH))


def written(code: str) -> str:
    """The code in blocks, as people read and type it."""
    return "-".join(code[start : start + BLOCK] for start in range(0, len(code), BLOCK))


def read(text: str) -> str:
    """The code that somebody typed, in whatever letters and blocks."""
    plain = "".join(letter for letter in text.upper() if letter.isalnum())
    return plain.translate(READ_AS)


def digest(code: str, *, key: str = "") -> str:
    """The keyed hash by which a code is found, 64 hexadecimal digits."""
    return _hashed(f"digest {code}", key).hex()


def are_given_by(keys: Sequence[str]) -> bool | None:
    """Whether the key gives the newest code of the record; None where there is none."""
    from gaisma.quality.surveys.models import Code

    newest = Code.objects.order_by("-pk").values_list("batch", "number", "digest").first()
    if newest is None:
        return None
    batch, number, known = newest
    return any(digest(letters(batch, number, key=key), key=key) == known for key in keys[:1])


def _hashed(text: str, key: str) -> bytes:
    """Under the key of the installation where no other is given."""
    key = key or rotation.in_force(KEY)
    return hmac.new(bytes.fromhex(key), text.encode("ascii", "replace"), hashlib.sha256).digest()


UNDER_KEYS = [rotation.UnderKey("surveys.codes", KEY, "surveys_code", are_given_by)]
