"""Calendar programs read the calendar at secret addresses."""

import re
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from gaisma.base.changes import NotPermitted
from gaisma.base.models import AuditRecord, Organisation, User
from gaisma.workplace.calendar import actions
from gaisma.workplace.calendar.models import Feed
from tests import factories
from tests.moments import NOW
from tests.pages import read

pytestmark = pytest.mark.django_db


def calendar(client: Client, token: str = "secret") -> Calendar:
    """What a calendar program reads."""
    answer = client.get(f"/calendar/feed/{token}.ics")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(answer.content)


def event(found: Calendar, title: str) -> Any:
    (one,) = [one for one in found.walk("VEVENT") if str(one["SUMMARY"]) == title]
    return one


def test_feed_is_read_without_signing_in(client: Client, teacher: User) -> None:
    factories.feed(user=teacher)
    factories.measure(title="Conference", place="Hall")

    found = event(calendar(client), "Conference")

    assert str(found["LOCATION"]) == "Hall"
    assert re.fullmatch(r"measure-\d+@paraugpils\.gaisma", str(found["UID"]))


def test_feed_of_an_unknown_token_is_not_there(client: Client, teacher: User) -> None:
    factories.feed(user=teacher)

    assert client.get("/calendar/feed/other.ics").status_code == 404


def test_feed_of_somebody_without_a_role_is_not_there(client: Client, teacher: User) -> None:
    factories.feed(user=teacher)
    teacher.grants.update(to_on=date(2024, 1, 1))

    assert client.get("/calendar/feed/secret.ics").status_code == 404


def test_feed_of_a_closed_account_is_not_there(client: Client, teacher: User) -> None:
    factories.feed(user=teacher)
    User.objects.filter(pk=teacher.pk).update(is_active=False)

    assert client.get("/calendar/feed/secret.ics").status_code == 404


def test_feed_is_read_only(client: Client, teacher: User) -> None:
    factories.feed(user=teacher)

    assert client.post("/calendar/feed/secret.ics").status_code == 405


def test_whole_days_end_on_the_day_after_the_last(client: Client, teacher: User) -> None:
    factories.feed(user=teacher)
    factories.measure(title="Check", from_on=date(2024, 9, 2), to_on=date(2024, 9, 6))

    found = event(calendar(client), "Check")

    assert found.decoded("DTSTART") == date(2024, 9, 2)
    assert found.decoded("DTEND") == date(2024, 9, 7)


def test_hours_are_of_the_installations_time_zone(client: Client, teacher: User) -> None:
    factories.feed(user=teacher)
    factories.measure(
        title="Talk", from_on=date(2024, 9, 2), from_time=time(10), to_time=time(11, 30)
    )

    found = calendar(client)

    talk = event(found, "Talk")
    assert talk["DTSTART"].params["TZID"] == "Europe/Riga"
    assert talk.decoded("DTSTART").astimezone(UTC) == datetime(2024, 9, 2, 7, tzinfo=UTC)
    assert talk.decoded("DTEND").astimezone(UTC) == datetime(2024, 9, 2, 8, 30, tzinfo=UTC)
    zones = [str(zone["TZID"]) for zone in found.walk("VTIMEZONE")]
    assert zones == ["Europe/Riga"]


def test_what_repeats_has_a_rule(client: Client, teacher: User) -> None:
    factories.feed(user=teacher)
    weekly = {"from_on": date(2024, 9, 2), "repeats": "weekly", "until_on": date(2024, 10, 7)}
    factories.measure(title="Whole days", **weekly)
    factories.measure(title="Hours", from_time=time(10), **weekly)

    found = calendar(client)

    rules = [event(found, title)["RRULE"].to_ical() for title in ("Whole days", "Hours")]
    assert rules == [
        b"FREQ=WEEKLY;UNTIL=20241007",
        b"FREQ=WEEKLY;UNTIL=20241007T070000Z",
    ]


