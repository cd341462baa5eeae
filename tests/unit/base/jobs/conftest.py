"""Kinds of job that only the tests know."""

from pathlib import Path
from typing import Any

import pytest

from gaisma.base import jobs
from gaisma.base.errors import GaismaError
from gaisma.base.jobs import kinds

MOODS = ("well", "refused", "failed")


@jobs.task("jobs.rehearsal", title="Rehearsal")
def rehearse(job: jobs.Running, *, mood: str = "well", tells: int = 0) -> str:
    """A job that ends as it is told to."""
    for number in range(1, tells + 1):
        job.progress(number, tells)
    if mood == "refused":
        raise GaismaError(f"Not for {job.by}.")
    if mood == "failed":
        raise RuntimeError("broken")
    return "/style/"


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> Path:
    """A home of the test's own, for the signs of life."""
    settings.GAISMA_HOME = tmp_path
    assert "jobs.rehearsal" in kinds.KINDS
    return tmp_path
