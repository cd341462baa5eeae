"""Pages that a secret address opens without a sign-in.

Looking at the address tells nothing, so that no preview of a letter reads it: who presses its
button reads on in the same browser for a while.
"""

from datetime import timedelta
from typing import Protocol

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class Secret(Protocol):
    """The row of a secret address."""

    pk: int
    token_hash: str


def remember(
    answer: HttpResponse, row: Secret, *, cookie: str, path: str, lasts: timedelta
) -> None:
    """Let the browser keep that it opened the address, for the pages below the path alone."""
    answer.set_signed_cookie(
        cookie,
        str(row.pk),
        salt=row.token_hash,
        max_age=lasts,
        path=path,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def is_remembered(
    request: HttpRequest, row: Secret, *, cookie: str, lasts: timedelta | None = None
) -> bool:
    """Whether this browser opened the address, lately where it is asked how long it reads on."""
    found = request.get_signed_cookie(cookie, default="", salt=row.token_hash, max_age=lasts)
    return found == str(row.pk)


def untold(answer: HttpResponse) -> HttpResponse:
    """The address holds the secret: it is told to no other page, and no machine lists it."""
    answer["Referrer-Policy"] = "same-origin"
    answer["X-Robots-Tag"] = "noindex"
    return answer
