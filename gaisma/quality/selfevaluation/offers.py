"""Figures that the system offers as evidence: which of them fit which criterion."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from gaisma.quality.selfevaluation.models import Passage


@dataclass(frozen=True)
class Offer:
    """A figure about the institution, and the criteria and chapters that it says something of."""

    key: str
    indicator: str
    fits: tuple[str, ...]
    filters: Mapping[str, str] = field(default_factory=dict)


TEACHING = ("teaching", "teaching_quality", "learning_quality", "assessment", "learning",
            "teaching_and_learning", "leading", "management")  # fmt: skip
STAFF = ("staff", "resources", "teachers", "profile", "management")
LEARNERS = ("profile", "content", "programmes", "goals", "continuation", "access", "special_needs",
            "inclusion")  # fmt: skip
OFFERS = (
    Offer("learners", "learners.count", LEARNERS),
    Offer("groups", "groups.count", ("profile", "content", "programmes")),
    Offer("programmes", "programmes.count", ("content", "programmes", "profile")),
    Offer("teachers", "teachers.count", STAFF),
    Offer("qualified", "teachers.share_qualified", STAFF),
    Offer("vacancies", "vacancies.load", STAFF),
    Offer("observed-inside", "observations.count", TEACHING, {"observer": "internal"}),
    Offer("observed-outside", "observations.count", TEACHING, {"observer": "external"}),
    Offer("teachers-observed", "observations.share_of_teachers", TEACHING),
    Offer(
        "outcomes",
        "observations.share_meeting",
        TEACHING,
        {"criterion": "outcomes clearly defined"},
    ),
    Offer("levels", "observations.share_meeting", (*TEACHING, "differentiation"),
          {"criterion": "tasks at different levels"}),
    Offer("support", "observations.share_meeting",
          (*TEACHING, "support", "differentiation", "special_needs", "inclusion"),
          {"criterion": "individual support available"}),
    Offer("meetings", "board_meetings.count", ("family", "partners", "cooperation", "governance")),
)  # fmt: skip


def fitting(passage: Passage) -> tuple[Offer, ...]:
    """Those that fit the place first, then all others."""
    names = set(passage.names)
    first = [offer for offer in OFFERS if names & set(offer.fits)]
    return (*first, *(offer for offer in OFFERS if offer not in first))
