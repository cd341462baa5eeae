"""A school with a learner, whom a class teacher, a support team and others might help."""

from dataclasses import dataclass
from typing import Any

import pytest

from gaisma.base.models import Organisation, User
from gaisma.quality.prevention.models import Case
from gaisma.quality.prevention.signals import queries
from gaisma.quality.prevention.signals.queries import Fact
from tests import factories


@dataclass(frozen=True)
class Class:
    """A class of the school: its class teacher, and one learner."""

    group: Any
    teacher: User
    learner: Any


def working(role: str, place: Organisation) -> User:
    """Somebody with that role there, and a post, who is a person of the record."""
    user: User = factories.user()
    factories.role_grant(user=user, role=role, organisation=place)
    person = factories.account(user=user).person
    factories.employment(person=person, institution=place)
    return user


@pytest.fixture
def own_class(school: Organisation) -> Class:
    group = factories.group(institution=school, name="8.a", grade=8)
    teacher = working("class_teacher", school)
    factories.group_teacher(group=group, person=teacher.account.person, is_class_teacher=True)
    return Class(group, teacher, factories.enrolment(group=group).person)


@pytest.fixture
def case(school: Organisation, own_class: Class) -> Case:
    """An open one, which the class teacher leads."""
    made: Case = factories.support_case(
        learner=own_class.learner, institution=school, owner=own_class.teacher.account.person
    )
    return made


@pytest.fixture
def facts(monkeypatch: pytest.MonkeyPatch) -> list[Fact]:
    """What the lake answers."""
    found: list[Fact] = []
    monkeypatch.setattr(
        queries,
        "facts",
        lambda thresholds, _span, whose: (
            one for one in found if one.kind in thresholds and whose.has(one.person, one.unit)
        ),
    )
    return found


@pytest.fixture
def noted(facts: list[Fact], own_class: Class, school: Organisation) -> Any:
    """The learner of the own class attended seven lessons of ten."""
    factories.signal_rule()
    facts.append(Fact("few_lessons", own_class.learner.pseudonym, school.pk, 7, 10))
    return own_class.learner
