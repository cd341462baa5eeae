"""What is told of an observer where an observation is planned: a warning, never a refusal."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from gaisma.base import wording
from gaisma.quality.calibration import validity
from gaisma.quality.calibration.validity import Calibration
from gaisma.quality.observations.cautions import Caution
from gaisma.quality.observations.models import Observation


def of(observation: Observation, people: Collection[int]) -> dict[int, str]:
    """Of those who are not calibrated with the instrument on the day of the observation."""
    known = validity.of_observers(people, observation.version)
    return {person: _told(one) for person, one in known.items() if not one.covers(observation.on)}


def _told(one: Calibration) -> str:
    if one.until is None:
        return _("not calibrated with this instrument")
    return _("calibrated until %(day)s") % {"day": wording.day(one.until)}


OBSERVER_CAUTIONS = [Caution("calibration", of)]
