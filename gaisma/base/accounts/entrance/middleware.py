"""A session ends when nobody uses it."""

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from gaisma.base.middleware import Answer

SEEN = "seen"
PART = 16
"""So many times in a session's life is its use written down: not with every page."""


class IdleSessions:
    """Lets a session live on from its last use, not from its first."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and SESSION_KEY in request.session:
            now = int(timezone.now().timestamp())
            if now - request.session.get(SEEN, 0) > settings.SESSION_COOKIE_AGE // PART:
                request.session[SEEN] = now
        return self.answer(request)
