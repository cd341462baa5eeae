"""A work that takes its time, and a worker that knows it; both run in a process of their own."""

import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from gaisma.base import readiness, works
from gaisma.base.models import Installation
from gaisma.base.works import signs
from gaisma.base.works.models import Work
from tests import factories

STEP = 0.1


@works.task("kills.rehearsal", title="Rehearsal")
def rehearse(work: works.Running, *, steps: int) -> str:
    """Go step by step in one transaction, as a long action does, and write one row at its end."""
    with transaction.atomic():
        Installation.objects.update(municipality="rehearsing")
        for step in range(1, steps + 1):
            work.progress(step, steps)
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
    """Ask for the work so many times; gives their numbers."""
    now = timezone.now()
    asked = [works.begin("kills.rehearsal", by=None, at=now, steps=steps) for _ in range(times)]
    return [work.pk for work in asked]


def seen(number: int) -> dict[str, Any]:
    """What there is to see of a work."""
    work = Work.objects.get(pk=number)
    return {
        "state": work.state,
        "attempts": work.attempts,
        "told": signs.progress(number)[0],
        "municipality": Installation.current().municipality,
    }
