"""The language in which pages answer: that of the person, kept in a cookie."""

from typing import TypeVar

from django.conf import settings
from django.http import HttpResponseBase

YEAR = 365 * 24 * 60 * 60
Response = TypeVar("Response", bound=HttpResponseBase)


def remembered(response: Response, language: str) -> Response:
    """The answer, after which the browser asks in that language for a year."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response
