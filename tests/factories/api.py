"""Tokens of the interface for programs."""

from datetime import date
from typing import Any

from gaisma.workplace.api import models
from tests.factories.making import Fields, made, numbers
from tests.factories.record import user
from tests.moments import NOW


def token(**fields: Any) -> models.Token:
    """A token whose text nobody knows."""
    given: Fields = {"name": "Program", "beginning": "gaisma_abcd", "made_at": NOW}
    given |= {"digest": f"{next(numbers):064d}", "until_on": date(2099, 1, 1)}
    return made(models.Token, fields, {"user": user}, **given)
