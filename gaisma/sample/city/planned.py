"""A group before it has an id."""

from typing import NamedTuple

HOBBY_STAGES = ("interest", "professional_orientation")
"""Stages in which learners of preschools and schools learn beside them."""


class PlannedGroup(NamedTuple):
    """A group or class of a school year and the number of learners that it is to have.

    `level` orders the years of learning: 1–12 are grades, 0 and below the years of preschool
    before them, 21 and above the courses of vocational education. A group whose learners are of
    any age has none. `offered_by` names the institution that holds the programme's licence.
    """

    institution: str
    school_year: str
    name: str
    offered_by: str
    programme: str
    stage: str
    special: str
    level: int | None
    grade: int | None
    site: str
    min_size: int
    max_size: int
    size: int
    learners_total: int | None = None
    regime: str = ""
