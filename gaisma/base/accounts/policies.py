"""Who may grant which role where, and whether the state of things allows it.

The table is the whole rule; docs/explanation/who-may-what.md says why it is so.
"""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from gaisma.base import access, grants
from gaisma.base.errors import GaismaError
from gaisma.base.models import Installation, Organisation, RoleGrant, User
from gaisma.base.models.accounts import ROLES
from gaisma.base.models.organisations import OrganisationQuerySet

OF_TEACHING = ("class_teacher", "teacher", "support")
OF_INSTITUTIONS = ("deputy", "methodologist", *OF_TEACHING, "centre_staff")
GRANTING: Mapping[str, frozenset[str]] = {
    "administrator": frozenset(ROLES),
    "manager": frozenset(ROLES) - {"administrator"},
    "specialist": frozenset(("head", *OF_INSTITUTIONS)),
    "head": frozenset(OF_INSTITUTIONS),
    "deputy": frozenset(OF_TEACHING),
}
"""Who holds the role may grant these on every node that the role reaches."""

SHARED = frozenset(("specialist", "manager", "founder", "auditor"))
"""What the head of an institution outside the authority's tree grants to the authority's people."""

FIRST = frozenset(("head",))
"""What the administrator grants outside the own tree: from there on the institution decides."""

NOT_AT_AUTHORITIES = frozenset(("head", "deputy", *OF_TEACHING, "centre_staff"))
ONLY_AT_AUTHORITIES = frozenset(("administrator",))


class UnableToGrant(GaismaError):
    """The role cannot be given like this."""


class UnableToEnd(GaismaError):
    """The role cannot be taken away like this."""


def may_grant(by: User, role: str, organisation: Organisation) -> bool:
    """Whether the person may grant, and end, the role on the node."""
    return role in grantable(by, organisation)


def grantable(by: User, organisation: Organisation) -> frozenset[str]:
    """The roles that the person may grant on the node."""
    held = grants.of(by)
    reaching = (grant for grant in held if organisation.pk in grant.reach)
    roles = frozenset().union(*(GRANTING.get(grant.role, frozenset()) for grant in reaching))
    if "administrator" in {grant.role for grant in held}:
        roles |= FIRST
    if organisation.pk in access.reach(by, "head") and is_outside(organisation):
        roles |= SHARED
    return frozenset(role for role in roles if fits(role, organisation))


def offered(by: User) -> frozenset[str]:
    """The roles that the person may grant on some node."""
    held = {grant.role for grant in grants.of(by)}
    roles = frozenset().union(*(GRANTING.get(role, frozenset()) for role in held))
    outside = access.reach(by, "head") - _inside() if "head" in held else frozenset()
    return roles | (SHARED if outside else frozenset())


def places(by: User) -> OrganisationQuerySet:
    """The nodes on which the person may grant some role."""
    if "administrator" in {grant.role for grant in grants.of(by)}:
        return Organisation.objects.all()
    return Organisation.objects.filter(pk__in=access.reach(by, *GRANTING))


def fits(role: str, organisation: Organisation) -> bool:
    """Whether the role makes sense on the node: nobody heads all schools of a city by mistake."""
    if organisation.kind == "authority":
        return role not in NOT_AT_AUTHORITIES
    return role not in ONLY_AT_AUTHORITIES


def is_outside(organisation: Organisation) -> bool:
    """Whether the node lies in another tree than that of the installation's authority."""
    return organisation.pk not in _inside()


def _inside() -> frozenset[int]:
    authority = Installation.current().authority
    return frozenset(Organisation.objects.subtree_ids([authority] if authority else []))


def possible(
    role: str, organisation: Organisation, *, from_on: date, to_on: date | None, today: date
) -> None:
    """Raises UnableToGrant where dates or node make no sense, whoever grants."""
    if not fits(role, organisation):
        raise UnableToGrant(
            _("This role is not one of %(name)s: choose another role or another place.")
            % {"name": organisation.name},
            code="role_does_not_fit",
        )
    if to_on is not None and (to_on < from_on or to_on < today):
        raise UnableToGrant(
            _("The last day lies before the first, or is over: choose a later one."),
            code="ends_too_early",
        )
    if organisation.closed_on is not None and organisation.closed_on < from_on:
        raise UnableToGrant(
            _("%(name)s is closed by then.") % {"name": organisation.name}, code="closed"
        )


def check_new(user: User, role: str, organisation: Organisation, *, on: date) -> None:
    """Raises UnableToGrant when the person holds the role there already."""
    same = RoleGrant.objects.filter(user=user, role=role, organisation=organisation)
    if same.valid_on(on).exists():
        raise UnableToGrant(_("The person holds this role there already."), code="held_already")


def check_not_oneself(by: User | None, user: User) -> None:
    """Nobody grants a role to oneself. Raises UnableToGrant."""
    if by is not None and by.pk == user.pk:
        raise UnableToGrant(
            _("Nobody grants a role to oneself: ask somebody who may grant it."), code="oneself"
        )


def leaves_an_administrator(user: User, *, on: date, grant: RoleGrant | None = None) -> None:
    """Raises UnableToEnd when nobody would administer the installation any more.

    Without a grant all roles of the person go.
    """
    if grant is not None and grant.role != "administrator":
        return
    valid = RoleGrant.objects.filter(role="administrator", user__is_active=True).valid_on(on)
    others = valid.exclude(pk=grant.pk) if grant else valid.exclude(user=user)
    if valid.filter(user=user).exists() and not others.exists():
        raise UnableToEnd(
            _("Somebody has to administer Gaisma: name another administrator first."),
            code="last_administrator",
        )
