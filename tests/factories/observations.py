"""Rows of observations."""

from datetime import date
from typing import Any

from gaisma.quality.observations import models
from gaisma.record.people.models import Person
from tests.factories.instruments import version
from tests.factories.making import made
from tests.factories.record import account, employment, institution, person, role_grant, user


def observation(**fields: Any) -> models.Observation:
    """An internal observation that is planned; the teacher works at the institution."""
    if "institution" not in fields:
        fields["institution"] = institution()
    if "teacher" not in fields:
        post = employment(institution=fields["institution"], from_on=date(2020, 9, 1))
        fields["teacher"] = post.person
    given = {"observed_by": "internal", "planned_on": date(2024, 4, 16)}
    return made(models.Observation, fields, {"version": version}, **given)


def sheet(**fields: Any) -> models.Sheet:
    """The empty sheet of the observer who leads."""
    return made(
        models.Sheet, fields, {"observation": observation, "observer": person}, is_lead=True
    )


def coverage_goal(**fields: Any) -> models.CoverageGoal:
    return made(models.CoverageGoal, fields, percent=50)


def observer(*, institution: Any, role: str = "deputy", **fields: Any) -> Person:
    """Somebody with an account and a role there, who can observe."""
    given = account(user=user(), person=person(**fields))
    role_grant(user=given.user, role=role, organisation=institution)
    found: Person = given.person
    return found
