"""Background work."""

from typing import Any

from gaisma.base.works import models
from tests.factories.making import Fields, made
from tests.factories.record import user
from tests.moments import NOW


def work(**fields: Any) -> models.Work:
    """A work that waits."""
    given: Fields = {"kind": "works.rehearsal", "language": "en", "asked_at": NOW}
    return made(models.Work, fields, {"by": user}, **given)
