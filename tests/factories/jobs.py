"""Background work."""

from typing import Any

from gaisma.base.jobs import models
from tests.factories.making import Fields, made
from tests.factories.record import user
from tests.moments import NOW


def job(**fields: Any) -> models.Job:
    """A job that waits."""
    given: Fields = {"kind": "jobs.rehearsal", "language": "en", "asked_at": NOW}
    return made(models.Job, fields, {"by": user}, **given)
