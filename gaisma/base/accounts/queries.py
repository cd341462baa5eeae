"""Reads for the pages of accounts: who may sign in, with which roles, and what waits."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt, AccessLog
from django.conf import settings
from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from gaisma.base import access, clock, roles
from gaisma.base.accounts import policies
from gaisma.base.accounts.models import Invitation
from gaisma.base.accounts.permissions import ADMINISTER
from gaisma.base.models import Organisation, RoleGrant, User
from gaisma.base.models.accounts import RoleGrantQuerySet
from gaisma.base.models.organisations import OrganisationQuerySet
from gaisma.base.permissions import REVIEWERS
from gaisma.base.registry import gathered

SIGN_INS = 10
PROGRAMS = (
    # Every browser names those whose pages it wants to be given: the rarer name comes first.
    (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrom", "Chrome"),
     ("Safari", "Safari")),
    (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
     ("Mac OS", "macOS"), ("Linux", "Linux")),
)  # fmt: skip


@dataclass(frozen=True)
class Held:
    """A role on a node, from and to; `ends_on` is its last day, also by what it came with."""

    grant_id: int
    role: str
    place: str
    from_on: date
    ends_on: date | None
    granted_by: str
    is_over: bool
    may_be_ended: bool


@dataclass(frozen=True)
class Account:
    """An account as its page shows it."""

    user: User
    now: tuple[Held, ...]
    before: tuple[Held, ...]
    has_second_factor: bool
    last_seen_at: datetime | None


@dataclass(frozen=True)
class SignIn:
    """A sign-in that succeeded: when, from which address, by which program."""

    at: datetime
    address: str
    program: str


def administers(reader: User) -> bool:
    """Whether the reader administers the installation, and so all its accounts."""
    return access.may(reader, ADMINISTER)


def visible_to(reader: User) -> QuerySet[User]:
    """The accounts with a role, now or before, where the reader reviews; all for administrators."""
    if administers(reader):
        return User.objects.all()
    held = RoleGrant.objects.filter(organisation_id__in=access.reach(reader, *REVIEWERS))
    return User.objects.filter(pk__in=held.values("user_id"))


def listed(reader: User, *, today: date) -> QuerySet[User]:
    """The accounts of a list, with their roles of today as far as the reader sees."""
    shown = _seen_by(reader).valid_on(today).select_related("organisation").order_by("pk")
    second = Authenticator.objects.filter(user=OuterRef("pk"))
    accounts = visible_to(reader).annotate(has_second_factor=Exists(second))
    return accounts.prefetch_related(Prefetch("grants", queryset=shown, to_attr="shown")).order_by(
        "full_name", "pk"
    )


def account(reader: User, user: User, *, today: date) -> Account:
    """One account; roles beyond what the reader sees are left out."""
    rows = _seen_by(reader).filter(user=user)
    now, before = _held(reader, rows, today=today)
    has_second = Authenticator.objects.filter(user=user).exists()
    return Account(user, now, before, has_second, user.last_login)


def own_roles(user: User, *, today: date) -> tuple[Held, ...]:
    """The roles that a person holds or will hold."""
    rows = RoleGrant.objects.filter(user=user)
    return _held(user, rows, today=today)[0]


def sign_ins(user: User) -> list[SignIn]:
    """The person's last sign-ins."""
    logs = AccessLog.objects.filter(username=user.username).order_by("-attempt_time")[:SIGN_INS]
    return [
        SignIn(clock.here(row.attempt_time), row.ip_address or "", _program(row.user_agent))
        for row in logs
    ]


def invitations(reader: User) -> QuerySet[Invitation]:
    """The invitations to places where the reader reviews; all for administrators."""
    rows = Invitation.objects.select_related("organisation", "invited_by").order_by("-pk")
    if administers(reader):
        return rows
    return rows.filter(organisation_id__in=access.reach(reader, *REVIEWERS))


def locks(*, at: datetime) -> QuerySet[AccessAttempt]:
    """Names that nobody can try from an address for now."""
    cool_off: timedelta = settings.AXES_COOLOFF_TIME
    rows = AccessAttempt.objects.filter(
        failures_since_start__gte=settings.AXES_FAILURE_LIMIT, attempt_time__gt=at - cool_off
    )
    ordered: QuerySet[AccessAttempt] = rows.order_by("-attempt_time")
    return ordered


def places_of(reader: User) -> OrganisationQuerySet:
    """The nodes on which accounts that the reader sees hold a role."""
    held = _seen_by(reader).values("organisation_id")
    places: OrganisationQuerySet = Organisation.objects.filter(pk__in=held).order_by("name")
    return places


def _program(told: str) -> str:
    """Browser and system, from what the browser tells about itself."""
    found = (next((name for mark, name in marks if mark in told), "") for marks in PROGRAMS)
    return " · ".join(name for name in found if name) or "–"


def said(grant: RoleGrant) -> str:
    """A role and its place, in a few words."""
    return f"{roles.title(grant.role)} ({grant.organisation.name})"


def _seen_by(reader: User) -> RoleGrantQuerySet:
    if administers(reader):
        return RoleGrant.objects.all()
    return RoleGrant.objects.filter(organisation_id__in=access.reach(reader, *REVIEWERS))


def _held(
    reader: User, rows: QuerySet[RoleGrant], *, today: date
) -> tuple[tuple[Held, ...], tuple[Held, ...]]:
    """Roles of today and later, and those that are over."""
    ends = [tie.ends for tie in gathered("GRANT_TIES")]
    grants = rows.select_related("organisation", "granted_by").order_by("-from_on", "-pk")
    limits = {pk: [end for end in found if end] for pk, *found in grants.values_list("pk", *ends)}
    held = [_of(reader, grant, limits[grant.pk], today=today) for grant in grants]
    return tuple(one for one in held if not one.is_over), tuple(one for one in held if one.is_over)


def _of(reader: User, grant: RoleGrant, limits: list[date], *, today: date) -> Held:
    ends_on = min([*limits, *([grant.to_on] if grant.to_on else [])], default=None)
    is_over = ends_on is not None and ends_on < today
    return Held(
        grant_id=grant.pk,
        role=roles.title(grant.role),
        place=grant.organisation.name,
        from_on=grant.from_on,
        ends_on=ends_on,
        granted_by=grant.granted_by.full_name if grant.granted_by else "",
        is_over=is_over,
        may_be_ended=not is_over and policies.may_grant(reader, grant.role, grant.organisation),
    )
