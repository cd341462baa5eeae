"""A school with a learner, whom a class teacher, a support team and others might help."""

from dataclasses import dataclass
from typing import Any

import pytest

from gaisma.base.models import Organisation, User
from gaisma.quality.prevention.models import Case
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
