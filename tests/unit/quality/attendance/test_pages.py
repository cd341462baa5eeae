"""The room's pages: each works, and tells nobody of learners whom they may not see."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from gaisma.base.models import AuditRecord
from tests import factories
from tests.moments import NOW
from tests.tightening import tight
from tests.unit.quality.attendance.conftest import MONDAY, Classes, Journal

pytestmark = pytest.mark.django_db
PRESENT, EXCUSED, UNEXCUSED, LATE = "present", "absent_excused", "absent_unexcused", "late"
APRIL = date(2024, 4, 15)


@pytest.fixture
def filled(classes: Classes, journal: Journal) -> Classes:
    journal(
        ("Anna", MONDAY, 1, "Fizika", PRESENT),
        ("Anna", MONDAY, 2, "Fizika", LATE),
        ("Bruno", MONDAY, 1, "Fizika", UNEXCUSED),
        ("Bruno", MONDAY, 2, "Fizika", EXCUSED),
        ("Cita", MONDAY, 1, "Fizika", PRESENT),
        ("Dana", MONDAY, 1, "Fizika", UNEXCUSED),
        ("Anna", APRIL, 1, "Fizika", PRESENT),
        ("Bruno", APRIL, 1, "Fizika", EXCUSED),
    )
    return classes


@pytest.fixture
def signed_in(reader: Client) -> Any:
    def of(user: Any) -> Client:
        reader.force_login(user)
        return reader

    return of


def read(answer: Any) -> str:
    """The page as text."""
    assert answer.status_code == 200, answer
    return tight(answer.content.decode())


def at(name: str, *args: Any) -> str:
    return reverse(f"attendance:{name}", args=args)


def taught(user: Any, group: Any) -> None:
    """Let the user be the class teacher."""
    person = factories.person()
    factories.account(user=user, person=person)
    factories.group_teacher(
        group=group, person=person, is_class_teacher=True, from_on=date(2023, 9, 1)
    )


def test_city_has_institutions_and_no_learner(signed_in, filled, specialist) -> None:
    page = read(signed_in(specialist).get(at("month")))

    assert "Paraugpils vidusskola" in page
    assert "Cita skola" in page
    assert "Ozola" not in page
    assert ">60<" in page  # three of five lessons of the school in May
    assert ">50<" in page  # one of two in April


def test_head_sees_the_own_school_alone(signed_in, filled, head) -> None:
    page = read(signed_in(head).get(at("month")))

    assert "Paraugpils vidusskola" in page
    assert "Cita skola" not in page
    assert signed_in(head).get(at("place", filled.elsewhere.pk)).status_code == 404
    assert signed_in(head).get(at("class", filled.other.pk)).status_code == 404
    assert signed_in(head).get(at("learner", filled.people["Dana"].pk)).status_code == 404


def test_days_stand_by_class_beside_the_months_before(signed_in, filled, head) -> None:
    page = read(signed_in(head).get(at("place", filled.school.pk)))

    assert "5.a" in page
    assert "5.b" in page
    assert "All classes" in page
    assert "April 2024" in page
    assert "Ozola" not in page


def test_month_can_be_chosen_and_must_be_known(signed_in, filled, head) -> None:
    client = signed_in(head)

    april = client.get(at("place", filled.school.pk), {"month": "2024-04"})

    assert "5.b" not in read(april)
    assert client.get(at("month"), {"month": "2024-03"}).status_code == 404
    assert client.get(at("month"), {"month": "x"}).status_code == 404


def test_class_shows_its_learners_and_is_noted(signed_in, filled, head) -> None:
    page = read(signed_in(head).get(at("class", filled.first.pk)))

    assert "Ozola Anna" in page
    assert "Ozola Bruno" in page
    assert "Cita" not in page
    record = AuditRecord.objects.get(action="attendance.read_class")
    assert (record.by, record.organisation, record.subject_ids) == (
        head,
        filled.school,
        [filled.first.pk],
    )


def test_learner_shows_what_was_missed_and_is_noted(signed_in, filled, head) -> None:
    person = filled.people["Bruno"]

    page = read(signed_in(head).get(at("learner", person.pk)))

    assert "absent, unexcused" in page
    assert "0% attended of 3 lessons; excused 2, unexcused 1, late 0" in page
    record = AuditRecord.objects.get(action="attendance.read_learner")
    assert record.subject_ids == [person.pk]


def test_learner_of_two_schools_shows_each_its_own(signed_in, filled, head, journal) -> None:
    # Dana learns at the head's school, too; what the other school entered stays there.
    factories.enrolment(person=filled.people["Dana"], group=filled.first)

    page = read(signed_in(head).get(at("learner", filled.people["Dana"].pk)))

    assert "No lessons of this learner are within your sight" in page


def test_class_teacher_sees_the_own_class_alone(signed_in, filled, school) -> None:
    user = factories.user()
    factories.role_grant(user=user, organisation=school, role="class_teacher", granted_at=NOW)
    taught(user, filled.first)
    client = signed_in(user)

    page = read(client.get(at("place", school.pk)))

    assert "5.a" in page
    assert "5.b" not in page
    assert "All classes" not in page
    assert "Ozola Bruno" in read(client.get(at("class", filled.first.pk)))
    assert client.get(at("class", filled.second.pk)).status_code == 404
    assert client.get(at("learner", filled.people["Cita"].pk)).status_code == 404
    assert client.get(at("unexcused")).status_code == 403
    assert client.get(at("signals")).status_code == 403


def test_teacher_without_a_class_sees_nothing(signed_in, filled, teacher) -> None:
    client = signed_in(teacher)

    assert "No lessons yet" in read(client.get(at("month")))
    assert client.get(at("place", filled.school.pk)).status_code == 404


@pytest.mark.parametrize("name", ["month", "unexcused", "signals"])
def test_founder_sees_no_page(signed_in, filled, visitor, name) -> None:
    assert signed_in(visitor).get(at(name)).status_code == 403


def test_pages_take_no_other_method(signed_in, filled, head) -> None:
    assert signed_in(head).post(at("month")).status_code == 405


def test_without_lessons_pages_say_where_they_come_from(signed_in, classes, head) -> None:
    client = signed_in(head)

    for name, args in (("month", ()), ("place", (classes.school.pk,)), ("signals", ())):
        page = read(client.get(at(name, *args)))
        assert "No lessons yet" in page or "No signals" in page


def missed(count: int) -> list[tuple[Any, ...]]:
    return [
        ("Bruno", MONDAY + timedelta(days=number // 5), 1 + number % 5, "Fizika", UNEXCUSED)
        for number in range(count)
    ]


@pytest.mark.parametrize(("count", "is_listed"), [(20, False), (21, True)])
def test_unexcused_lessons_are_listed_above_the_threshold(
    signed_in, classes, journal, support, count, is_listed
) -> None:
    journal(*missed(count), *[("Dana", MONDAY, n, "Fizika", UNEXCUSED) for n in range(30)])

    page = read(signed_in(support).get(at("unexcused")))

    assert ("Ozola Bruno" in page) is is_listed
    assert "Ozola Dana" not in page
    assert ("no reason given 21" in page) is is_listed


def test_unexcused_lessons_at_another_school_are_its_own(
    signed_in, classes, journal, support
) -> None:
    # Dana learns here, too, and is within sight; what the other school entered stays there.
    factories.enrolment(person=classes.people["Dana"], group=classes.first)
    journal(*[("Dana", MONDAY, number, "Fizika", UNEXCUSED) for number in range(30)])

    assert "Nobody missed" in read(signed_in(support).get(at("unexcused")))


def test_unexcused_lessons_of_the_term_can_be_taken_away(
    signed_in, classes, journal, specialist
) -> None:
    journal(*missed(21))

    answer = signed_in(specialist).get(at("unexcused"), {"format": "csv"})

    assert "Ozola Bruno" in answer.content.decode("utf-8-sig")
    record = AuditRecord.objects.get(action="attendance.read_unexcused")
    assert record.subject_ids == [classes.people["Bruno"].pk]


def test_unexcused_lessons_of_another_term_are_not_counted(
    signed_in, classes, journal, specialist
) -> None:
    journal(*missed(21))
    before = factories.term(number=1, from_on=date(2023, 9, 1), to_on=date(2023, 12, 22))

    client = signed_in(specialist)

    assert "Nobody missed" in read(client.get(at("unexcused"), {"term": before.pk}))
    assert client.get(at("unexcused"), {"term": 0}).status_code == 404
