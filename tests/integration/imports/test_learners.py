"""Learners taken in from tables."""

import pytest

from gaisma.record.people.models import Person
from gaisma.record.programmes.models import Enrolment
from tests.integration.imports.conftest import Take

ELZA = "L-1,Elza,Kalniņa,2019-03-14,PII-04,Taurenīši,2024/2025,2024-09-01,"
TOMS = "L-2,Toms,Ozols,2019-05-02,PII-04,Taurenīši,2024/2025,2024-09-01,"

pytestmark = pytest.mark.django_db


def test_learners_are_created_with_people_and_enrolments(take: Take) -> None:
    outcome = take("learners", ELZA, TOMS)

    assert outcome.status == "taken", outcome.problems
    assert outcome.created == {"learners": 2}
    assert Person.objects.count() == 2
    assert Enrolment.objects.get(person__given_name="Elza").group.name == "Taurenīši"


def test_learners_taken_twice_change_nothing(take: Take) -> None:
    take("learners", ELZA, TOMS)

    outcome = take("learners", ELZA, TOMS)

    assert outcome.unchanged == {"learners": 2}
    assert outcome.created == outcome.changed == {"learners": 0}
    assert set(Enrolment.objects.values_list("revision", flat=True)) == {1}
