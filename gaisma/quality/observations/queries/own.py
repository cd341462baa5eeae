"""What waits for the reader: sheets to fill, and as a teacher lessons that were observed."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext

from gaisma.base.models import User
from gaisma.quality.observations.models import Observation, Sheet
from gaisma.quality.observations.workflow import OBSERVATION


@dataclass(frozen=True)
class OwnLesson:
    """A lesson of the reader's, and what waits for her."""

    observation: Observation
    state: str
    tone: str
    waits: str


@dataclass(frozen=True)
class OwnSheet:
    """A sheet that the reader is to fill; late once the day has passed."""

    sheet: Sheet
    observation: Observation
    is_late: bool


@dataclass(frozen=True)
class OwnPage:
    """What the reader's own page shows."""

    lessons: tuple[OwnLesson, ...]
    sheets: tuple[OwnSheet, ...]


def page(user: User, *, on: date) -> OwnPage:
    """The reader's lessons, the latest first, and the sheets to fill, the earliest first."""
    return OwnPage(_lessons(user), _sheets(user, on=on))


def _lessons(user: User) -> tuple[OwnLesson, ...]:
    waited = Sheet.objects.unsubmitted().filter(observation=OuterRef("pk"))
    rows: Any = Observation.objects.of_teacher(user).with_day()
    rows = rows.annotate(is_waited_for=Exists(waited))
    shown = rows.select_related("subject", "group", "institution").order_by("-day", "-pk")
    return tuple(
        OwnLesson(
            observation=row,
            state=OBSERVATION.said(row.state),
            tone=OBSERVATION.tone(row.state),
            waits="" if row.is_waited_for else _waits(row),
        )
        for row in shown
    )


def _waits(row: Observation) -> str:
    """What the teacher is asked for next."""
    if row.held_on is None:
        return ""
    if row.read_at is None:
        return gettext("Read the sheet")
    if row.next_step and row.agreed_at is None:
        return gettext("Agree to the next step")
    if not row.reply and row.signed_at is None:
        return gettext("Reply")
    return ""


def _sheets(user: User, *, on: date) -> tuple[OwnSheet, ...]:
    rows = Sheet.objects.own(user).unsubmitted().filter(observation__cancelled_on__isnull=True)
    shown = rows.select_related("observation__teacher", "observation__institution")
    return tuple(
        OwnSheet(row, row.observation, is_late=row.observation.on < on)
        for row in shown.order_by("observation__planned_on", "pk")
    )
