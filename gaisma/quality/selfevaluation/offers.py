"""Figures that are offered for a place of a self-evaluation: which of all rooms' fit it."""

from gaisma.evidence.figures import offers
from gaisma.evidence.figures.offers import Offer
from gaisma.quality.selfevaluation.kinds import AREA
from gaisma.quality.selfevaluation.models import Passage


def fitting(passage: Passage) -> tuple[Offer, ...]:
    """Those that say something of the place; of an area also what is said of its criteria."""
    return offers.fitting(places_of(passage))


def others(passage: Passage) -> tuple[Offer, ...]:
    """All the rest, which may speak to it too."""
    fit = {offer.key for offer in fitting(passage)}
    return tuple(offer for offer in offers.known() if offer.key not in fit)


def places_of(passage: Passage) -> tuple[str, ...]:
    """The codes that stand for it: its own, and of an area also those of its criteria."""
    if passage.place != AREA:
        return passage.names
    areas = passage.evaluation.version.asks.sections
    own = [item.name for area in areas if area.name == passage.about for item in area.items]
    return (*passage.names, *own)
