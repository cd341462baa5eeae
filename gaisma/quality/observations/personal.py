"""What this room holds about persons.

What was written stands on the page of each observation, for those who may read it there; the
answer about what is held names the lessons, not the words: the authority gives that answer, and
of internal observations it sees figures only.
"""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_noop

from gaisma.base import wording
from gaisma.quality.observations.models import Observation, Sheet
from gaisma.record.instruments.questionnaire import OF_CHOICES, Questionnaire
from gaisma.record.people.personal import (
    INSTITUTION,
    RECORDED,
    TECHNICAL,
    PersonalTable,
    Purpose,
)

WORDS = ("cancelled_because", "reply", "next_step")
"""Texts that say with a date that something was done: of these a dash stays."""


def forget_observations(rows: QuerySet[Any]) -> None:
    """Clear what could name somebody; when and what was observed stays."""
    for name in WORDS:
        rows.exclude(**{name: ""}).update(**{name: wording.DASH})
    rows.update(topic="", talk="")


def forget_sheets(rows: QuerySet[Any]) -> None:
    """Clear what was written in words; levels that were chosen stay."""
    rows.exclude(reason="").update(reason=wording.DASH)
    rows.update(strengths="", advice="", notes=[], lesson={})
    for sheet in rows.select_related("observation__version"):
        sheet.answers = _chosen(sheet.observation.version.asks, sheet.answers)
        sheet.save(update_fields=["answers"])


def _chosen(asked: Questionnaire, answers: dict[str, str]) -> dict[str, str]:
    chosen = {item.name for item in asked.items if item.kind in OF_CHOICES}
    return {name: answer for name, answer in answers.items() if name in chosen}


_TOLD_AT = dict.fromkeys(("read_at", "replied_at", "agreed_at", "signed_at"), TECHNICAL)

PERSONAL_DATA = [
    PersonalTable(
        Observation._meta.label,
        title=gettext_noop("Lessons observed"),
        purpose=Purpose.WORK,
        kept="observation",
        owners=("teacher_id",),
        reasons=("teacher_id",),
        stays=True,
        touches=("observations",),
        forgets=forget_observations,
        columns=RECORDED
        | _TOLD_AT
        | {
            "institution_id": INSTITUTION,
            "observed_by": TECHNICAL,
            "teacher_id": TECHNICAL,
            "purpose": TECHNICAL,
            "version_id": TECHNICAL,
            "planned_on": gettext_noop("Planned for"),
            "starts_at": TECHNICAL,
            "follows_id": TECHNICAL,
            "group_id": gettext_noop("Group or class"),
            "grade": TECHNICAL,
            "subject_id": gettext_noop("Subject"),
            "topic": TECHNICAL,
            "language": TECHNICAL,
            "learners": TECHNICAL,
            "cancelled_on": gettext_noop("Cancelled"),
            "cancelled_because": TECHNICAL,
            "held_on": gettext_noop("Observed on"),
            "talked_on": gettext_noop("Feedback talk"),
            "talk": TECHNICAL,
            "reply": TECHNICAL,
            "next_step": TECHNICAL,
            "next_step_by": TECHNICAL,
        },
    ),
    PersonalTable(
        Sheet._meta.label,
        title=gettext_noop("Sheets of observations"),
        purpose=Purpose.WORK,
        kept="observation",
        owners=("observer_id", "observation__teacher_id"),
        reasons=("observer_id",),
        stays=True,
        forgets=forget_sheets,
        columns=RECORDED
        | {
            "observation_id": TECHNICAL,
            "observer_id": gettext_noop("Observer"),
            "is_lead": TECHNICAL,
            "lesson": TECHNICAL,
            "answers": TECHNICAL,
            "notes": TECHNICAL,
            "strengths": TECHNICAL,
            "advice": TECHNICAL,
            "submission": TECHNICAL,
            "submitted_at": gettext_noop("Submitted"),
            "corrects_id": TECHNICAL,
            "reason": TECHNICAL,
        },
        shown={"observation__institution": INSTITUTION},
    ),
]
