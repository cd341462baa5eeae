"""Addresses that open something to whoever holds them: whole ones, and what is kept of them."""

import hashlib

from django.conf import settings
from django.urls import reverse


def address(view: str, *args: object) -> str:
    """Where letters and paper say that a page is, scheme and host before the path."""
    return str(settings.GAISMA_ADDRESS).rstrip("/") + reverse(view, args=args)


def hashed(token: str) -> str:
    """What is kept of a secret: it is random and long, a slow hash would protect no more."""
    return hashlib.sha256(token.encode()).hexdigest()
