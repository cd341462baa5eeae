"""Rows of the room of accounts."""

from datetime import date, timedelta
from typing import Any

from gaisma.base.accounts import models as accounts
from tests.factories.making import Fields, made, numbers
from tests.factories.record import institution, user
from tests.moments import NOW


def invitation(**fields: Any) -> accounts.Invitation:
    """An invitation of a teacher, open for a fortnight after NOW."""
    given: Fields = {"email": f"invited{next(numbers)}@example.lv", "full_name": "Anna Ozola"}
    given |= {"role": "teacher", "from_on": date(2024, 8, 1), "language": "en"}
    given |= {"invited_at": NOW, "expires_at": NOW + timedelta(days=14)}
    return made(accounts.Invitation, fields, {"organisation": institution}, **given)


def address_change(**fields: Any) -> accounts.AddressChange:
    given: Fields = {"email": f"new{next(numbers)}@example.lv", "asked_at": NOW}
    return made(accounts.AddressChange, fields, {"user": user}, **given)
