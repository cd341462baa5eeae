"""A school that goes on from 2023/2024 to 2024/2025."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from django.utils import translation

from gaisma.base.models import Organisation, User
from gaisma.record.people.models import Person
from gaisma.record.programmes.models import Group
from gaisma.workplace.data_quality import checks
from gaisma.workplace.new_year import actions
from gaisma.workplace.new_year.models import Plan, PlannedGroup
from tests import factories
from tests.moments import NOW

BEFORE, YEAR = "2023/2024", "2024/2025"
STARTS = date(2024, 9, 1)
LAST_DAY = date(2024, 8, 31)


@dataclass(frozen=True)
class School:
    """The head's school with a class that goes on, one that finishes, and a preschool group."""

    school: Organisation
    first: Group
    ninth: Group
    bees: Group
    elza: Person
    anna: Person
    grown: Person
    small: Person


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    checks.forget()
    with translation.override("en"):
        yield
    checks.forget()


@pytest.fixture
def running(school: Organisation) -> School:
    """The school in the running year: two learners in 1.a and 9.a, two children with the bees."""
    year = factories.school_year(BEFORE)
    general = factories.programme(institution=school, code="21011111")
    preschool = factories.programme(institution=school, code="01011111", stage="preschool")
    given = {"institution": school, "school_year": year}
    first = factories.group(name="1.a", grade=1, max_size=2, programme=general, **given)
    ninth = factories.group(name="9.a", grade=9, programme=general, **given)
    bees = factories.group(name="Bitītes", programme=preschool, **given)
    elza, anna = _learner("Elza", 2016, first), _learner("Anna", 2008, ninth)
    grown, small = _learner("Lielā", 2017, bees), _learner("Mazā", 2019, bees)
    return School(school, first, ninth, bees, elza, anna, grown, small)


def _learner(name: str, born: int, group: Group) -> Person:
    born_on = date(born, 5, 5)
    person = factories.person(given_name=name, family_name="Ozola", born_on=born_on)
    factories.enrolment(person=person, group=group)
    return person


@pytest.fixture
def plan(running: School, head: User) -> Plan:
    """The head's plan for 2024/2025 as it is proposed."""
    return actions.begin(institution=running.school, school_year=YEAR, by=head, at=NOW)


def planned(plan: Plan, name: str) -> PlannedGroup:
    """The planned group that was of this name in the running year."""
    return plan.groups.get(source__name=name)
