"""Rows of the calendar."""

from datetime import date
from typing import Any

from gaisma.base.secret_addresses import hashed
from gaisma.workplace.calendar import models
from tests.factories.making import made, numbers
from tests.factories.record import authority, institution, user
from tests.moments import NOW


def measure(**fields: Any) -> models.Measure:
    """A measure of the authority, for everybody."""
    given = {"title": f"Measure {next(numbers)}", "kind": "administrative"}
    return made(
        models.Measure, fields, {"organisation": authority}, from_on=date(2024, 8, 27), **given
    )


def deadline(*, listed: Any = (), **fields: Any) -> models.Deadline:
    """A deadline of the authority, by which every institution owes something."""
    given = {"title": f"Deadline {next(numbers)}", "due_on": date(2024, 8, 29)}
    row: models.Deadline = made(models.Deadline, fields, {"organisation": authority}, **given)
    row.listed.set(listed)
    return row


def delivery(**fields: Any) -> models.Delivery:
    owners = {"deadline": deadline, "institution": institution}
    if fields.get("state", "delivered") != "delivered":
        fields.setdefault("answered_at", NOW)
    return made(models.Delivery, fields, owners, delivered_at=NOW)


def digest(**fields: Any) -> models.Digest:
    """Somebody wants a letter a week."""
    return made(models.Digest, fields, {"user": user}, rhythm="weekly")


def feed(*, token: str = "secret", **fields: Any) -> models.Feed:
    """The feed of a person, unless an organisation is given."""
    if "organisation" not in fields:
        fields.setdefault("user", user())
    return made(models.Feed, fields, token_hash=hashed(token), made_at=NOW)
