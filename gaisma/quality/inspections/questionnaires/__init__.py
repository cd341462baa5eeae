"""The questionnaire of the inspection that ships with the program, as a file beside this one."""

from datetime import datetime
from pathlib import Path

from gaisma.base.seeds import Beginning
from gaisma.record.instruments import shipping
from gaisma.record.instruments.questionnaire import Questionnaire

FOLDER = Path(__file__).parent
READINESS = "technical-readiness"
USE = "inspection"


def shipped() -> Questionnaire:
    """The questionnaire as it ships."""
    return shipping.shipped(FOLDER)[READINESS]


def enter(at: datetime) -> None:
    """Enter it and put it into use."""
    shipping.enter(FOLDER, use=USE, at=at)


BEGINNINGS = [Beginning("inspections.questionnaires", enter)]
