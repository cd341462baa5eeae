"""A person's address changes: a letter to the new one must be answered first."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from gaisma.base import audit
from gaisma.base.accounts import audited, letters, links
from gaisma.base.accounts.models import AddressChange
from gaisma.base.errors import GaismaError
from gaisma.base.models import User

HOLDS_FOR = timedelta(days=2)


class UnableToChangeAddress(GaismaError):
    """The link does not hold any more, or the address is another's."""


def ask(*, user: User, email: str, at: datetime) -> None:
    """Send a letter to the new address; nothing changes before it is answered.

    Raises UnableToSend. Whether another account has the address is told to nobody here: its owner
    gets the letter, and the link would not hold.
    """
    with transaction.atomic():
        change, _new = AddressChange.objects.update_or_create(
            user=user, defaults={"email": email.lower(), "asked_at": at}
        )
        audit.note(action=audited.ASK_ADDRESS, by=user, at=at, subject="base.User", ids=[user.pk])
    words = {"name": user.full_name, "address": links.address(change), "until": at + HOLDS_FOR}
    letters.send("new_address", to=change.email, words=words, language=user.language)


def confirm(*, user: User, token: str, at: datetime) -> User:
    """Take the new address, which its link proves to be the person's own.

    Whose user name was the old address is named by the new one. Raises UnableToChangeAddress.
    """
    change = _asked(user, token, at=at)
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


def _asked(user: User, token: str, *, at: datetime) -> AddressChange:
    named = links.read(token, salt=links.ADDRESS)
    change = AddressChange.objects.filter(pk=named.pk, user=user).first() if named else None
    if change is None or named is None or change.asked_at.isoformat() != named.sending:
        raise UnableToChangeAddress(
            _("This link does not hold: ask for the change once more."), code="no_such_link"
        )
    if at - change.asked_at > HOLDS_FOR:
        raise UnableToChangeAddress(
            _("This link is over its day: ask for the change once more."), code="expired"
        )
    return change
