"""Who may: permissions as predicates over the roles that people hold on the organisation tree."""

from collections.abc import Iterable
from functools import cache

from django.contrib.auth.models import AnonymousUser
from rules.permissions import set_perm
from rules.predicates import Predicate, predicate

from gaisma.base import grants
from gaisma.base.models import Organisation, User
from gaisma.base.models.accounts import ROLES
from gaisma.base.registry import modules

Reader = User | AnonymousUser


def holding(*roles: str) -> Predicate:
    """Holds for a person with one of the roles: anywhere, or reaching the organisation asked for.

    A role on a node reaches all below it, from its first to its last day, both included.
    """
    unknown = set(roles) - set(ROLES)
    if unknown:
        raise ValueError(f"{sorted(unknown)} are no roles.")

    @predicate(name=f"holding:{'|'.join(roles)}")  # type: ignore[no-untyped-call,untyped-decorator]
    def holds(user: Reader, organisation: Organisation | None = None) -> bool:
        held = [grant for grant in grants.of(user) if grant.role in roles]
        if organisation is None:
            return bool(held)
        return any(organisation.pk in grant.reach for grant in held)

    held_by: Predicate = holds
    return held_by


@cache
def gather() -> None:
    """Read the `permissions.py` of every room, once, so that all permissions are declared."""
    tuple(modules("permissions"))


def declare(permission: str, *, roles: Iterable[str]) -> str:
    """Make a permission of the roles that give it; answers its name."""
    set_perm(permission, holding(*roles))  # type: ignore[no-untyped-call]
    return permission


OFFICIALS = ("specialist", "manager")
"""The authority's own people, who answer for the whole city."""

LEADERS = ("head", "deputy")
"""Those who lead an institution and answer for its register."""

KEEPERS = (*OFFICIALS, *LEADERS)
"""Who keeps the record of people, groups and programmes, as far as they reach."""

AT_WORK = ("teacher", "class_teacher", "support", "methodologist", "centre_staff")
"""Who teaches or helps to."""

REVIEWERS = (*KEEPERS, "auditor")
"""Who reads that record with its names; the auditor changes nothing."""

WORKING_ROLES = ROLES

LOOK_AROUND = declare("base.look_around", roles=WORKING_ROLES)
SEE_COMPONENTS = declare("base.see_components", roles=WORKING_ROLES)
