"""Rows of calibration exercises."""

from typing import Any

from gaisma.quality.calibration import models
from gaisma.quality.observations import questionnaires
from gaisma.record.instruments.models import Version
from tests.factories.instruments import version
from tests.factories.making import made
from tests.factories.record import person
from tests.moments import TODAY

LEVELS = {"outcomes": "yes", "tasks": "no", "support": "partly", "centred": "fully", "argue": "no"}
"""Agreed levels of five criteria of the lesson's sheet."""


def lesson_version() -> Version:
    """The authority's own sheet, in use; made when there is none yet."""
    known = Version.objects.filter(instrument__key=questionnaires.LESSON).first()
    return known or version(questionnaires.shipped(questionnaires.LESSON))


def exercise(**fields: Any) -> models.Exercise:
    """An exercise of five criteria that is open; with `opened_on=None` a draft."""
    given = {
        "title": "Vārda daļas 4. klasē",
        "lesson": "Latviešu valoda, 4. klase, 40 minūtes",
        "phases": [{"from": 0, "to": 8, "text": "Skolotāja uzraksta uz tāfeles mērķi."}],
        "levels": LEVELS,
        "reasons": dict.fromkeys(LEVELS, "Tā bija."),
        "opened_on": TODAY,
    }
    return made(models.Exercise, fields, {"version": lesson_version}, **given)


def attempt(**fields: Any) -> models.Attempt:
    """An attempt that reached nothing; with `valid_until` one that was passed."""
    owners = {"exercise": exercise, "observer": person}
    given = {"taken_on": TODAY, "answers": LEVELS, "criteria": 5, "exact": 3, "adjacent": 4}
    return made(models.Attempt, fields, owners, **given)
