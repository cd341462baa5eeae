"""An invitation is accepted: an account comes into being, or takes up one role more."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gaisma.base import audit
from gaisma.base.accounts import audited, policies
from gaisma.base.accounts.actions import grants
from gaisma.base.accounts.models import Invitation
from gaisma.base.changes import NotPermitted
from gaisma.base.errors import GaismaError
from gaisma.base.models import RoleGrant, User


class UnableToAccept(GaismaError):
    """The invitation does not hold any more, or the password is too weak."""


def accept(
    *, invitation: Invitation, full_name: str, language: str, password: str | None, at: datetime
) -> User:
    """Make the account of the invited person, with all roles that wait for the address.

    Without a password it is for signing in elsewhere. Raises UnableToAccept.
    """
    user = User(
        username=invitation.email[:150],
        email=invitation.email,
        full_name=full_name,
        language=language,
    )
    _demand_strong(password, user)
    user.set_password(password)
    try:
        with transaction.atomic():
            waiting = _waiting(invitation, at=at)
            # Whoever is second of two at once stumbles here, over the name or the address.
            user.save(force_insert=True)
            _take_up(waiting, user, at=at)
    except IntegrityError:
        raise UnableToAccept(
            _("There is an account by this address: sign in, then open the link once more."),
            code="account_exists",
        ) from None
    return user


def accept_as(*, invitation: Invitation, user: User, at: datetime) -> None:
    """Give the roles to somebody who has an account by that address. Raises UnableToAccept."""
    if user.email.lower() != invitation.email:
        raise UnableToAccept(
            _("This invitation is for another address: sign in by the account that has it."),
            code="another_address",
        )
    with transaction.atomic():
        _take_up(_waiting(invitation, at=at), user, at=at)


def known_or_invited(addresses: Iterable[str], *, at: datetime) -> User | None:
    """Whose account has one of the verified addresses; an invited person gets theirs now."""
    wanted = [address.lower() for address in addresses if address]
    for address in wanted:
        if user := User.objects.filter(email__iexact=address).first():
            return user
    invited = Invitation.objects.open_at(at).filter(email__in=wanted).order_by("pk").first()
    if invited is None:
        return None
    try:
        return accept(
            invitation=invited,
            full_name=invited.full_name,
            language=invited.language,
            password=None,
            at=at,
        )
    except UnableToAccept:
        return None


def _demand_strong(password: str | None, user: User) -> None:
    if password is None:
        return
    try:
        validate_password(password, user)
    except ValidationError as weak:
        raise UnableToAccept(" ".join(weak.messages), code="weak_password") from None


def _waiting(invitation: Invitation, *, at: datetime) -> list[Invitation]:
    """All that is open for the address, locked. Raises UnableToAccept when the one is not."""
    rows = Invitation.objects.open_at(at).filter(email=invitation.email)
    related = rows.select_related("organisation", "invited_by").order_by("pk")
    waiting = list(related.select_for_update(of=("self",)))
    if invitation.pk not in {row.pk for row in waiting}:
        raise UnableToAccept(
            _("This invitation does not hold any more: ask for a new one."), code="not_open"
        )
    return waiting


def _take_up(waiting: list[Invitation], user: User, *, at: datetime) -> None:
    """Whoever invited must still be allowed to: an invitation is worth what its giver is."""
    given = [row for row in waiting if _granted(row, user, at=at)]
    if not given:
        raise UnableToAccept(
            _("Who invited you may not grant this role any more: ask for a new invitation."),
            code="not_permitted_any_more",
        )
    taken = Invitation.objects.filter(pk__in=[row.pk for row in given])
    taken.update(accepted_at=at, accepted_by=user)
    audit.note(
        action=audited.ACCEPT,
        by=user,
        at=at,
        organisation=given[0].organisation,
        subject="accounts.Invitation",
        ids=[row.pk for row in given],
    )


def _granted(row: Invitation, user: User, *, at: datetime) -> bool:
    today = timezone.localdate(at)
    held = RoleGrant.objects.filter(user=user, role=row.role, organisation=row.organisation)
    if held.valid_on(max(row.from_on, today)).exists():
        return True
    try:
        grants.grant(
            user=user,
            role=row.role,
            organisation=row.organisation,
            from_on=row.from_on,
            to_on=row.to_on,
            by=row.invited_by,
            at=at,
        )
    except (NotPermitted, policies.UnableToGrant):
        return False
    return True
