"""What other rooms tell of observers where an observation is planned.

A room lists its cautions under OBSERVER_CAUTIONS in its offers. Calibration alone does: it
stands over observations, and may be left out.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from gaisma.base.registry import Registry, gathered
from gaisma.quality.observations.models import Observation


@dataclass(frozen=True)
class Caution:
    """A kind of caution: what is to be known of some of the persons, in a few words, by person."""

    key: str
    of: Callable[[Observation, Collection[int]], dict[int, str]]


def known() -> Registry[Caution]:
    """The cautions of all rooms."""
    return gathered("OBSERVER_CAUTIONS")


def told(observation: Observation, people: Collection[int]) -> dict[int, str]:
    """All that is to be known of each of these persons."""
    found: dict[int, list[str]] = {}
    for caution in known():
        for person, words in caution.of(observation, people).items():
            found.setdefault(person, []).append(words)
    return {person: "; ".join(words) for person, words in found.items()}
