"""The instruments of evaluation that ship with the program, as files by what they are for."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from gaisma.base.seeds import Beginning
from gaisma.record.instruments import shipping
from gaisma.record.instruments.questionnaire import Questionnaire

FOLDER = Path(__file__).parent
FOLDERS = {
    "frameworks": "self_evaluation",
    "visits": "visit",
    "appraisals": "appraisal",
    "own": "own_evaluation",
}
"""The use of the instruments of each folder."""


def shipped(use: str) -> Mapping[str, Questionnaire]:
    """Those of a use as they ship, by key."""
    found = (shipping.shipped(FOLDER / folder) for folder, kind in FOLDERS.items() if kind == use)
    return {asked.key: asked for each in found for asked in each.values()}


def enter(at: datetime) -> None:
    """Enter all of them and put them into use."""
    for folder, use in FOLDERS.items():
        shipping.enter(FOLDER / folder, use=use, at=at)


BEGINNINGS = [Beginning("selfevaluation.questionnaires", enter)]
