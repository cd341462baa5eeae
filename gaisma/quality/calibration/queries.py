"""Exercises and results as pages show them, and until when observers are calibrated."""

from calendar import monthrange
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.utils.translation import gettext

from gaisma.base import access, sorting
from gaisma.base.models import User
from gaisma.base.workflow import Button
from gaisma.quality.calibration import criteria, workflow
from gaisma.quality.calibration.models import Attempt, Exercise
from gaisma.quality.calibration.permissions import KEEP_EXERCISES
from gaisma.quality.calibration.workflow import EXERCISE
from gaisma.record.instruments.models import Version
from gaisma.record.instruments.titles import spoken, title
from gaisma.record.people.models import Person

YEAR = 12


def valid_until(day: date, months: int) -> date:
    """The same day so many months later, or the last one of a shorter month."""
    number = day.month - 1 + months
    year, month = day.year + number // YEAR, number % YEAR + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


@dataclass(frozen=True)
class Calibration:
    """Until when somebody is calibrated; without a day nothing was passed."""

    until: date | None = None

    def covers(self, day: date) -> bool:
        """Whether it is still valid on that day."""
        return self.until is not None and day <= self.until


def calibrations(people: Collection[int], version: Version) -> dict[int, Calibration]:
    """Of each of these persons, with the instrument of the version, whichever version was taken.

    Nothing where nobody could be calibrated: where no exercise with the instrument was opened.
    """
    instrument = version.instrument_id
    opened = Exercise.objects.filter(version__instrument=instrument, opened_on__isnull=False)
    if not opened.exists():
        return {}
    rows = Attempt.objects.passed().filter(
        observer__in=people, exercise__version__instrument=instrument
    )
    found = dict(rows.values_list("observer").annotate(Max("valid_until")))
    return {person: Calibration(found.get(person)) for person in people}


@dataclass(frozen=True)
class ListedExercise:
    """An exercise in the list, with the reader's last result."""

    exercise: Exercise
    instrument: str
    state: str
    tone: str
    last: Attempt | None


@dataclass(frozen=True)
class OwnCalibration:
    """Until when the reader is calibrated with an instrument."""

    instrument: str
    calibration: Calibration
    is_valid: bool


@dataclass(frozen=True)
class ExercisesPage:
    """The reader's own calibration, and the exercises that there are."""

    own: tuple[OwnCalibration, ...]
    lines: tuple[ListedExercise, ...]
    may_keep: bool


@dataclass(frozen=True)
class AgreedLevel:
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
    agreed: tuple[AgreedLevel, ...]
    attempts: tuple[Attempt, ...]
    may_keep: bool
    buttons: tuple[Button, ...]
    may_take: bool
    knows: bool
    free_from: date | None


def exercises(user: User, *, on: date) -> ExercisesPage:
    """The exercises that the reader sees, the open ones first."""
    rows = Exercise.objects.visible_to(user).select_related("version__instrument").order_by("pk")
    in_order = sorted(rows, key=lambda row: (row.state != "open", sorting.natural(row.title)))
    sent = {one.exercise_id: one for one in Attempt.objects.own(user).order_by("taken_on", "pk")}
    return ExercisesPage(
        own=tuple(_own_calibrations(user, in_order, on=on)),
        lines=tuple(_listed(row, sent.get(row.pk)) for row in in_order),
        may_keep=access.may(user, KEEP_EXERCISES),
    )


def _listed(row: Exercise, last: Attempt | None) -> ListedExercise:
    instrument = title(row.version.asks)
    return ListedExercise(
        row, instrument, gettext(EXERCISE.titles[row.state]), EXERCISE.state(row).tone, last
    )


def _own_calibrations(user: User, rows: list[Exercise], *, on: date) -> Iterator[OwnCalibration]:
    """With each instrument that has an exercise, by its title."""
    passed = Attempt.objects.own(user).passed().order_by("valid_until", "pk")
    days = dict(passed.values_list("exercise__version__instrument", "valid_until"))
    used: dict[int, Version] = {row.version.instrument_id: row.version for row in rows
                                if row.opened_on}  # fmt: skip
    for instrument, version in sorted(used.items()):
        calibration = Calibration(days.get(instrument))
        yield OwnCalibration(title(version.asks), calibration, is_valid=calibration.covers(on))


def exercise_page(row: Exercise, user: User, *, on: date) -> ExercisePage:
    """Everything that the page of an exercise shows."""
    knows = workflow.knows(row, user)
    observer = Person.objects.filter(account__user=user).first()
    free_from = workflow.free_from(row, observer) if observer else None
    is_free = observer is not None and (free_from is None or free_from <= on)
    own = Attempt.objects.own(user).filter(exercise=row).order_by("-taken_on", "-pk")
    return ExercisePage(
        exercise=row,
        instrument=title(row.version.asks),
        state=gettext(EXERCISE.titles[row.state]),
        tone=EXERCISE.state(row).tone,
        agreed=tuple(agreed_levels(row)) if knows else (),
        attempts=tuple(own),
        may_keep=access.may(user, KEEP_EXERCISES),
        buttons=EXERCISE.buttons(row, user),
        may_take=row.state == "open" and is_free and not knows,
        knows=knows,
        free_from=free_from if free_from and free_from > on else None,
    )


