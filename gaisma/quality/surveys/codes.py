"""Codes by which people answer once: twelve letters that a key of the installation gives.

The record keeps a keyed hash of each, so that whoever has the database can neither answer with a
code nor tell one from another.
"""

import hashlib
import hmac

from django.conf import settings

from gaisma.base import keys

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no letter that is read as another."""
READ_AS = str.maketrans("OILU", "011V")
LENGTH, BLOCK = 12, 4
KEY = "survey-codes"


def letters(batch: int, number: int) -> str:
    """The code of that number in a batch: 60 random bits as far as anybody without the key sees."""
    digest = _hashed(f"code {batch} {number}")
    value = int.from_bytes(digest[:8], "big")
    return "".join(LETTERS[value >> (5 * place) & 31] for place in range(LENGTH))


def written(code: str) -> str:
    """The code in blocks, as people read and type it."""
    return "-".join(code[start : start + BLOCK] for start in range(0, len(code), BLOCK))


def read(text: str) -> str:
    """The code that somebody typed, in whatever letters and blocks."""
    plain = "".join(letter for letter in text.upper() if letter.isalnum())
    return plain.translate(READ_AS)


def digest(code: str) -> str:
    """The keyed hash by which a code is found, 64 hexadecimal digits."""
    return _hashed(f"digest {code}").hex()


def _hashed(text: str) -> bytes:
    key = keys.key(settings.GAISMA_HOME, KEY)
    return hmac.new(bytes.fromhex(key), text.encode("ascii", "replace"), hashlib.sha256).digest()
