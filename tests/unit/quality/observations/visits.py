"""A lesson of the school with its cast: who teaches, who observes, who looks on."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from gaisma.base.models import Organisation, User
from gaisma.quality.observations.models import Observation, Sheet
from gaisma.record.people.models import Person
from tests import factories
from tests.moments import NOW

HELD = date(2024, 4, 16)


@dataclass(frozen=True)
class Visit:
    """An observation with the accounts of those whom it concerns."""

    observation: Observation
    teacher: User
    lead: User
    second: User
    sheets: tuple[Sheet, Sheet]

    @property
    def path(self) -> str:
        return f"/observations/{self.observation.pk}/"

    def sheet_path(self, number: int = 0) -> str:
        return f"/observations/sheets/{self.sheets[number].pk}/"


def visit(school: Organisation, observed_by: str = "internal", **fields: Any) -> Visit:
    """A lesson at the school that two people observe, the first of whom leads."""
    outside = observed_by == "external"
    place, role = (factories.authority(), "specialist") if outside else (school, "deputy")
    lead = factories.observer(
        institution=place, role=role, given_name="Vera", family_name="Vērotāja"
    )
    second_role = "methodologist" if outside else "teacher"
    second = factories.observer(institution=place, role=second_role)
    teacher = _teacher(school)
    observation = factories.observation(
        institution=school, observed_by=observed_by, teacher=teacher, **fields
    )
    sheets = (
        factories.sheet(observation=observation, observer=lead),
        factories.sheet(observation=observation, observer=second, is_lead=False),
    )
    return Visit(observation, teacher.account.user, lead.account.user, second.account.user, sheets)


def submit(sheet: Sheet, **fields: Any) -> None:
    """Say that the sheet is in."""
    given = {"submitted_at": NOW, "answers": {"outcomes": "yes"}, **fields}
    Sheet.objects.filter(pk=sheet.pk).update(**given)
    Observation.objects.filter(pk=sheet.observation_id).update(held_on=HELD)


def whole(seen: Visit) -> Visit:
    """The visit once both have submitted, each with words to be known by."""
    submit(seen.sheets[0], strengths="Leads words", notes=[
        {"at": "09:05", "item": "outcomes", "text": "Goal on the board"}
    ])  # fmt: skip
    submit(seen.sheets[1], strengths="Seconds words")
    return seen


def _teacher(school: Organisation) -> Person:
    person: Person = factories.observer(
        institution=school, role="teacher", given_name="Ilze", family_name="Skolotāja"
    )
    factories.employment(person=person, institution=school)
    return person
