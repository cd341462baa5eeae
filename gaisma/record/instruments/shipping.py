"""Questionnaires that ship with the program, as JSON files of a room, in use from the first day."""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path

from django.utils import timezone

from gaisma.record.instruments import actions
from gaisma.record.instruments.questionnaire import Questionnaire, from_json


@cache
def shipped(folder: Path) -> Mapping[str, Questionnaire]:
    """The questionnaires of a folder by key, in the order of the names of their files."""
    files = sorted(folder.glob("*.json"))
    return {file.stem: from_json(json.loads(file.read_text(encoding="utf-8"))) for file in files}


def enter(folder: Path, *, use: str, at: datetime) -> None:
    """Enter all of them and put them into use."""
    for questionnaire in shipped(folder).values():
        draft = actions.enter(questionnaire=questionnaire, use=use, by=None, at=at)
        actions.put_into_use(
            version=draft, revision=draft.revision, on=timezone.localdate(at), by=None, at=at
        )
