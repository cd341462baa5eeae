"""Sessions of which the record shows neither who is in nor how to get in.

A browser holds the session's key. The row is found by a keyed hash of it, and its content is
encrypted under a key that comes of it too: whoever reads the table has neither, and whoever writes
into it cannot make a session without the installation's key.
"""

import base64
import binascii
import os
import zlib
from typing import TYPE_CHECKING, Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.base_session import AbstractBaseSession
from django.utils.crypto import salted_hmac

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

LENGTH = 40
"""Hexadecimal digits of a hash that the table has room for: 160 bits."""
NONCE = 12


class SessionStore(db.SessionStore):
    """Django's store, which keeps what is found and read by the key of the browser alone."""

    def _get_session_from_db(self) -> AbstractBaseSession | None:
        key = self.session_key
        self._session_key = _place(key or "")
        row: AbstractBaseSession | None = super()._get_session_from_db()  # type: ignore[misc]
        self._session_key = key if row else None
        return row

    def exists(self, session_key: str) -> bool:
        """Whether there is a session of the browser's key."""
        return super().exists(_place(session_key))

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        """The row that keeps the session."""
        row = super().create_model_instance(data)
        row.session_key = _place(row.session_key)
        return row

    def delete(self, session_key: str | None = None) -> None:
        """End the session of the browser's key, or this one."""
        key = session_key or self.session_key
        if key:
            super().delete(_place(key))

    def encode(self, session_dict: dict[str, Any]) -> str:
        """The content, encrypted for whoever holds the browser's key."""
        content = zlib.compress(self.serializer().dumps(session_dict))
        nonce = os.urandom(NONCE)
        sealed = _cipher(self.session_key or "").encrypt(nonce, content, None)
        return base64.b64encode(nonce + sealed).decode("ascii")

    def decode(self, session_data: str | bytes) -> dict[str, Any]:
        """The content; nothing when it was changed or is of another key."""
        from cryptography.exceptions import InvalidTag

        try:
            sealed = base64.b64decode(session_data, validate=True)
            cipher = _cipher(self.session_key or "")
            content = cipher.decrypt(sealed[:NONCE], sealed[NONCE:], None)
        except (InvalidTag, ValueError, binascii.Error):
            return {}
        found: dict[str, Any] = self.serializer().loads(zlib.decompress(content))
        return found


def _place(key: str) -> str:
    """Under what the table keeps the session of a browser's key."""
    return _derived("place", key).hex()[:LENGTH]


def _cipher(key: str) -> "AESGCM":
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(_derived("content", key))


def _derived(purpose: str, key: str) -> bytes:
    return salted_hmac(f"gaisma.sessions.{purpose}", key, algorithm="sha256").digest()
