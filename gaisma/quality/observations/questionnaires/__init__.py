"""The questionnaires for observing that ship with the program, as files beside this one."""

from datetime import datetime
from pathlib import Path

from gaisma.base.seeds import Beginning
from gaisma.record.instruments import shipping
from gaisma.record.instruments.questionnaire import Questionnaire

FOLDER = Path(__file__).parent
LESSON, PRACTICES = KEYS = ("lesson", "teaching-practices")
"""The authority's own sheet, and one of elements, their signs, and snapshots of time on task."""


def shipped(key: str) -> Questionnaire:
    """The questionnaire as it ships."""
    return shipping.shipped(FOLDER)[key]


def enter(at: datetime) -> None:
    """Enter all of them and put them into use."""
    shipping.enter(FOLDER, use="observation", at=at)


BEGINNINGS = [Beginning("observations.questionnaires", enter)]
