"""The roles that a person holds today, and how far each of them reaches."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

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


def _read(user: User) -> tuple[Grant, ...]:
    # A right ends by the real calendar, also where a demo stands still on one day.
    valid = RoleGrant.objects.filter(user=user).valid_on(clock.today())
    held = list(valid.values_list("role", "organisation_id"))
    reach = Organisation.objects.reach_of({node for _role, node in held})
    return tuple(Grant(role, reach[node]) for role, node in held)
