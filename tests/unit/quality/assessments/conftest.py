"""A school with a class, its exam, and those who may or may not read results."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from gaisma.base.models import Organisation, User
from gaisma.quality.assessments.models import Paper, Result
from gaisma.record.people.models import Person
from gaisma.record.programmes.models import Group
from tests import factories


@pytest.fixture
def paper(school: Organisation) -> Paper:
    """Mathematics of grade 9, twenty points."""
    subject = factories.subject(code="mathematics", title="Matemātika")
    assessment = factories.assessment(key="state exam grade 9 2024")
    found: Paper = factories.paper(assessment=assessment, subject=subject, code="mathematics")
    return found


@pytest.fixture
def own_class(school: Organisation) -> Group:
    found: Group = factories.group(institution=school, grade=9, name="9.b")
    return found


@pytest.fixture
def result(paper: Paper, school: Organisation, own_class: Group) -> Result:
    """Ten points of twenty, of Anna Bērziņa."""
    person = factories.person(given_name="Anna", family_name="Bērziņa")
    factories.enrolment(group=own_class, person=person)
    found: Result = factories.result(
        paper=paper, institution=school, group=own_class, person=person
    )
    return found


def somebody(role: str, at: Organisation) -> User:
    """Somebody who holds the role there, with a person of their own."""
    user: User = factories.user()
    factories.role_grant(user=user, role=role, organisation=at)
    factories.account(user=user)
    return user


def shown(client: Client, paper: Paper, group: Group, *, attempt: int = 1) -> dict[str, str]:
    """The fields of the grid as the page draws them, by name."""
    address = f"{reverse('assessments:enter', args=[paper.pk, group.pk])}?attempt={attempt}"
    page = client.get(address).content.decode()
    inputs = re.findall(r'<input\b[^>]*?name="(row-[^"]+)"[^>]*?value="([^"]*)"', page, re.DOTALL)
    chosen = re.findall(
        r'<select\b[^>]*?name="(row-[^"]+)".*?<option\s+value="([^"]*)"\s+selected', page, re.DOTALL
    )
    return dict([*inputs, *((name, value) for name, value in chosen)])


def enter(
    client: Client,
    paper: Paper,
    group: Group,
    cells: dict[Person, dict[str, str]],
    *,
    drawn: dict[str, str] | None = None,
    attempt: int = 1,
) -> Any:
    """Send the grid as it is drawn now, or was before, with some cells written anew."""
    fields = drawn or shown(client, paper, group, attempt=attempt)
    written = {
        f"row-{person.pk}-{name}": text
        for person, told in cells.items()
        for name, text in told.items()
    }
    address = f"{reverse('assessments:enter', args=[paper.pk, group.pk])}?attempt={attempt}"
    return client.post(address, fields | written)
