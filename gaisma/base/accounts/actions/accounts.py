"""Accounts are closed and opened again, and lose what guards them when it is lost."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from gaisma.base import audit, changes
from gaisma.base.accounts import audited, policies, ways
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
