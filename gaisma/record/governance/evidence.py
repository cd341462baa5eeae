"""Which figures of this room speak to which criterion of an institution's evaluation."""

from gaisma.evidence.figures.offers import Offer

TOGETHER = ("family", "partners", "cooperation", "governance", "planning", "efficiency")

OFFERS = [
    Offer("meetings", "board_meetings.count", TOGETHER, order=70),
    Offer("boards", "boards.count", TOGETHER, order=71),
]
