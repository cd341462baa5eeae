"""Who signs in is noted, and from where; who fails too often is locked out."""

from datetime import timedelta
from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Max, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from gaisma.base import clock, security
from gaisma.base.models import User


def client_address(request: HttpRequest) -> str:
    """The address of the client: the one that our outermost own proxy has seen.

    What stands further left in X-Forwarded-For was written by whoever asks, and is not believed.
    """
    seen = str(request.META.get("REMOTE_ADDR", ""))
    named = request.headers.get("X-Forwarded-For", "").split(",")
    told = [*(part.strip() for part in named if part.strip()), seen]
    trusted: int = settings.GAISMA_PROXIES
    return told[-1 - trusted] if len(told) > trusted else seen


def note_sign_in(sender: object, user: User, **rest: Any) -> None:
    """Note on the account when its person signed in last, by the installation's clock."""
    user.last_login = clock.now()
    user.save(update_fields=["last_login"])
    security.tell(security.SIGNED_IN, user_id=user.pk)


def tell_of_sign_out(sender: object, user: User | None, **rest: Any) -> None:
    """Write that somebody has signed out."""
    if user is not None:
        security.tell(security.SIGNED_OUT, user_id=user.pk)


def tell_of_failure(sender: object, **rest: Any) -> None:
    """Write that somebody did not get in; what was written as a name may be a password."""
    security.tell(security.SIGN_IN_FAILED)


def tell_of_lock(sender: object, **rest: Any) -> None:
    """Write that guessing was locked out."""
    security.tell(security.LOCKED_OUT)


LOCKED = 429


def name_of(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """The account that is guessed at: the same by its name and by its address.

    A name that nobody bears counts as well, so that a lock tells nobody which names there are.
    """
    given = credentials or {}
    written = given.get("username") or given.get("email") or request.POST.get("login", "")
    name = str(written).strip().lower()[:150]
    owner = User.objects.filter(Q(username__iexact=name) | Q(email__iexact=name))
    found = owner.values_list("username", flat=True).first() if name else None
    return (found or name).lower()


def locked_out(
    request: HttpRequest, answer: HttpResponse | None, credentials: dict[str, Any] | None
) -> HttpResponse:
    """The page that says until when."""
    name = name_of(request, credentials)
    attempts = AccessAttempt.objects.filter(username=name, ip_address=client_address(request))
    last = attempts.aggregate(last=Max("attempt_time"))["last"] or timezone.now()
    cool_off: timedelta = settings.AXES_COOLOFF_TIME
    until = last + cool_off
    page = render(request, "accounts/locked.html", {"until": clock.here(until)}, status=LOCKED)
    page["Retry-After"] = str(max(1, int((until - timezone.now()).total_seconds())))
    return page
