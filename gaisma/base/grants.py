"""The roles that a person holds today, how far each of them reaches, and what they are tied to."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from gaisma.base import clock
from gaisma.base.models import Organisation, RoleGrant, User


@dataclass(frozen=True)
class Grant:
    """A role and the ids of the organisations that it reaches."""

    role: str
    reach: frozenset[int]


def of(user: User | AnonymousUser) -> tuple[Grant, ...]:
    """The grants that are valid today; read once for each loaded user, that is, once a request."""
    if not isinstance(user, User) or not user.is_active:
        return ()
    known: tuple[Grant, ...] | None = getattr(user, "_grants_today", None)
    if known is None:
        known = _read(user)
        user._grants_today = known  # type: ignore[attr-defined]
    return known


def holders(*roles: str) -> "QuerySet[User]":
    """Whose account is open and who holds one of the roles today, wherever it is."""
    grants = RoleGrant.objects.valid_on(clock.today()).filter(role__in=roles)
    return User.objects.filter(pk__in=grants.values("user"), is_active=True)


def _read(user: User) -> tuple[Grant, ...]:
    # A right ends by the real calendar, also where a demo stands still on one day.
    valid = RoleGrant.objects.filter(user=user).valid_on(clock.today())
    held = list(valid.values_list("role", "organisation_id"))
    reach = Organisation.objects.reach_of({node for _role, node in held})
    return tuple(Grant(role, reach[node]) for role, node in held)


@dataclass(frozen=True)
class GrantTie:
    """What a role is tied to: rooms above say it under GRANT_TIES, such as the post it came with.

    `ends` reaches from the grant a date after which the role has ended; none: no limit. `follow`
    ties a role that has been granted, at a moment. Whether a role has ended is asked whenever a
    right is, so that it holds however the end came about: by a person, by an import, or by the
    undoing of one. Posts alone are such a tie: what they are is told above, and rights are asked
    here.
    """

    key: str
    ends: str
    follow: Callable[[RoleGrant, datetime], object]
