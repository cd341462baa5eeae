"""Until when observers are calibrated, by name: nobody stands above anybody."""

from dataclasses import dataclass
from datetime import date

from gaisma.base import sorting
from gaisma.base.models import User
from gaisma.quality.calibration.models import Attempt
from gaisma.record.instruments.speaking import title
from gaisma.record.people.models import Person


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
    told = set(Attempt.objects.visible_to(user).values_list("pk", flat=True))
    by_both: dict[tuple[int, int], list[Attempt]] = {}
    for row in rows.order_by("taken_on", "pk"):
        key = (row.observer_id, row.exercise.version.instrument_id)
        by_both.setdefault(key, []).append(row)
    found = [_observer(sent, told, on=on) for sent in by_both.values()]
    return sorted(found, key=lambda one: (sorting.natural(one.name), one.instrument))


def _observer(sent: list[Attempt], told: set[int], *, on: date) -> Observer:
    last = sent[-1]
    until = max((row.valid_until for row in sent if row.valid_until), default=None)
    is_told = last.pk in told
    return Observer(
        name=_name(last.observer),
        instrument=title(last.exercise.version.asks),
        valid_until=until,
        is_valid=until is not None and on <= until,
        taken_on=last.taken_on if is_told else None,
        exact=100 * last.exact / last.criteria if is_told else None,
        adjacent=100 * last.adjacent / last.criteria if is_told else None,
        kappa=last.kappa if is_told else None,
    )


def _name(person: Person) -> str:
    names = (person.family_name, person.given_name)
    return ", ".join(name for name in names if name)
