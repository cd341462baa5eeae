"""How a row of the record is made and changed: who may, what holds, never over another's change."""

from datetime import date, datetime
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from gaisma.base import access
from gaisma.base.errors import GaismaError
from gaisma.base.models import Organisation, Recorded, User

Row = TypeVar("Row", bound=Recorded)


class UnableToChange(GaismaError):
    """Somebody changed the row meanwhile."""


class UnableToRecord(GaismaError):
    """What was given breaks a rule of the record."""


class NotPermitted(GaismaError):
    """The person does not hold the role that this takes."""


def demand(permission: str, *, by: User | None, organisation: Organisation | None = None) -> None:
    """Refuse a person without the permission; nobody (`None`) is the administrator's own shell.

    Raises NotPermitted.
    """
    if by is not None and not access.may(by, permission, organisation):
        raise NotPermitted(
            _("Your role does not allow this here: ask the administrator for it."),
            code="not_permitted",
        )


def check_is_past(day: date, *, at: datetime) -> None:
    """Raises UnableToRecord for a day that is still to come."""
    if day > timezone.localdate(at):
        raise UnableToRecord(_("This day has not come yet."), code="not_yet")


def make(model: type[Row], *, at: datetime, **fields: Any) -> Row:
    """Write a new row. Raises UnableToRecord."""
    row = model(changed_at=at, **fields)
    _check(row)
    row.save(force_insert=True)
    return row


def change(row: Row, *, revision: int, at: datetime, **fields: Any) -> Row:
    """Write the fields of a row that is still at that revision; gives the row as it is now.

    Raises UnableToChange when somebody else was first: nothing of theirs is overwritten, and
    UnableToRecord.
    """
    for name, value in fields.items():
        setattr(row, name, value)
    row.changed_at = at
    if row.revision == revision:
        _check(row)
    rows = type(row)._base_manager.filter(pk=row.pk, revision=revision)
    if not rows.update(**fields, revision=revision + 1, changed_at=at):
        raise UnableToChange(
            _("Somebody else has changed this meanwhile: look at it anew, then change it again."),
            code="changed_meanwhile",
        )
    row.revision = revision + 1
    return row


def _check(row: Recorded) -> None:
    try:
        row.full_clean()
    except ValidationError as broken:
        raise UnableToRecord(" ".join(broken.messages), code="rule_broken") from broken
