"""Visits stand in the own calendar of who observes and of who is observed."""

from datetime import date, time, timedelta

import pytest
from django.test import Client
from icalendar import Calendar

from gaisma.base import appointments
from gaisma.base.models import Organisation, RoleGrant, User
from tests import factories
from tests.pages import read
from tests.unit.quality.observations.visits import Visit, visit

pytestmark = pytest.mark.django_db
DAY = date(2024, 9, 17)


@pytest.fixture
def planned(school: Organisation) -> Visit:
    """A lesson that two observers of the school are to see."""
    return visit(school, planned_on=DAY, starts_at=time(9, 5), topic="Secret topic")


def titles(user: User, first: date = DAY, last: date = DAY) -> list[str]:
    return [one.title for one in appointments.between(user, first, last)]


def test_observers_and_the_teacher_have_it_in_their_calendar(planned: Visit) -> None:
    assert titles(planned.lead) == ["I observe a lesson"]
    assert titles(planned.second) == ["I observe a lesson"]
    assert titles(planned.teacher) == ["My lesson is observed"]


def test_who_only_sees_it_has_it_not(planned: Visit, head: User, specialist: User) -> None:
    assert titles(head) == titles(specialist) == []


def test_who_may_not_open_it_has_it_not(planned: Visit) -> None:
    RoleGrant.objects.filter(user=planned.lead).delete()
    factories.role_grant(user=planned.lead, role="finance")

    assert titles(User.objects.get(pk=planned.lead.pk)) == []


def test_it_stands_on_its_day_alone(planned: Visit) -> None:
    assert titles(planned.lead, date(2024, 9, 1), date(2024, 9, 16)) == []
    assert titles(planned.lead, date(2024, 9, 18), date(2024, 9, 30)) == []


def test_a_cancelled_one_goes(school: Organisation) -> None:
    called_off = visit(school, planned_on=DAY, cancelled_on=DAY, cancelled_because="Ill")

    assert titles(called_off.lead) == []


@pytest.mark.parametrize(
    ("begins", "until"),
    [(time(9, 5), time(9, 45)), (time(23, 50), time.max), (None, None)],
)
def test_it_lasts_a_lesson(school: Organisation, begins: time | None, until: time | None) -> None:
    seen = visit(school, planned_on=DAY, starts_at=begins)

    (one,) = appointments.between(seen.lead, DAY, DAY)

    assert (one.at, one.until) == (begins, until)


def test_the_calendar_shows_it_with_the_institution(reader: Client, planned: Visit) -> None:
    reader.force_login(planned.lead)

    month = read(reader, "/calendar/?month=2024-09")
    listed = read(reader, "/calendar/list/?kind=appointment")

    for page in (month, listed):
        assert "I observe a lesson" in page
        assert planned.path in page
    assert "Paraugpils vidusskola" in listed


def test_the_calendar_programs_feed_names_nobody(client: Client, planned: Visit) -> None:
    factories.feed(user=planned.lead)

    content = client.get("/calendar/feed/secret.ics").content.decode().replace("\r\n ", "")

    assert "SUMMARY:I observe a lesson" in content
    assert "LOCATION:Paraugpils vidusskola" in content
    assert f"URL:http://testserver{planned.path}" in content
    assert "DTSTART;TZID=Europe/Riga:20240917T090500" in content
    assert "DTEND;TZID=Europe/Riga:20240917T094500" in content
    assert "Skolotāja" not in content
    assert "Vērotāja" not in content
    assert "Secret topic" not in content


def test_calendar_programs_remind_a_day_before(client: Client, planned: Visit) -> None:
    factories.feed(user=planned.lead)

    (event,) = Calendar.from_ical(client.get("/calendar/feed/secret.ics").content).walk("VEVENT")

    (alarm,) = event.walk("VALARM")
    assert alarm.decoded("trigger") == timedelta(days=-1)
    assert str(alarm["description"]) == "I observe a lesson"


def test_the_feed_speaks_the_persons_language(client: Client, planned: Visit) -> None:
    User.objects.filter(pk=planned.teacher.pk).update(language="lv")
    factories.feed(user=planned.teacher)

    assert "Vēro manu stundu" in client.get("/calendar/feed/secret.ics").content.decode()


def test_the_feed_of_an_institution_holds_nobodys_appointments(
    client: Client, planned: Visit, school: Organisation
) -> None:
    factories.feed(organisation=school)

    assert "observation-" not in client.get("/calendar/feed/secret.ics").content.decode()
