"""Whether the state of an exercise allows what is asked."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from gaisma.base import wording
from gaisma.base.changes import UnableToRecord
from gaisma.base.models import User
from gaisma.quality.calibration import criteria
from gaisma.quality.calibration.models import Attempt, Exercise
from gaisma.record.people.models import Person

FEWEST = 5
"""Of fewer criteria a share says little."""


def is_draft(exercise: Exercise) -> None:
    """Raises UnableToRecord once it was opened: what observers were compared with stays."""
    if exercise.opened_on is not None:
        raise UnableToRecord(
            _("This exercise was opened and stays as it is: withdraw it and write another one."),
            code="opened",
        )


def is_open(exercise: Exercise) -> None:
    """Raises UnableToRecord for one that nobody can take now."""
    if exercise.state != "open":
        raise UnableToRecord(_("This exercise is not open: choose another one."), code="not_open")


def is_not_open(exercise: Exercise) -> None:
    """Raises UnableToRecord for one that observers take already."""
    if exercise.state == "open":
        raise UnableToRecord(_("This exercise is open already."), code="open")


def is_whole(exercise: Exercise) -> None:
    """Raises UnableToRecord while something is missing without which nobody can be compared."""
    if not exercise.phases:
        raise UnableToRecord(_("Describe the lesson, phase by phase."), code="no_phases")
    if len(exercise.levels) < FEWEST:
        raise UnableToRecord(
            _("Agree on the levels of at least %(number)s criteria.") % {"number": FEWEST},
            code="few_levels",
        )
    if any(not exercise.reasons.get(name) for name in exercise.levels):
        raise UnableToRecord(_("Give a reason for each agreed level."), code="no_reason")
    _is_comparable(exercise)


def _is_comparable(exercise: Exercise) -> None:
    scales = criteria.scales(exercise)
    if len({len(places) for places in scales.values()}) > 1:
        raise UnableToRecord(
            _(
                "Agree on criteria with equally many levels: one level apart is not the same on "
                "a scale of three and on one of five."
            ),
            code="unlike_scales",
        )
    if exercise.least_kappa is not None and len(set(exercise.levels.values())) == 1:
        raise UnableToRecord(
            _("All agreed levels are the same: kappa says nothing of such a lesson."),
            code="one_level",
        )


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


def knows(exercise: Exercise, user: User) -> bool:
    """Whether the user read or wrote the agreed levels, other than by taking it."""
    return exercise.known_to.filter(pk=user.pk).exists()


def is_blind(exercise: Exercise, user: User) -> None:
    """Raises UnableToRecord for who knows the agreed levels from writing or reading them."""
    if knows(exercise, user):
        raise UnableToRecord(
            _("You have read the agreed levels of this exercise: take another one."), code="known"
        )


def has_rested(exercise: Exercise, observer: Person, *, on: date) -> None:
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
