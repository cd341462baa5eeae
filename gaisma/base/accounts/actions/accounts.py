"""Accounts are closed and opened, named, signed out; their addresses change; locks are lifted."""

from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from axes.utils import reset
from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext as _

from gaisma.base import audit, changes
from gaisma.base.accounts import audited, letters, links, policies, ways
from gaisma.base.accounts.models import AddressChange
from gaisma.base.accounts.permissions import ADMINISTER
from gaisma.base.audit import Action
from gaisma.base.errors import GaismaError
from gaisma.base.models import User


class UnableToChangeAccount(GaismaError):
    """The account is not in the state for it."""


def close(*, user: User, by: User | None, at: datetime) -> None:
    """Let nobody in by the account, and end its sessions and tokens; roles stay as they are.

    Raises NotPermitted, UnableToChangeAccount, UnableToEnd for the last administrator.
    """
    changes.demand(ADMINISTER, by=by)
    if by is not None and by.pk == user.pk:
        raise UnableToChangeAccount(_("You cannot close your own account."), code="oneself")
    policies.leaves_an_administrator(user, on=timezone.localdate(at))
    _change(audited.CLOSE, user, by=by, at=at, is_active=False)


def reopen(*, user: User, by: User | None, at: datetime) -> None:
    """Let the person sign in again, with the roles that are in force. Raises NotPermitted."""
    changes.demand(ADMINISTER, by=by)
    _change(audited.REOPEN, user, by=by, at=at, is_active=True)


def reset_second_factor(*, user: User, by: User | None, at: datetime) -> None:
    """Forget the person's codes and passkeys, for who has lost them; sessions end.

    Raises NotPermitted, UnableToChangeAccount.
    """
    changes.demand(ADMINISTER, by=by)
    if by is not None and by.pk == user.pk:
        message = _("Your own second step is changed on your account's page.")
        raise UnableToChangeAccount(message, code="oneself")
    with transaction.atomic():
        Authenticator.objects.filter(user=user).delete()
        _change(audited.RESET_SECOND_FACTOR, user, by=by, at=at)


def sign_out_everywhere(*, user: User, at: datetime) -> None:
    """End all sessions of the person, on every device, and all ways in of programs.

    The caller may keep the session it serves. Passkeys and the second step stay: they open nothing
    by themselves before somebody signs in anew.
    """
    _change(audited.SIGN_OUT_EVERYWHERE, user, by=user, at=at)


def change_name(*, user: User, full_name: str, language: str, at: datetime) -> None:
    """Write how the person is called, and the language of pages and letters."""
    with transaction.atomic():
        User.objects.filter(pk=user.pk).update(full_name=full_name, language=language)
        audit.note(action=audited.CHANGE_NAME, by=user, at=at, subject="base.User", ids=[user.pk])


def _change(action: Action, user: User, *, by: User | None, at: datetime, **fields: object) -> None:
    with transaction.atomic():
        User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1, **fields)
        user.refresh_from_db()
        ways.end_ways_in(user, at=at)
        audit.note(action=action, by=by, at=at, subject="base.User", ids=[user.pk])


ADDRESS_HOLDS_FOR = timedelta(days=2)


class UnableToChangeAddress(GaismaError):
    """The link does not hold any more, or the address is another's."""


def ask_address(*, user: User, email: str, at: datetime) -> None:
    """Send a letter to the new address; nothing changes before it is answered.

    Raises UnableToSend. Whether another account has the address is told to nobody here: its owner
    gets the letter, and the link would not hold.
    """
    with transaction.atomic():
        change, _new = AddressChange.objects.update_or_create(
            user=user, defaults={"email": email.lower(), "asked_at": at}
        )
        audit.note(action=audited.ASK_ADDRESS, by=user, at=at, subject="base.User", ids=[user.pk])
    words = {
        "name": user.full_name,
        "address": links.address(change),
        "until": at + ADDRESS_HOLDS_FOR,
    }
    letters.send("new_address", to=change.email, words=words, language=user.language)


def confirm_address(*, user: User, token: str, at: datetime) -> User:
    """Take the new address, which its link proves to be the person's own.

    Whose user name was the old address is named by the new one. Raises UnableToChangeAddress.
    """
    change = _asked_address(user, token, at=at)
    try:
        with transaction.atomic():
            rows = User.objects.filter(pk=user.pk)
            rows.annotate(old=Lower("email")).filter(username__iexact=F("old")).update(
                username=change.email[:150]
            )
            rows.update(email=change.email)
            change.delete()
            audit.note(
                action=audited.CHANGE_ADDRESS, by=user, at=at, subject="base.User", ids=[user.pk]
            )
    except IntegrityError:
        raise UnableToChangeAddress(
            _("Another account has this address already."), code="taken"
        ) from None
    user.refresh_from_db()
    return user


def _asked_address(user: User, token: str, *, at: datetime) -> AddressChange:
    named = links.read(token, salt=links.ADDRESS)
    change = AddressChange.objects.filter(pk=named.pk, user=user).first() if named else None
    if change is None or named is None or change.asked_at.isoformat() != named.sending:
        raise UnableToChangeAddress(
            _("This link does not hold: ask for the change once more."), code="no_such_link"
        )
    if at - change.asked_at > ADDRESS_HOLDS_FOR:
        raise UnableToChangeAddress(
            _("This link is over its day: ask for the change once more."), code="expired"
        )
    return change


def unlock(*, attempt: AccessAttempt, by: User | None, at: datetime) -> None:
    """Let the name be tried again from that address. Raises NotPermitted."""
    changes.demand(ADMINISTER, by=by)
    owner = User.objects.filter(username__iexact=attempt.username or "").first()
    with transaction.atomic():
        reset(username=attempt.username, ip=attempt.ip_address)
        ids = [owner.pk] if owner else []
        audit.note(action=audited.UNLOCK, by=by, at=at, subject="base.User", ids=ids)


def send_trial(*, to: str, by: User, at: datetime) -> None:
    """Send a letter that says nothing but that it came. Raises NotPermitted, UnableToSend."""
    changes.demand(ADMINISTER, by=by)
    audit.note(action=audited.TRIAL_LETTER, by=by, at=at)
    letters.send("trial", to=to, words={}, language=by.language)
