"""What is stored of the help that keeps learners in education: cases, rules, dismissed signals,
of children whom no institution has, and of why lessons were missed."""

from gaisma.quality.prevention.models.absences import Absence, AbsenceStep
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
from gaisma.quality.prevention.models.outside import ContactAttempt, Declared
from gaisma.quality.prevention.models.signals import Dismissal, Rule

__all__ = [
    "OWN",
    "PLAN",
    "WHOLE",
    "Absence",
    "AbsenceStep",
    "Case",
    "ContactAttempt",
    "Declared",
    "Dismissal",
    "Given",
    "Meeting",
    "Participant",
    "Review",
    "Rule",
    "Support",
]
