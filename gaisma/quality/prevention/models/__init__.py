"""What is stored of the help that keeps learners in education: cases, rules, dismissed signals, of
children whom no institution has, why lessons were missed, what is done in unusual situations,
what families answer."""

from gaisma.quality.prevention.models.absences import Absence, AbsenceStep
from gaisma.quality.prevention.models.algorithms import (
    DAYS,
    DONE,
    LANGUAGES,
    PASSED,
    Algorithm,
    Run,
    Tick,
)
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
from gaisma.quality.prevention.models.families import LONGEST, SignalAnswer, SignalLink
from gaisma.quality.prevention.models.outside import ContactAttempt, Declared
from gaisma.quality.prevention.models.signals import Dismissal, Rule

__all__ = [
    "DAYS",
    "DONE",
    "LANGUAGES",
    "LONGEST",
    "OWN",
    "PASSED",
    "PLAN",
    "WHOLE",
    "Absence",
    "AbsenceStep",
    "Algorithm",
    "Case",
    "ContactAttempt",
    "Declared",
    "Dismissal",
    "Given",
    "Meeting",
    "Participant",
    "Review",
    "Rule",
    "Run",
    "SignalAnswer",
    "SignalLink",
    "Support",
    "Tick",
]
