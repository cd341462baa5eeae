"""Rows of safety and support: bodies, and what is done with them."""

from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from gaisma.quality.wellbeing import models
from tests.factories.making import made
from tests.factories.record import preschool, school_year

NUMBERS = count(1)
PLANNED_ON = date(2024, 5, 14)


def partner_body(**fields: Any) -> models.PartnerBody:
    """A body with which the whole city works."""
    given = {"kind": "municipal_police", "name": f"Police {next(NUMBERS)}"}
    return made(models.PartnerBody, fields, {}, **given)


def support_activity(**fields: Any) -> models.SupportActivity:
    """A raid that is asked for; held or given up with all that belongs to it."""
    given: dict[str, Any] = {
        "kind": "raid",
        "topic": f"Raid {next(NUMBERS)}",
        "planned_on": PLANNED_ON,
    }
    if fields.get("state") == "held":
        given |= {"held_on": PLANNED_ON, "learners": 24, "adults": 2, "hours": Decimal("1.50")}
    if fields.get("state") in ("declined", "cancelled"):
        given |= {"reason": "Nobody can come."}
    owners = {"institution": preschool, "school_year": lambda: school_year("2023/2024")}
    return made(models.SupportActivity, fields, owners, **given)
