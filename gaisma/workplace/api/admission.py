"""Who may ask: a person who has signed in, or a program with a person's token."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from ninja.security import HttpBearer
from ninja.throttling import SimpleRateThrottle

from gaisma.base import access, clock
from gaisma.base.models import User
from gaisma.workplace.api import actions

RATE = "300/m"
"""So many requests of one person a minute, in one process of the server."""


class Admission(HttpBearer):
    """Lets in who holds the permission; answers the person. Raises PermissionDenied."""

    def __init__(self, permission: str) -> None:
        super().__init__()
        self.permission = permission

    def __call__(self, request: HttpRequest) -> User | None:
        given = request.headers.get("Authorization", "")
        user = self._by_token(request, given) if given else _signed_in(request)
        if user is not None and not access.may(user, self.permission):
            raise PermissionDenied
        return user

    def _by_token(self, request: HttpRequest, given: str) -> User | None:
        kind, _space, text = given.partition(" ")
        if kind.lower() != "bearer":
            return None
        user = actions.user_of(text.strip(), at=clock.now())
        if user is not None:
            request.user = user
        return user

    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        return self._by_token(request, f"Bearer {token}")


def _signed_in(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


class OfPerson(SimpleRateThrottle):
    """So much a person, whichever token they use."""

    scope = "person"

    def get_cache_key(self, request: HttpRequest) -> str:
        user: User = request.auth  # type: ignore[attr-defined]
        return f"api-rate-{user.pk}"