def agreed_levels(row: Exercise) -> Iterator[AgreedLevel]:
    """The agreed levels in the order of the sheet."""
    asked = row.version.asks
    language = spoken(asked)
    for item in asked.items:
        level = row.levels.get(item.name)
        for choice in asked.choices_of(item):
            if choice.name == level:
                yield AgreedLevel(
                    asked.text(item.label, language),
                    asked.text(choice.label, language),
                    asked.text(choice.description, language),
                    row.reasons.get(item.name, ""),
                )


SAME, NEXT = 0, 1


@dataclass(frozen=True)
class ComparedLevel:
    """A criterion: the observer's level beside the agreed one, with its reason.

    `apart` is how many levels lie between; None where the observer could not judge.
    """

    label: str
    chosen: str
    agreed: str
    reason: str
    apart: int | None

    @property
    def tone(self) -> str:
        """How close it is."""
        return {SAME: "good", NEXT: "due"}.get(-1 if self.apart is None else self.apart, "bad")


@dataclass(frozen=True)
class ResultPage:
    """A result, and what the exercise asked for."""

    attempt: Attempt
    exercise: Exercise
    instrument: str
    lines: tuple[ComparedLevel, ...]

    @property
    def exact(self) -> float:
        """How many percent of the levels are the agreed ones."""
        return 100 * self.attempt.exact / self.attempt.criteria

    @property
    def adjacent(self) -> float:
        """How many percent are equal or one level apart."""
        return 100 * self.attempt.adjacent / self.attempt.criteria


def result_page(attempt: Attempt) -> ResultPage:
    """Everything that the page of a result shows."""
    exercise = attempt.exercise
    return ResultPage(
        attempt=attempt,
        exercise=exercise,
        instrument=title(exercise.version.asks),
        lines=tuple(_compared(attempt, exercise)),
    )


def _compared(attempt: Attempt, exercise: Exercise) -> Iterator[ComparedLevel]:
    asked, scales = criteria.of_exercise(exercise), criteria.level_places(exercise)
    for item, agreed in zip(asked.items, agreed_levels(exercise), strict=True):
        chosen = attempt.answers.get(item.name, "")
        labels = {one.name: asked.text(one.label, spoken(asked)) for one in asked.choices_of(item)}
        places = scales[item.name]
        apart = (
            abs(places[chosen] - places[exercise.levels[item.name]]) if chosen in places else None
        )
        yield ComparedLevel(
            agreed.label, labels.get(chosen, ""), agreed.level, agreed.reason, apart
        )


@dataclass(frozen=True)
class Observer:
    """An observer and an instrument; the results are those of the last exercise taken.

    Results are None where the reader may know the day only.
    """

    name: str
    instrument: str
    valid_until: date | None
    is_valid: bool
    taken_on: date | None
    exact: float | None
    adjacent: float | None
    kappa: float | None


def observers(user: User, *, on: date) -> list[Observer]:
    """Those who have taken an exercise and of whom the reader may know, by name."""
    related = ("observer", "exercise__version__instrument")
    rows = Attempt.objects.with_validity_for(user).select_related(*related)
    known = set(Attempt.objects.visible_to(user).values_list("pk", flat=True))
    by_both: dict[tuple[int, int], list[Attempt]] = {}
    for row in rows.order_by("taken_on", "pk"):
        key = (row.observer_id, row.exercise.version.instrument_id)
        by_both.setdefault(key, []).append(row)
    found = [_observer(sent, known, on=on) for sent in by_both.values()]
    return sorted(found, key=lambda one: (sorting.natural(one.name), one.instrument))


def _observer(sent: list[Attempt], known: set[int], *, on: date) -> Observer:
    last = sent[-1]
    until = max((row.valid_until for row in sent if row.valid_until), default=None)
    is_known = last.pk in known
    return Observer(
        name=_name(last.observer),
        instrument=title(last.exercise.version.asks),
        valid_until=until,
        is_valid=until is not None and on <= until,
        taken_on=last.taken_on if is_known else None,
        exact=100 * last.exact / last.criteria if is_known else None,
        adjacent=100 * last.adjacent / last.criteria if is_known else None,
        kappa=last.kappa if is_known else None,
    )


def _name(person: Person) -> str:
    names = (person.family_name, person.given_name)
    return ", ".join(name for name in names if name)
