"""What this room holds about persons, for how long, and which two cannot be one.

What was written stands on the page of each observation, for those who may read it there; the
answer about what is held names the lessons, not the words: the authority gives that answer, and
of internal observations it sees figures only. What was seen stays for comparisons over years when
it is not known any more who was observed.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gaisma.base import wording
from gaisma.base.retention import RetentionKind
from gaisma.quality.observations.models import Observation, Sheet
from gaisma.record.instruments.questionnaire import OF_CHOICES, Questionnaire
from gaisma.record.people.merging import Obstacle
from gaisma.record.people.models import Person
from gaisma.record.people.privacy import (
    INSTITUTION,
    RECORDED,
    TECHNICAL,
    PersonalTable,
    Purpose,
    featureless,
    give,
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


KNOWN = ~Q(teacher__given_name="", teacher__family_name="")


def _old(before: date) -> QuerySet[Any]:
    of_then = Q(held_on__lt=before) | Q(held_on__isnull=True, planned_on__lt=before)
    return Observation.objects.filter(of_then & KNOWN)


def _become_nameless(rows: QuerySet[Any], *, at: datetime) -> int:
    ids = list(rows.values_list("pk", flat=True))
    observations = Observation.objects.filter(pk__in=ids)
    sheets = Sheet.objects.filter(observation__in=ids)
    forget_observations(observations)
    forget_sheets(sheets)
    for column, found in (("teacher_id", observations), ("observer_id", sheets)):
        for owner in set(found.values_list(column, flat=True)):
            # One for each, so that as many teachers were observed as before.
            nobody = featureless(at=at)
            give(found.filter(**{column: owner}), nobody, at=at, owner=column)
    return len(ids)


RETENTION = [
    RetentionKind(
        "observation",
        title=gettext_noop("Lessons observed; afterwards without teacher, observers and words"),
        years=5,
        source="archives law: documents of quality monitoring",
        over=_old,
        remove=_become_nameless,
        touches=("people", "observations"),
    ),
]


def _observing(kept: Person, other: Person) -> Iterator[str]:
    both = (kept, other)
    if Sheet.objects.filter(observer__in=both, observation__teacher__in=both).exists():
        yield _("One of them observed a lesson of the other: these are two people.")
    shared = Observation.objects.filter(sheets__observer=kept)
    if shared.filter(sheets__observer=other).exists():
        yield _("Both observed the same lesson, each with a sheet: these are two people.")


MERGE_OBSTACLES = [
    Obstacle("observations.observing", _observing),
]
