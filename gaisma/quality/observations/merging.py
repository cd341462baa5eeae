"""Why two persons who observe or were observed cannot be one."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from gaisma.quality.observations.models import Observation, Sheet
from gaisma.record.people.merging import Obstacle
from gaisma.record.people.models import Person


def _observing(kept: Person, other: Person) -> Iterator[str]:
    both = (kept, other)
    if Sheet.objects.filter(observer__in=both, observation__teacher__in=both).exists():
        yield _("One of them observed a lesson of the other: these are two people.")
    shared = Observation.objects.filter(sheets__observer=kept)
    if shared.filter(sheets__observer=other).exists():
        yield _("Both observed the same lesson, each with a sheet: these are two people.")


OBSTACLES = [
    Obstacle("observations.observing", _observing),
]
