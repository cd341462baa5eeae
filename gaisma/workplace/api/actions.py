"""What is done with tokens: made, used, revoked."""

import secrets
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gaisma.base import audit, changes
from gaisma.base.audit import Action
from gaisma.base.changes import UnableToRecord
from gaisma.base.models import User
from gaisma.base.secret_addresses import hashed
from gaisma.workplace.api import audited
from gaisma.workplace.api.models import Token
from gaisma.workplace.api.permissions import KEEP_OWN_TOKENS

SUBJECT = "api.Token"
MARK = "gaisma_"
"""So begins every token: scanners for leaked keys can know it."""
LONGEST = timedelta(days=366)
NOTED_EVERY = timedelta(minutes=1)
"""The last use is written no more often, so that reading does not become writing."""


def make(*, user: User, name: str, until_on: date, at: datetime) -> tuple[Token, str]:
    """Make a token of the user's own; its text is given once and never again.

    Raises UnableToRecord.
    """
    changes.demand(KEEP_OWN_TOKENS, by=user)
    today = timezone.localtime(at).date()
    if not today <= until_on <= today + LONGEST:
        raise UnableToRecord(
            _("Give an end from today on that is not more than a year away."), code="bad_end"
        )
    text = MARK + secrets.token_urlsafe(32)
    with transaction.atomic():
        token = Token.objects.create(
            user=user,
            name=name,
            beginning=text[: len(MARK) + 4],
            digest=hashed(text),
            made_at=at,
            until_on=until_on,
        )
        _note(audited.MAKE, token, by=user, at=at)
    return token, text


def revoke(token: Token, *, by: User, at: datetime) -> None:
    """End a token of the user's own at once."""
    changes.demand(KEEP_OWN_TOKENS, by=by)
    with transaction.atomic():
        if Token.objects.filter(pk=token.pk, user=by, revoked_at=None).update(revoked_at=at):
            _note(audited.REVOKE, token, by=by, at=at)


def revoke_all(user: User, at: datetime) -> None:
    """End all tokens of the user, whose sessions end."""
    Token.objects.filter(user=user, revoked_at=None).update(revoked_at=at)


def user_of(text: str, *, at: datetime) -> User | None:
    """Whose token it is, while it is valid and its owner's account is open."""
    found = Token.objects.select_related("user").filter(
        digest=hashed(text),
        revoked_at=None,
        until_on__gte=timezone.localtime(at).date(),
        user__is_active=True,
    )
    token = found.first()
    if token is None:
        return None
    if token.used_at is None or token.used_at < at - NOTED_EVERY:
        Token.objects.filter(pk=token.pk).update(used_at=at)
    return token.user


def _note(action: Action, token: Token, *, by: User, at: datetime) -> None:
    details = {"until": token.until_on.isoformat()}
    audit.note(action=action, by=by, at=at, subject=SUBJECT, ids=[token.pk], details=details)
