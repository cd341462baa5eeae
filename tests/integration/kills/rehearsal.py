"""A job that takes its time, and a worker that knows it; both run in a process of their own."""

import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from gaisma.base import jobs, readiness
from gaisma.base.jobs import signs
from gaisma.base.jobs.models import Job
from gaisma.base.models import Installation
from tests import factories

STEP = 0.1


@jobs.task("kills.rehearsal", title="Rehearsal")
def rehearse(job: jobs.Running, *, steps: int) -> str:
    """Go step by step in one transaction, as a long action does, and write one row at its end."""
    with transaction.atomic():
        Installation.objects.update(municipality="rehearsing")
        for step in range(1, steps + 1):
            job.progress(step, steps)
            time.sleep(STEP)
        Installation.objects.update(municipality=f"rehearsed {steps}")
    (Path(settings.GAISMA_HOME) / "rehearsed").open("a").write("x")
    return "/style/"


def worker() -> None:
    """Work as `gaisma worker` does."""
    call_command("worker", "--every", "0.2")


def prepare() -> None:
    """An installation with nobody in it."""
    readiness.ensure()
    factories.installation()


def begin(*, steps: int, times: int = 1) -> list[int]:
    """Ask for the job so many times; gives their numbers."""
    now = timezone.now()
    asked = [jobs.begin("kills.rehearsal", by=None, at=now, steps=steps) for _ in range(times)]
    return [job.pk for job in asked]


def seen(number: int) -> dict[str, Any]:
    """What there is to see of a job."""
    job = Job.objects.get(pk=number)
    return {
        "state": job.state,
        "attempts": job.attempts,
        "told": signs.progress(number)[0],
        "municipality": Installation.current().municipality,
    }
