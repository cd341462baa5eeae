"""What is refused of an exercise and of who takes it, beside what its state allows."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from gaisma.base import wording
from gaisma.base.changes import UnableToRecord
from gaisma.base.models import User
from gaisma.quality.calibration.models import Attempt, Exercise
from gaisma.quality.calibration.workflow import knows
from gaisma.record.people.models import Person


def asks_for_shares(least_exact: int, least_adjacent: int) -> None:
    """Raises UnableToRecord when more are to be equal than equal or one level apart."""
    if least_exact > least_adjacent:
        raise UnableToRecord(
            _("The share of equal levels cannot be larger than that of at most one level apart."),
            code="shares",
        )


def lie_well(phases: list[dict[str, object]]) -> None:
    """Raises UnableToRecord for phases that end before they begin, or overlap."""
    end = 0
    for phase in phases:
        begins, ends = int(str(phase["from"])), int(str(phase["to"]))
        if not end <= begins < ends:
            raise UnableToRecord(
                _("Phases follow each other: minutes %(begins)s–%(ends)s do not fit.")
                % {"begins": begins, "ends": ends},
                code="phases",
            )
        end = ends


def check_blind(exercise: Exercise, user: User) -> None:
    """Raises UnableToRecord for who knows the agreed levels from writing or reading them."""
    if knows(exercise, user):
        raise UnableToRecord(
            _("You have read the agreed levels of this exercise: take another one."), code="known"
        )


def check_rested(exercise: Exercise, observer: Person, *, on: date) -> None:
    """Raises UnableToRecord before the pause since the last attempt is over."""
    day = free_from(exercise, observer)
    if day is not None and on < day:
        raise UnableToRecord(
            _("You can take this exercise again from %(day)s.") % {"day": wording.day(day)},
            code="pause",
        )


def free_from(exercise: Exercise, observer: Person) -> date | None:
    """The day from which the observer may take it again; None for who has not taken it."""
    rows = Attempt.objects.filter(exercise=exercise, observer=observer)
    last = rows.order_by("-taken_on").values_list("taken_on", flat=True).first()
    return last + timedelta(days=exercise.pause_days) if last else None


def is_somebody(user: User) -> Person:
    """The person whose account it is. Raises UnableToRecord where it is nobody's."""
    found = Person.objects.filter(account__user=user).first()
    if found is None:
        raise UnableToRecord(
            _("Your account belongs to no person of the record: ask the administrator."),
            code="nobody",
        )
    return found
