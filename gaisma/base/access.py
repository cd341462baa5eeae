"""Every view states its rule: a permission, or that it is open to everyone.

A test walks all addresses and fails when a view has none.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from rules.permissions import has_perm, perm_exists

from gaisma.base import grants, permissions
from gaisma.base.models import Organisation, User
from gaisma.base.models.organisations import OrganisationQuerySet
from gaisma.base.permissions import Reader

View = TypeVar("View", bound=Callable[..., Any])
EVERYONE = "everyone"


class SignedInRequest(HttpRequest):
    """The request of a person who has signed in."""

    user: User


def requires(permission: str) -> Callable[[View], View]:
    """Guard a view: who does not hold the permission anywhere is refused.

    What of the tree the person sees is for the view's query, through `visible` and `found`.
    """

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not may(request.user, permission):
                raise PermissionDenied
            answer: HttpResponseBase = view(request, *args, **kwargs)
            return answer

        guarded.access_rule = permission  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return guard


def open_to_everyone(view: View) -> View:
    """State that a view needs no sign-in."""
    view.access_rule = EVERYONE  # type: ignore[attr-defined]
    return login_not_required(view)


def may(user: Reader, permission: str, organisation: Organisation | None = None) -> bool:
    """Whether the person holds the permission: anywhere, or on the organisation.

    Raises LookupError for a permission that no room declares.
    """
    permissions.gather()
    if not perm_exists(permission):  # type: ignore[no-untyped-call]
        raise LookupError(f"No room declares the permission {permission!r}.")
    return bool(has_perm(permission, user, organisation))  # type: ignore[no-untyped-call]


def reach(user: Reader, *roles: str) -> frozenset[int]:
    """The ids of the organisations on which the person holds one of the roles (of any, if none)."""
    held = (grant for grant in grants.of(user) if not roles or grant.role in roles)
    return frozenset().union(*(grant.reach for grant in held))


def visible(user: Reader) -> OrganisationQuerySet:
    """The organisations that the person sees today."""
    # What the roles of today reach is read once a request already.
    return Organisation.objects.filter(pk__in=reach(user))


def found(user: Reader, organisation_id: int) -> Organisation:
    """The organisation, or Http404 both when there is none and when it is not theirs to see."""
    organisation = visible(user).filter(pk=organisation_id).first()
    if organisation is None:
        raise Http404
    return organisation
