"""What was tested in Paraugpils, and what is planned: how many sat, means, bands."""

from gaisma.sample.assessment_plan.earlier import BELOW_OF_9_IN_2023, GRADE_9_OF_2023
from gaisma.sample.assessment_plan.earlier import SITTINGS as EARLIER
from gaisma.sample.assessment_plan.shapes import Level, Sat
from gaisma.sample.assessment_plan.spring_2024 import (
    AGAIN,
    BELOW_OF_9,
    BELOW_OF_SECONDARY,
    FAIL_AGAIN,
    GRADE_9,
    LATVIAN,
    MATHEMATICS,
    PILOTS,
    PLANNED_TESTS,
    SCIENCES,
    SECOND_ON,
    SECONDARY,
    TOOK,
)

__all__ = [
    "AGAIN",
    "BELOW",
    "BELOW_OF_SECONDARY",
    "EARLIER",
    "FAIL_AGAIN",
    "GRADE_9",
    "NOW",
    "SECONDARY",
    "SECOND_ON",
    "SITTINGS",
    "TOOK",
    "Level",
    "Sat",
]
NOW = (LATVIAN, MATHEMATICS, *PILOTS, *SCIENCES, GRADE_9, SECONDARY, *PLANNED_TESTS)
SITTINGS = (*NOW, *EARLIER)
BELOW = {GRADE_9.key: BELOW_OF_9, GRADE_9_OF_2023.key: BELOW_OF_9_IN_2023}
"""Of the fifty weakest of grade 9 those who are below the threshold, by sitting and paper."""
