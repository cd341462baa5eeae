"""Which figures of this room speak to which criterion of an institution's evaluation."""

from gaisma.evidence.figures.offers import Offer

OFFERED = ("profile", "content", "programmes")
LEARNING = (*OFFERED, "goals", "access", "special_needs", "inclusion")

OFFERS = [
    Offer("learners", "learners.count", (*LEARNING, "continuation"), order=10),
    Offer("learners-change", "learners.change", ("profile", "continuation", "access"), order=11),
    Offer("groups", "groups.count", OFFERED, order=12),
    Offer(
        "within-limits", "groups.within_limits", ("access", "premises", "infrastructure"), order=13
    ),
    Offer("programmes", "programmes.count", ("content", "programmes", "profile"), order=14),
    Offer("places", "places.free", ("access", "profile"), order=15),
    Offer("queue", "queue.count", ("access", "profile"), order=16),
]
