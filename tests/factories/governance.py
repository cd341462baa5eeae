"""Rows of acts and boards."""

from datetime import date
from typing import Any

from gaisma.record.governance import models
from tests.factories.making import made, numbers
from tests.factories.record import institution


def act(**fields: Any) -> models.Act:
    given = {"kind": "cabinet_regulation", "number": f"{next(numbers)}", "issuer": "Cabinet"}
    given |= {"adopted_on": date(2024, 3, 5), "from_on": date(2024, 9, 1)}
    return made(models.Act, fields, title="Rules of admission", **given)


def priority(**fields: Any) -> models.Priority:
    """A priority of methodical work, after those that stand already."""
    given = {"school_year": "2024/2025", "in_latvian": "Lasīšanas stratēģijas"}
    return made(models.Priority, fields, place=next(numbers), **given)


def body(**fields: Any) -> models.Body:
    """A council of an institution since 2023."""
    given = {"kind": "institution_council", "name": f"Council {next(numbers)}"}
    return made(
        models.Body, fields, {"institution": institution}, from_on=date(2023, 9, 1), **given
    )


def member(**fields: Any) -> models.Member:
    """A parent in a council, from outside unless a person is given."""
    if "person" not in fields:
        fields.setdefault("outside_name", "Ilze Krūmiņa")
    given = {"represents": "parents", "from_on": date(2023, 9, 1)}
    return made(models.Member, fields, {"body": body}, **given)


def meeting(**fields: Any) -> models.Meeting:
    given = {"held_on": date(2024, 5, 14), "agenda": "The plan of the year"}
    return made(models.Meeting, fields, {"body": body}, **given)
