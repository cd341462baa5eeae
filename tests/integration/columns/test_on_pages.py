"""Whatever a column says, people read it on a page: in a list, or on the page of one."""

import re
from collections.abc import Callable, Mapping

import pytest
from django.db import transaction
from django.test import Client

from gaisma.base.models import Organisation, User
from gaisma.quality.assessments.models import Paper, Result
from gaisma.quality.prevention.models import Declared
from gaisma.quality.wellbeing.models import SupportActivity
from gaisma.record.people.models import Person
from gaisma.record.programmes.models import Group
from tests.integration.columns import rows
from tests.pages import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("created")]

FOUND_BY_NUMBER = "the sender's number of the programme goes before its code"
BETWEEN_SYSTEMS = "a number by which registers know it: files carry it"
ON_REQUEST = "is shown on request, which is written down"
IN_ITS_FORM = "stands in the form in which it is changed"
NOT_SHOWN: Mapping[tuple[str, str], str] = {
    ("groups", "programme"): FOUND_BY_NUMBER,
    ("groups", "register_id"): BETWEEN_SYSTEMS,
    ("learners", "personal_code"): ON_REQUEST,
    ("learners", "registered_on"): IN_ITS_FORM,
    ("people", "personal_code"): ON_REQUEST,
    ("programmes", "register_id"): BETWEEN_SYSTEMS,
    ("sites", "latitude"): IN_ITS_FORM,
    ("sites", "longitude"): IN_ITS_FORM,
    ("staff", "personal_code"): ON_REQUEST,
    ("vacancies", "closed_on"): "the list holds those that are open",
}
"""Columns that no page tells, and why."""


@pytest.fixture
def addresses() -> Mapping[str, tuple[str, ...]]:
    """Where the row of each table is read."""
    place = Organisation.objects.get(code="PII-04").pk
    institution = f"/institutions/{place}/"
    named = {one: Person.objects.get(identifiers__value=one).pk for one in ("P-1", "L-1", "D-1")}
    person = {one: f"/people/{pk}/" for one, pk in named.items()}
    brought = Organisation.objects.get(code="PII-05").pk
    group = Group.objects.get(name="Taurenīši").pk
    return {
        "institutions": ("/institutions/", f"/institutions/{brought}/"),
        "sites": (f"{institution}sites/",),
        "programmes": (institution, f"{institution}documents/", f"{institution}groups/"),
        "groups": ("/programmes/groups/?school_year=2023/2024", f"/programmes/groups/{group}/"),
        "people": (person["P-1"],),
        "learners": (
            person["L-1"],
            "/programmes/learners/?school_year=2023/2024",
            f"/programmes/groups/{group}/",
        ),
        "guardians": (person["L-1"],),
        "staff": (person["D-1"], "/people/staff/"),
        "vacancies": ("/people/vacancies/",),
        "queue": ("/programmes/queue/?state=all",),
        "results": (f"/assessments/results/{Result.objects.get().pk}/",),
        "declared": ("/prevention/outside/", f"/prevention/outside/{Declared.objects.get().pk}/"),
        "support_activities": (f"/safety/{SupportActivity.objects.get().pk}/",),
        "class_lessons": (f"/social-emotional/classes/{group}/",),
        "published_averages": (f"/assessments/papers/{Paper.objects.get().pk}/averages/",),
    }


@pytest.fixture
def told(
    reader: Client, specialist: User, addresses: Mapping[str, tuple[str, ...]]
) -> Callable[[str, str], bool]:
    """Whether pages of a table say something else when that column has its other value."""
    reader.force_login(specialist)
    before = {kind: _words(reader, pages) for kind, pages in addresses.items()}

    def is_told(kind: str, column: str) -> bool:
        with transaction.atomic():
            outcome = rows.take_changed(kind, column)
            after = _words(reader, addresses[kind])
            transaction.set_rollback(True)
        assert outcome.problems == []
        return after != before[kind]

    return is_told


def test_every_column_changes_what_a_page_says(told: Callable[[str, str], bool]) -> None:
    columns = [(kind, column) for kind in rows.VALUES for column in rows.changing(kind)]

    assert sorted(one for one in columns if not told(*one)) == sorted(NOT_SHOWN)


def test_row_taken_in_as_it_stands_changes_no_page(told: Callable[[str, str], bool]) -> None:
    assert [kind for kind in rows.VALUES if told(kind, "")] == []


def _words(reader: Client, pages: tuple[str, ...]) -> list[str]:
    """What is read there; not what forms and addresses carry."""
    return [re.sub(r"<[^>]*>", "", read(reader, page)) for page in pages]
