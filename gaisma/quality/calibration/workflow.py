"""How an exercise goes from its draft to observers, what is refused of it and of who takes it."""

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gaisma.base import wording
from gaisma.base.changes import UnableToRecord
from gaisma.base.models import User
from gaisma.base.workflow import State, Transition, Workflow
from gaisma.quality.calibration import audited, criteria, permissions
from gaisma.quality.calibration.models import Attempt, Exercise
from gaisma.record.people.models import Person

DRAFT, OPEN, WITHDRAWN = ("draft", "open", "withdrawn")
FEWEST = 5
"""Of fewer criteria a share says little."""

OPENED = gettext_noop(
    "This exercise was opened and stays as it is: withdraw it and write another one."
)
NOT_OPEN = gettext_noop("This exercise is not open: choose another one.")


def knows(exercise: Any, user: User) -> bool:
    """Whether the user read or wrote the agreed levels, other than by taking it."""
    return bool(exercise.known_to.filter(pk=user.pk).exists())


def _is_whole(exercise: Any, **_about: Any) -> str:
    """Nothing is missing without which nobody can be compared."""
    if not exercise.phases:
        return _("Describe the lesson, phase by phase.")
    if len(exercise.levels) < FEWEST:
        return _("Agree on the levels of at least %(number)s criteria.") % {"number": FEWEST}
    if any(not exercise.reasons.get(name) for name in exercise.levels):
        return _("Give a reason for each agreed level.")
    if len({len(places) for places in criteria.level_places(exercise).values()}) > 1:
        return _(
            "Agree on criteria with equally many levels: one level apart is not the same on "
            "a scale of three and on one of five."
        )
    if exercise.least_kappa is not None and len(set(exercise.levels.values())) == 1:
        return _("All agreed levels are the same: kappa says nothing of such a lesson.")
    return ""


def _kept(key: str, *taken_from: str, **more: Any) -> Transition:
    return Transition(key, taken_from, permission=permissions.KEEP_EXERCISES, **more)


EXERCISE = Workflow(
    "calibration.exercise",
    title=gettext_noop("Exercise"),
    refusal=NOT_OPEN,
    states=(
        State(DRAFT, gettext_noop("draft"), "due"),
        State(OPEN, gettext_noop("open to observers"), "good"),
        State(WITHDRAWN, gettext_noop("withdrawn")),
    ),
    transitions=(
        _kept("write", leads_to=DRAFT, audited=audited.WRITE),
        _kept(
            "describe",
            DRAFT,
            audited=audited.CHANGE,
            title=gettext_noop("Describe the lesson"),
            tone="",
            refusal=OPENED,
        ),
        _kept(
            "agree",
            DRAFT,
            audited=audited.CHANGE,
            title=gettext_noop("Agree on the levels"),
            tone="",
            is_for=knows,
            refusal=OPENED,
        ),
        _kept(
            "change",
            DRAFT,
            audited=audited.CHANGE,
            title=gettext_noop("Change the terms"),
            tone="",
            refusal=OPENED,
        ),
        _kept(
            "open",
            DRAFT,
            WITHDRAWN,
            leads_to=OPEN,
            audited=audited.OPEN,
            title=gettext_noop("Open to observers"),
            is_asked=False,
            check=_is_whole,
            refusal=gettext_noop("This exercise is open already."),
        ),
        _kept(
            "withdraw",
            OPEN,
            leads_to=WITHDRAWN,
            audited=audited.WITHDRAW,
            title=gettext_noop("Withdraw"),
            tone="",
            is_asked=False,
        ),
        _kept(
            "drop",
            DRAFT,
            audited=audited.DROP,
            title=gettext_noop("Throw the draft away"),
            tone="link",
            refusal=OPENED,
        ),
        Transition("take", (OPEN,), permission=permissions.TAKE_EXERCISES, audited=audited.TAKE),
    ),
    place=lambda _exercise: None,
)


def check_shares(least_exact: int, least_adjacent: int) -> None:
    """Raises UnableToRecord when more are to be equal than equal or one level apart."""
    if least_exact > least_adjacent:
        raise UnableToRecord(
            _("The share of equal levels cannot be larger than that of at most one level apart."),
            code="shares",
        )


def check_phases(phases: list[dict[str, object]]) -> None:
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


def observer_of(user: User) -> Person:
    """The person whose account it is. Raises UnableToRecord where it is nobody's."""
    found = Person.objects.filter(account__user=user).first()
    if found is None:
        raise UnableToRecord(
            _("Your account belongs to no person of the record: ask the administrator."),
            code="nobody",
        )
    return found
