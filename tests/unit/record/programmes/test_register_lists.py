"""The lists of learners, groups and the queue: what they find, and with how few questions."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from django.test import Client

from gaisma.base.models import AuditRecord, Organisation, User
from tests import factories
from tests.pages import read

pytestmark = pytest.mark.django_db
AtMost = Callable[[int], AbstractContextManager[object]]
YEAR = "school_year=2023/2024"


@pytest.fixture
def specialists(reader: Client, specialist: User, school: Organisation) -> Client:
    programme = factories.programme(institution=school, stage="school")
    group = factories.group(programme=programme, name="5.a", grade=5, min_size=2, max_size=3)
    for name in ("Āboliņa", "Bērziņa", "Celma", "Dambe"):
        factories.enrolment(group=group, person=factories.person(family_name=name))
    factories.group(programme=programme, name="6.b", grade=6, min_size=2, max_size=10)
    factories.enrolment(person=factories.person(family_name="Elsewhere"))
    reader.force_login(specialist)
    return reader


@pytest.mark.parametrize(
    ("query", "found", "left_out"),
    [
        ("q=aboli", "Āboliņa", "Celma"),
        ("grade=5", "Āboliņa", "Elsewhere"),
        ("group=5.a", "Celma", "Elsewhere"),
        ("stage=school&grade=5", "Dambe", "Elsewhere"),
    ],
)
def test_learners_are_found_by_name_and_place(
    specialists: Client, query: str, found: str, left_out: str
) -> None:
    page = read(specialists, f"/programmes/learners/?{YEAR}&{query}")

    assert found in page
    assert left_out not in page


def test_learners_of_an_institution_are_found(specialists: Client, school: Organisation) -> None:
    page = read(specialists, f"/programmes/learners/?{YEAR}&institution={school.pk}")

    assert "Celma" in page
    assert "Elsewhere" not in page


def test_learners_of_another_year_are_not_listed(specialists: Client) -> None:
    factories.school_year("2022/2023")

    assert "Celma" not in read(specialists, "/programmes/learners/?school_year=2022/2023")


def test_learners_taken_away_are_noted_with_their_number(specialists: Client) -> None:
    answer = specialists.get(f"/programmes/learners/?{YEAR}&grade=5&format=csv")

    assert "Celma" in answer.content.decode()
    assert AuditRecord.objects.get(action="people.export").details["rows"] == 4


@pytest.mark.parametrize(
    ("query", "groups"),
    [("limits=above", ["5.a"]), ("limits=below", ["6.b"]), ("limits=free&grade=6", ["6.b"])],
)
def test_groups_are_found_by_how_full_they_are(
    specialists: Client, query: str, groups: list[str]
) -> None:
    page = read(specialists, f"/programmes/groups/?{YEAR}&{query}")

    assert [name for name in ("5.a", "6.b") if f">{name}<" in page] == groups


def test_groups_show_size_against_the_maximum_and_class_teacher(
    specialists: Client, school: Organisation
) -> None:
    group = school.groups.get(name="5.a")  # type: ignore[attr-defined]
    lead = factories.person(given_name="Ilze", family_name="Zariņa")
    factories.group_teacher(group=group, person=lead, is_class_teacher=True)

    page = read(specialists, f"/programmes/groups/?{YEAR}&q=5.a")

    assert "4 of 3" in page
    assert "Ilze Zariņa" in page


def test_group_without_a_maximum_tells_that_it_is_too_small(
    specialists: Client, school: Organisation
) -> None:
    programme = factories.programme(institution=school)
    factories.group(programme=programme, name="7.c", min_size=8, max_size=None)

    page = read(specialists, f"/programmes/groups/?{YEAR}&q=7.c")

    assert re.search(r">0\s+<span class=.badge[^>]*>\s*below the minimum<", page)


def test_queue_lists_those_who_wait(specialists: Client) -> None:
    factories.queue_entry(person=factories.person(family_name="Gaidošā"))
    left = date(2024, 6, 1)
    factories.queue_entry(person=factories.person(family_name="Vairsne"), left_on=left)

    waiting, all_of_them = (
        read(specialists, f"/programmes/queue/{query}") for query in ("", "?state=all")
    )

    assert ("Gaidošā" in waiting, "Vairsne" in waiting) == (True, False)
    assert "Vairsne" in all_of_them


@pytest.mark.parametrize(
    "address", ["/programmes/learners/", "/programmes/groups/", "/programmes/queue/"]
)
def test_lists_ask_no_more_for_more_rows(
    specialists: Client,
    school: Organisation,
    address: str,
    django_assert_max_num_queries: AtMost,
) -> None:
    for _ in range(10):
        person = factories.person()
        factories.enrolment(group=school.groups.get(name="5.a"), person=person)  # type: ignore[attr-defined]
        factories.queue_entry(person=person)
    read(specialists, f"{address}?{YEAR}")

    with django_assert_max_num_queries(14):
        read(specialists, f"{address}?{YEAR}")


def test_group_page_shows_learners_on_the_day_and_who_left(
    specialists: Client, school: Organisation
) -> None:
    group = school.groups.get(name="6.b")  # type: ignore[attr-defined]
    early = factories.person(family_name="Agrā")
    factories.enrolment(group=group, person=early, to_on=date(2024, 1, 31))

    before = read(specialists, f"/programmes/groups/{group.pk}/?on=2024-01-15")
    after = read(specialists, f"/programmes/groups/{group.pk}/?on=2024-02-15")

    assert "Left during the year" not in before
    assert "Left during the year" in after
    assert "Agrā" in before


def test_group_page_is_noted(specialists: Client, school: Organisation) -> None:
    group = school.groups.get(name="5.a")  # type: ignore[attr-defined]

    read(specialists, f"/programmes/groups/{group.pk}/print/")

    assert AuditRecord.objects.get(action="group.read").subject_ids == [group.pk]


def test_head_enrols_moves_and_lets_leave_through_the_pages(
    specialists: Client, school: Organisation, head: User
) -> None:
    specialists.force_login(head)
    here, there = (school.groups.get(name=name) for name in ("5.a", "6.b"))  # type: ignore[attr-defined]
    new = {"given_name": "Jauna", "family_name": "Meitene", "group": here.pk}

    specialists.post(f"/programmes/groups/{here.pk}/enrol/", {**new, "from_on": "2024-02-01"})
    first = here.enrolments.get(person__given_name="Jauna")
    moved = {"group": there.pk, "on": "2024-03-01", "revision": "1"}
    specialists.post(f"/programmes/enrolments/{first.pk}/move/", moved)
    second = there.enrolments.get()
    leaves = {"on": "2024-05-31", "reason": "withdrawn", "revision": "1"}
    specialists.post(f"/programmes/enrolments/{second.pk}/leave/", leaves)

    second.refresh_from_db()
    assert (second.from_on, second.to_on) == (date(2024, 3, 1), date(2024, 5, 31))
    assert second.leaving_reason == "withdrawn"
