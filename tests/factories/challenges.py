"""Rows of challenges of the year."""

from itertools import count
from typing import Any

from gaisma.quality.challenges import models
from tests.factories.accounts import user
from tests.factories.making import made
from tests.factories.record import school_year
from tests.moments import TODAY

NUMBERS = count(1)


def challenge(**fields: Any) -> models.Challenge:
    """A challenge that is worked on; with an `outcome` one that is concluded."""
    given: dict[str, Any] = {"title": f"Vacancies {next(NUMBERS)}", "about": "Places stay empty."}
    if fields.get("outcome"):
        given |= {"state": "concluded", "became": "Two came.", "concluded_on": TODAY}
    owners = {"school_year": school_year, "owner": user}
    return made(models.Challenge, fields, owners, **given)


def challenge_task(**fields: Any) -> models.Task:
    """A task that is not done yet."""
    given = {"what": "Ask the university", "answers": "the authority"}
    return made(models.Task, fields, {"challenge": challenge}, **given)
