"""Exercises as pages show them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from gaisma.base import access, sorting
from gaisma.base.models import User
from gaisma.base.workflow import Button
from gaisma.quality.calibration import policies, workflow
from gaisma.quality.calibration.models import Attempt, Exercise
from gaisma.quality.calibration.permissions import KEEP_EXERCISES
from gaisma.quality.calibration.validity import Calibration
from gaisma.quality.calibration.workflow import EXERCISE
from gaisma.record.instruments.models import Version
from gaisma.record.instruments.speaking import spoken, title
from gaisma.record.people.models import Person


@dataclass(frozen=True)
class Line:
    """An exercise in the list, with the reader's last result."""

    exercise: Exercise
    instrument: str
    state: str
    tone: str
    last: Attempt | None


@dataclass(frozen=True)
class Own:
    """Until when the reader is calibrated with an instrument."""

    instrument: str
    calibration: Calibration
    is_valid: bool


@dataclass(frozen=True)
class ExercisesPage:
    """The reader's own calibration, and the exercises that there are."""

    own: tuple[Own, ...]
    lines: tuple[Line, ...]
    may_keep: bool


@dataclass(frozen=True)
class Agreed:
    """A criterion with its agreed level and the reason."""

    label: str
    level: str
    description: str
    reason: str


@dataclass(frozen=True)
class ExercisePage:
    """One exercise as far as the reader may know; `agreed` only for who knows the levels."""

    exercise: Exercise
    instrument: str
    state: str
    tone: str
    agreed: tuple[Agreed, ...]
    attempts: tuple[Attempt, ...]
    may_keep: bool
    buttons: tuple[Button, ...]
    may_take: bool
    knows: bool
    free_from: date | None


def listed(user: User, *, on: date) -> ExercisesPage:
    """The exercises that the reader sees, the open ones first."""
    rows = Exercise.objects.visible_to(user).select_related("version__instrument").order_by("pk")
    in_order = sorted(rows, key=lambda row: (row.state != "open", sorting.natural(row.title)))
    sent = {one.exercise_id: one for one in Attempt.objects.own(user).order_by("taken_on", "pk")}
    return ExercisesPage(
        own=tuple(_own(user, in_order, on=on)),
        lines=tuple(_line(row, sent.get(row.pk)) for row in in_order),
        may_keep=access.may(user, KEEP_EXERCISES),
    )


def _line(row: Exercise, last: Attempt | None) -> Line:
    instrument = title(row.version.asks)
    return Line(
        row, instrument, gettext(EXERCISE.titles[row.state]), EXERCISE.state(row).tone, last
    )


def _own(user: User, rows: list[Exercise], *, on: date) -> Iterator[Own]:
    """With each instrument that has an exercise, by its title."""
    passed = Attempt.objects.own(user).passed().order_by("valid_until", "pk")
    days = dict(passed.values_list("exercise__version__instrument", "valid_until"))
    used: dict[int, Version] = {row.version.instrument_id: row.version for row in rows
                                if row.opened_on}  # fmt: skip
    for instrument, version in sorted(used.items()):
        calibration = Calibration(days.get(instrument))
        yield Own(title(version.asks), calibration, is_valid=calibration.covers(on))


def page(row: Exercise, user: User, *, on: date) -> ExercisePage:
    """Everything that the page of an exercise shows."""
    knows = workflow.knows(row, user)
    observer = Person.objects.filter(account__user=user).first()
    free_from = policies.free_from(row, observer) if observer else None
    is_free = observer is not None and (free_from is None or free_from <= on)
    own = Attempt.objects.own(user).filter(exercise=row).order_by("-taken_on", "-pk")
    return ExercisePage(
        exercise=row,
        instrument=title(row.version.asks),
        state=gettext(EXERCISE.titles[row.state]),
        tone=EXERCISE.state(row).tone,
        agreed=tuple(agreed(row)) if knows else (),
        attempts=tuple(own),
        may_keep=access.may(user, KEEP_EXERCISES),
        buttons=EXERCISE.buttons(row, user),
        may_take=row.state == "open" and is_free and not knows,
        knows=knows,
        free_from=free_from if free_from and free_from > on else None,
    )


def agreed(row: Exercise) -> Iterator[Agreed]:
    """The agreed levels in the order of the sheet."""
    asked = row.version.asks
    language = spoken(asked)
    for item in asked.items:
        level = row.levels.get(item.name)
        for choice in asked.choices_of(item):
            if choice.name == level:
                yield Agreed(
                    asked.text(item.label, language),
                    asked.text(choice.label, language),
                    asked.text(choice.description, language),
                    row.reasons.get(item.name, ""),
                )
