"""What the part that locks out guessing asks of us: who it is, and what it shows."""

from datetime import timedelta
from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Max, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from gaisma.base import clock
from gaisma.base.accounts.entrance.addresses import client_address
from gaisma.base.models import User

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
