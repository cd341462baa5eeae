"""Rows of social and emotional learning."""

from typing import Any

from gaisma.quality.socialemotional import models
from gaisma.record.programmes.models import Group
from tests.factories.making import made
from tests.factories.record import enrolment, group, school_year
from tests.moments import TODAY


def class_of_grade_five() -> Group:
    """A class of which lessons are asked."""
    row: Group = group(grade=5)
    return row


def norm(**fields: Any) -> models.Norm:
    given = {"lessons": 8, "talks": 1, "reason": "The first year"}
    return made(models.Norm, fields, {"school_year": school_year}, **given)


def class_lesson(**fields: Any) -> models.Lesson:
    """One about bullying that took place today."""
    given = {"on": TODAY, "topic": "bullying", "state": "held"}
    return made(models.Lesson, fields, {"group": class_of_grade_five}, **given)


def family_talk(**fields: Any) -> models.Talk:
    """One that took place today."""
    if "group" not in fields:
        fields["group"] = class_of_grade_five()
    if "learner" not in fields:
        fields["learner"] = enrolment(group=fields["group"]).person
    return made(models.Talk, fields, {}, on=TODAY, took_part=["parent", "teacher"], state="held")
