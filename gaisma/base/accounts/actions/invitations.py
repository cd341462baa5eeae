"""People are invited: one by one or from a list, with a letter that can be sent again. Who accepts
gets an account, or takes up one role more.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gaisma.base import audit, changes, roles
from gaisma.base.accounts import audited, letters, links, policies
from gaisma.base.accounts.actions import grants
from gaisma.base.accounts.models import Invitation
from gaisma.base.audit import Action
from gaisma.base.changes import NotPermitted
from gaisma.base.errors import GaismaError
from gaisma.base.models import Organisation, RoleGrant, User

HOLDS_FOR = timedelta(days=14)


class UnableToInvite(GaismaError):
    """The invitation cannot be made, sent or withdrawn like this."""


@dataclass(frozen=True)
class Offer:
    """Who is invited, to which role, where, and for how long."""

    email: str
    full_name: str
    role: str
    organisation: Organisation
    from_on: date
    to_on: date | None = None
    language: str = "lv"


def invite(*, offer: Offer, by: User | None, at: datetime) -> Invitation:
    """Offer a role to whoever reads the mail of the address; the letter goes out afterwards.

    What the mail server says stands on the invitation (`trouble`). Raises NotPermitted,
    UnableToInvite, UnableToGrant.
    """
    with transaction.atomic():
        row = _made(offer, by=by, at=at)
        transaction.on_commit(lambda: post(row, at=at))
    row.refresh_from_db()
    return row


def invite_list(*, offers: Sequence[Offer], by: User | None, at: datetime) -> list[Invitation]:
    """Offer all of them, or none; the letters are for the caller to send, in the background.

    Raises NotPermitted, UnableToInvite, UnableToGrant.
    """
    with transaction.atomic():
        return [_made(offer, by=by, at=at) for offer in offers]


def possible(offer: Offer, *, by: User | None, at: datetime) -> None:
    """Raises NotPermitted, UnableToInvite or UnableToGrant where the offer cannot be made."""
    grants.demand(offer.role, offer.organisation, by=by)
    try:
        validate_email(offer.email)
    except ValidationError:
        raise UnableToInvite(
            _("This is no e-mail address: write it as name@example.lv."), code="address"
        ) from None
    if by is not None and by.email and by.email.lower() == offer.email.lower():
        raise UnableToInvite(
            _("Nobody grants a role to oneself: ask somebody who may grant it."), code="oneself"
        )
    today = timezone.localdate(at)
    policies.possible(
        offer.role, offer.organisation, from_on=offer.from_on, to_on=offer.to_on, today=today
    )


def send_again(*, invitation: Invitation, by: User | None, at: datetime) -> Invitation:
    """Send a new letter, whose link holds from now; the links of earlier ones hold no more.

    Raises NotPermitted, UnableToInvite.
    """
    grants.demand(invitation.role, invitation.organisation, by=by)
    with transaction.atomic():
        row = _pending(invitation.pk)
        row.sending += 1
        row.expires_at = at + HOLDS_FOR
        row.trouble = ""
        row.save(update_fields=["sending", "expires_at", "trouble"])
        _note(audited.SEND_AGAIN, row, by=by, at=at)
        transaction.on_commit(lambda: post(row, at=at))
    row.refresh_from_db()
    return row


def withdraw(*, invitation: Invitation, by: User | None, at: datetime) -> None:
    """Take an invitation back: its link holds no more. Raises NotPermitted, UnableToInvite."""
    grants.demand(invitation.role, invitation.organisation, by=by)
    with transaction.atomic():
        row = _pending(invitation.pk)
        Invitation.objects.filter(pk=row.pk).update(withdrawn_at=at)
        _note(audited.WITHDRAW, row, by=by, at=at)


def post(row: Invitation, *, at: datetime) -> None:
    """Send the letter of an invitation, and note when, or what stood in the way."""
    try:
        letters.send("invitation", to=row.email, words=_words(row), language=row.language)
    except letters.UnableToSend as refusal:
        Invitation.objects.filter(pk=row.pk).update(trouble=refusal.message[:200])
    else:
        Invitation.objects.filter(pk=row.pk).update(sent_at=at, trouble="")


def _words(row: Invitation) -> dict[str, object]:
    return {
        "name": row.full_name,
        "role": roles.TITLES[row.role],
        "place": row.organisation.name,
        "inviter": row.invited_by.full_name if row.invited_by else "",
        "until": row.expires_at,
        "address": links.invitation(row),
    }


def _made(offer: Offer, *, by: User | None, at: datetime) -> Invitation:
    possible(offer, by=by, at=at)
    waiting = Invitation.objects.pending().filter(
        email=offer.email.lower(), role=offer.role, organisation=offer.organisation
    )
    if waiting.exists():
        raise _twice(offer)
    try:
        with transaction.atomic():
            row = changes.make(
                Invitation,
                at=at,
                email=offer.email.lower(),
                full_name=offer.full_name,
                language=offer.language,
                role=offer.role,
                organisation=offer.organisation,
                from_on=offer.from_on,
                to_on=offer.to_on,
                invited_by=by,
                invited_at=at,
                expires_at=at + HOLDS_FOR,
            )
    except IntegrityError:
        raise _twice(offer) from None
    _note(audited.INVITE, row, by=by, at=at)
    return row


def _twice(offer: Offer) -> UnableToInvite:
    message = _("%(name)s has been invited to this role already: send that letter again.")
    return UnableToInvite(message % {"name": offer.full_name}, code="invited_already")


def _pending(invitation_id: int) -> Invitation:
    rows = Invitation.objects.pending().select_related("organisation", "invited_by")
    row = rows.select_for_update(of=("self",)).filter(pk=invitation_id).first()
    if row is None:
        raise UnableToInvite(
            _("This invitation has been accepted or withdrawn already."), code="not_pending"
        )
    return row


def _note(action: Action, row: Invitation, *, by: User | None, at: datetime) -> None:
    audit.note(
        action=action,
        by=by,
        at=at,
        organisation=row.organisation,
        subject="accounts.Invitation",
        ids=[row.pk],
        details={"role": row.role},
    )


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