def test_changed_measure_keeps_its_identity(client: Client, teacher: User) -> None:
    factories.feed(user=teacher)
    measure = factories.measure(title="Talk")
    before = event(calendar(client), "Talk")
    measure.revision = 2
    measure.save()

    after = event(calendar(client), "Talk")

    assert before["UID"] == after["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)


def test_feed_of_a_head_holds_the_own_deadlines(
    client: Client, head: User, school: Organisation
) -> None:
    factories.feed(user=head)
    factories.deadline(title="Plan", due_on=date(2024, 8, 29), listed=[school])
    factories.deadline(title="Others", kinds=["preschool"])

    found = [str(one["SUMMARY"]) for one in calendar(client).walk("VEVENT")]

    assert found == ["Due: Plan"]


def test_no_two_entries_are_one_to_a_calendar_program(client: Client, head: User) -> None:
    """Of two entries that go by one name a calendar program keeps the later one."""
    factories.feed(user=head)
    person = factories.account(user=head).person
    for number in (7, 8):
        factories.measure(pk=number)
        factories.deadline(pk=number)
        visit = factories.observation(pk=number, planned_on=date(2024, 9, 17))
        factories.sheet(pk=number, observation=visit, observer=person)

    found = calendar(client).walk("VEVENT")

    names = [str(one["UID"]) for one in found]
    assert len(names) == 6
    assert len(set(names)) == len(names)


def test_feed_of_an_institution_is_for_everybody_there(
    client: Client, school: Organisation
) -> None:
    factories.feed(organisation=school)
    factories.measure(title="For heads", audience_roles=["head"])
    factories.measure(title="For preschools", audience_kinds=["preschool"])

    found = calendar(client)

    assert [str(one["SUMMARY"]) for one in found.walk("VEVENT")] == ["For heads"]
    assert school.name in str(found["X-WR-CALNAME"])


def test_feed_names_nobody(client: Client, head: User, school: Organisation) -> None:
    factories.feed(user=head)
    deadline = factories.deadline(title="Plan")
    factories.delivery(deadline=deadline, institution=school, delivered_by=head, note="By Head")

    content = client.get("/calendar/feed/secret.ics").content.decode()

    assert head.full_name not in content
    assert "By Head" not in content


def test_token_is_kept_as_a_hash_only(teacher: User) -> None:
    token = actions.make_feed(by=teacher, at=NOW)

    feed = Feed.objects.get()
    assert feed.user == teacher
    assert token not in feed.token_hash
    assert token not in str(AuditRecord.objects.get().details)


def test_new_address_makes_the_old_one_void(client: Client, teacher: User) -> None:
    old = actions.make_feed(by=teacher, at=NOW)
    new = actions.make_feed(by=teacher, at=NOW)

    assert client.get(f"/calendar/feed/{old}.ics").status_code == 404
    assert client.get(f"/calendar/feed/{new}.ics").status_code == 200
    assert Feed.objects.count() == 1


def test_address_of_another_institution_is_not_made(head: User) -> None:
    with pytest.raises(NotPermitted):
        actions.make_feed(by=head, at=NOW, organisation=factories.preschool())


def test_page_shows_a_new_address_once(reader: Client, teacher: User) -> None:
    reader.force_login(teacher)

    made = reader.post("/calendar/addresses/mine/make/").content.decode()

    (token,) = re.findall(r"/calendar/feed/([^/<]*)\.ics", made)
    calendar(reader, token)
    assert token not in read(reader, "/calendar/addresses/")


def test_page_takes_the_own_address_back(reader: Client, teacher: User) -> None:
    factories.feed(user=teacher)
    reader.force_login(teacher)

    reader.post("/calendar/addresses/mine/take-back/")

    assert not Feed.objects.exists()


def test_page_makes_and_takes_back_the_schools_address(
    reader: Client, head: User, school: Organisation
) -> None:
    reader.force_login(head)

    made = reader.post(f"/calendar/addresses/{school.pk}/make/").content.decode()
    is_made = Feed.objects.filter(organisation=school).exists()
    reader.post(f"/calendar/addresses/{school.pk}/take-back/")

    assert is_made
    assert "/calendar/feed/" in made
    assert not Feed.objects.exists()


def test_page_does_not_know_other_institutions(reader: Client, head: User) -> None:
    other = factories.preschool()
    reader.force_login(head)

    assert reader.post(f"/calendar/addresses/{other.pk}/make/").status_code == 404


@pytest.mark.parametrize("role", ["teacher", "visitor", "auditor"])
def test_address_of_the_school_is_not_made_by(
    request: pytest.FixtureRequest, reader: Client, role: str, school: Organisation
) -> None:
    reader.force_login(request.getfixturevalue(role))

    assert reader.post(f"/calendar/addresses/{school.pk}/make/").status_code == 403
    assert not Feed.objects.exists()
