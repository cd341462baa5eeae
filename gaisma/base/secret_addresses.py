"""Addresses that open something to whoever holds them: whole ones, and what is kept of them."""

import hashlib
import secrets

from django.conf import settings
from django.urls import reverse

BYTES = 16
"""So many random bytes nobody guesses, and a phone still reads their square from paper."""


def address(view: str, *args: object) -> str:
    """Where letters and paper say that a page is, scheme and host before the path."""
    return str(settings.GAISMA_ADDRESS).rstrip("/") + reverse(view, args=args)


def door(view: str) -> str:
    """What stands before a secret where its address is typed: no scheme, as people type it."""
    whole = address(view, "-")
    return whole.partition("://")[2].removesuffix("-/")


def secret() -> str:
    """A new one: told once to who asked for it, kept nowhere."""
    return secrets.token_urlsafe(BYTES)


def hashed(token: str) -> str:
    """What is kept of a secret: it is random and long, a slow hash would protect no more."""
    return hashlib.sha256(token.encode()).hexdigest()
