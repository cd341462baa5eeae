"""What is stored of the help that keeps learners in education: cases, rules, dismissed signals."""

from gaisma.quality.prevention.models.cases import (
    OWN,
    PLAN,
    WHOLE,
    Case,
    Given,
    Meeting,
    Participant,
    Review,
    Support,
)
from gaisma.quality.prevention.models.signals import Dismissal, Rule

__all__ = [
    "OWN",
    "PLAN",
    "WHOLE",
    "Case",
    "Dismissal",
    "Given",
    "Meeting",
    "Participant",
    "Review",
    "Rule",
    "Support",
]
