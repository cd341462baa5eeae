"""People answer a survey, one after another, in a process that may be killed."""

from pathlib import Path

from django.db import transaction

from gaisma.base import readiness
from gaisma.quality.surveys import codes
from gaisma.quality.surveys.answering import actions as answers
from gaisma.quality.surveys.answering import box, moving
from gaisma.quality.surveys.models import Batch, Code, Part, Response
from tests import factories
from tests.factories.surveys import OPEN_ON
from tests.integration import agreement, small_city

TOGETHER = 60
"""So many answer in one process."""
MOVING = 12
"""After so many their answers move on into the record."""


def prepare() -> None:
    """A survey that is open."""
    readiness.ensure()
    factories.installation()
    factories.part()


def issue() -> int:
    """Give out codes; the number of their batch."""
    with transaction.atomic():
        return int(factories.batch(part=Part.objects.get(), issued=TOGETHER).pk)


def answer(batch: int, told: str) -> None:
    """Answer by every code of the batch, and note in the file who was told that it was taken."""
    with Path(told).open("a", buffering=1) as taken:
        for number in range(1, TOGETHER + 1):
            person = f"{batch}-{number}"
            given = {"outcomes": "partly", "missing": person}
            text = codes.letters(batch, number)
            answers.answer(text=text, answers=given, language="en", on=OPEN_ON)
            taken.write(f"{person}\n")
            if number % MOVING == 0:
                moving.move()


def state() -> dict[str, object]:
    """Whose answers there are, each as often as it counts, and how many codes are left."""
    small_city.wait_for_killed()
    with box.held_alone() as contents:
        lying = {sheet.number: dict(sheet.answers) for sheet in contents.sheets.values()}
    # What a killed mover has written and not taken out is the same sheet under the same number.
    kept = {**dict(Response.objects.values_list("pk", "answers")), **lying}
    return {
        "answered": sorted(given["missing"] for given in kept.values()),
        "unused": Code.objects.unused().count(),
        "issued": TOGETHER * Batch.objects.count(),
        "problems": list(agreement.problems()),
    }
