"""The surveys of wellbeing that ship with the program, one for each audience."""

from datetime import datetime
from pathlib import Path

from gaisma.base.seeds import Beginning
from gaisma.record.instruments import shipping

FOLDER = Path(__file__).parent
WELLBEING = {
    "pupils_grades_3_4": "wellbeing-pupils-3-4",
    "pupils_grades_5_12": "wellbeing-pupils-5-12",
    "teachers": "wellbeing-teachers",
    "parents_of_school": "wellbeing-parents-school",
    "parents_of_preschool": "wellbeing-parents-preschool",
}
"""Which of them asks which audience."""


def enter(at: datetime) -> None:
    """Enter all of them and put them into use."""
    shipping.enter(FOLDER, use="survey", at=at)


BEGINNINGS = [Beginning("surveys.questionnaires", enter)]
