from datetime import date, time
from typing import Any

import pytest
from django.test import Client

from gaisma.base import access
from gaisma.base.changes import NotPermitted, UnableToChange, UnableToRecord
from gaisma.base.models import AuditRecord, Organisation, User
from gaisma.base.models.accounts import ROLES
from gaisma.workplace.calendar import actions
from gaisma.workplace.calendar.models import Measure
from gaisma.workplace.calendar.queries import entries, months
from tests import factories
from tests.moments import NOW, TODAY
from tests.pages import read

pytestmark = pytest.mark.django_db
DAY = date(2024, 9, 2)
WORDS: dict[str, Any] = {"title": "Conference", "kind": "methodical", "from_on": DAY}


@pytest.mark.parametrize(
    ("permission", "roles"),
    [
        ("calendar.see", set(ROLES)),
        ("calendar.keep_measures", {"specialist", "manager", "head", "deputy"}),
        ("calendar.keep_deadlines", {"specialist", "manager"}),
        (
            "calendar.see_missing",
            {"specialist", "manager", "head", "deputy", "auditor", "founder"},
        ),
        ("calendar.deliver", {"specialist", "manager", "head", "deputy"}),
        ("calendar.share", {"specialist", "manager", "head", "deputy"}),
    ],
)
def test_permission_is_held_by(permission: str, roles: set[str]) -> None:
    authority = factories.authority()

    holding = set()
    for role in ROLES:
        user = factories.user()
        factories.role_grant(user=user, role=role, organisation=authority)
        if access.may(user, permission):
            holding.add(role)

    assert holding == roles


def test_plan_puts_a_measure_into_the_calendar(specialist: User) -> None:
    authority = factories.authority()

    measure = actions.plan_measure(organisation=authority, by=specialist, at=NOW, **WORDS)

    assert Measure.objects.get() == measure
    assert AuditRecord.objects.get().action == "measure.plan"


def test_plan_for_the_city_is_refused_to_a_head(head: User) -> None:
    with pytest.raises(NotPermitted):
        actions.plan_measure(organisation=factories.authority(), by=head, at=NOW, **WORDS)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({"to_on": date(2024, 9, 1)}, "end_before_start"),
        ({"to_time": time(10)}, "no_beginning"),
        ({"from_time": time(10), "to_time": time(10)}, "ends_before_it_begins"),
        ({"repeats": "weekly"}, "repeats_without_end"),
        ({"until_on": date(2025, 1, 1)}, "repeats_without_end"),
        ({"repeats": "weekly", "until_on": date(2024, 9, 1)}, "until_before_start"),
        ({"repeats": "weekly", "until_on": date(2040, 1, 1)}, "repeats_too_long"),
    ],
)
def test_plan_refuses_days_that_contradict_each_other(words: dict[str, Any], code: str) -> None:
    with pytest.raises(UnableToRecord) as refusal:
        actions.plan_measure(
            organisation=factories.authority(), by=None, at=NOW, **{**WORDS, **words}
        )

    assert refusal.value.code == code
    assert not Measure.objects.exists()


def test_plan_over_several_days_may_end_at_an_earlier_hour() -> None:
    hours = {"from_time": time(15), "to_time": time(10), "to_on": date(2024, 9, 3)}

    actions.plan_measure(organisation=factories.authority(), by=None, at=NOW, **WORDS, **hours)

    assert Measure.objects.get().to_time == time(10)


def test_change_tells_the_second_editor() -> None:
    first = factories.measure()
    second = Measure.objects.get()

    actions.change_measure(measure=first, revision=1, by=None, at=NOW, **WORDS)
    with pytest.raises(UnableToChange):
        actions.change_measure(
            measure=second, revision=1, by=None, at=NOW, **{**WORDS, "title": "X"}
        )

    assert Measure.objects.get().title == "Conference"


def titles(user: User, first: date = DAY, last: date = DAY) -> list[str]:
    found = entries.between(User.objects.get(pk=user.pk), first, last, on=TODAY)
    return [entry.title for entry in found]


@pytest.mark.parametrize(
    ("audience", "is_shown"),
    [
        ({}, True),
        ({"audience_roles": ["head", "teacher"]}, True),
        ({"audience_roles": ["head"]}, False),
        ({"audience_kinds": ["secondary_school"]}, True),
        ({"audience_kinds": ["preschool"]}, False),
        ({"audience_roles": ["teacher"], "audience_kinds": ["preschool"]}, False),
    ],
)
def test_measure_of_the_authority_is_shown_to_its_audience(
    teacher: User, audience: dict[str, list[str]], is_shown: bool
) -> None:
    factories.measure(title="Seminar", from_on=DAY, **audience)

    assert titles(teacher) == (["Seminar"] if is_shown else [])


def test_measure_for_others_is_shown_to_who_oversees(specialist: User, auditor: User) -> None:
    factories.measure(title="Seminar", from_on=DAY, audience_roles=["support"])

    assert titles(specialist) == titles(auditor) == ["Seminar"]


def test_measure_of_an_institution_stays_there(
    specialist: User, teacher: User, school: Organisation
) -> None:
    factories.measure(title="Ours", from_on=DAY, organisation=school)
    factories.measure(title="Theirs", from_on=DAY, organisation=factories.preschool())

    assert titles(teacher) == ["Ours"]
    assert titles(specialist) == ["Ours", "Theirs"]


def test_calendar_holds_occurrences_semesters_and_days_off(teacher: User) -> None:
    factories.measure(title="Weekly", from_on=DAY, repeats="weekly", until_on=date(2024, 9, 9))
    factories.term(from_on=date(2024, 9, 1), to_on=date(2024, 12, 20))

    assert titles(teacher, date(2024, 9, 1), date(2024, 9, 30)) == [
        "Semester 1 begins",
        "Weekly",
        "Weekly",
    ]


def test_days_off_are_holidays_and_moved_days(installation: object) -> None:
    factories.moved_working_day(day_off_on=date(2024, 12, 30), worked_on=date(2024, 12, 28))

    found = entries.days_off(date(2024, 12, 24), date(2024, 12, 31))

    assert found[date(2024, 12, 25)].is_free
    assert not found[date(2024, 12, 28)].is_free
    assert found[date(2024, 12, 30)].title == "day off, moved"
    assert date(2024, 12, 27) not in found


def test_month_is_made_of_whole_weeks(teacher: User) -> None:
    factories.measure(title="Check", from_on=date(2024, 8, 2), to_on=date(2024, 8, 6))

    month = months.month(teacher, date(2024, 8, 1), on=TODAY)

    assert [len(week) for week in month.weeks] == [7, 7, 7, 7, 7]
    days = {day.on: day for week in month.weeks for day in week}
    shown = [day.day for day, found in days.items() if found.entries]
    assert shown == [2, 5, 6], "it rests at the weekend"
    assert days[TODAY].is_today
    assert (month.before, month.after) == ("2024-07", "2024-09")


def test_holidays_do_not_rest_at_the_weekend(teacher: User) -> None:
    factories.measure(kind="holidays", from_on=date(2024, 8, 2), to_on=date(2024, 8, 6))

    month = months.month(teacher, date(2024, 8, 1), on=TODAY)

    assert sum(bool(day.entries) for week in month.weeks for day in week) == 5


def test_year_leaves_weekly_measures_to_the_months(teacher: User) -> None:
    weekly = {"repeats": "weekly", "until_on": date(2025, 6, 1)}
    factories.measure(title="Weekly", from_on=DAY, **weekly)
    for number in range(9):
        factories.measure(title=f"Once {number}", from_on=DAY)

    year = months.year(teacher, "2024/2025", on=TODAY)

    assert [month.name for month in year][:2] == ["2024-09", "2024-10"]
    assert len(year) == 12
    assert (len(year[0].entries), year[0].more) == (7, 2)
    assert not year[1].entries


@pytest.mark.parametrize("text", ["", "2024-13", "nonsense"])
def test_month_that_cannot_be_read_is_this_one(text: str) -> None:
    assert months.parsed(text, otherwise=TODAY) == date(2024, 8, 1)


def test_month_page_shows_the_days(reader: Client, teacher: User) -> None:
    factories.measure(title="Conference", from_on=date(2024, 8, 27), from_time=time(9, 30))
    reader.force_login(teacher)

    page = read(reader, "/calendar/")

    assert "August 2024" in page
    assert "09:30" in page
    assert "Plan a measure" not in page
    assert "Conference" not in read(reader, "/calendar/?month=2024-10")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Coming"]),
        ("period=all", ["Over", "Coming"]),
        ("period=past", ["Over"]),
        ("period=month", ["Coming"]),
        ("period=all&kind=methodical", ["Over"]),
        ("period=all&q=com", ["Coming"]),
    ],
)
def test_list_is_narrowed(reader: Client, teacher: User, query: str, found: list[str]) -> None:
    factories.measure(title="Over", from_on=date(2024, 5, 2), kind="methodical")
    factories.measure(title="Coming", from_on=date(2024, 8, 27))
    reader.force_login(teacher)

    page = read(reader, f"/calendar/list/?{query}")

    assert [title for title in ("Over", "Coming") if f">{title}</a>" in page] == found


def test_list_is_taken_away_as_a_file(reader: Client, teacher: User) -> None:
    factories.measure(title="Coming", from_on=date(2024, 8, 27))
    reader.force_login(teacher)

    page = read(reader, "/calendar/list/?format=csv")

    assert "Coming,2024-08-27,administrative measure" in page


def test_year_page_shows_the_chosen_year(reader: Client, teacher: User) -> None:
    factories.school_year("2023/2024")
    factories.measure(title="Last year's", from_on=date(2023, 10, 4))
    reader.force_login(teacher)

    assert "Last year&#x27;s" in read(reader, "/calendar/year/?school_year=2023/2024")
    assert "Last year&#x27;s" not in read(reader, "/calendar/year/")


def test_measure_page_says_what_is_known(reader: Client, teacher: User) -> None:
    act = factories.act(title="On seminars")
    measure = factories.measure(
        place="Hall", answers="Methodical service", audience_roles=["teacher"], act=act
    )
    reader.force_login(teacher)

    page = read(reader, f"/calendar/measures/{measure.pk}/")

    for words in ("Hall", "Methodical service", "teacher", "On seminars"):
        assert words in page, words
    assert "/change/" not in page


def test_measure_of_others_is_not_there(reader: Client, head: User) -> None:
    theirs = factories.measure(organisation=factories.preschool())
    reader.force_login(head)

    for page in ("", "change/", "call-off/"):
        read(reader, f"/calendar/measures/{theirs.pk}/{page}", status=404)


def test_measure_of_the_authority_is_seen_but_not_changed_by_a_head(
    reader: Client, head: User
) -> None:
    measure = factories.measure(title="Conference")
    reader.force_login(head)

    read(reader, f"/calendar/measures/{measure.pk}/")
    answer = reader.post(
        f"/calendar/measures/{measure.pk}/change/",
        {"title": "X", "kind": "methodical", "from_on": "2024-09-02", "revision": 1},
    )

    assert answer.status_code == 403
    assert Measure.objects.get().title == "Conference"


def test_head_plans_moves_and_calls_off(reader: Client, head: User, school: Organisation) -> None:
    reader.force_login(head)
    words = {"title": "Meeting", "kind": "administrative", "from_on": "2024-09-02"}

    refused = reader.post(
        "/calendar/measures/new/", {**words, "organisation": factories.authority().pk}
    )
    reader.post("/calendar/measures/new/", {**words, "organisation": school.pk})
    measure = Measure.objects.get()
    page = f"/calendar/measures/{measure.pk}/"
    reader.post(f"{page}change/", {**words, "title": "Moved", "revision": 1})
    moved = Measure.objects.get().title
    reader.post(f"{page}call-off/")

    assert refused.status_code == 422
    assert (measure.organisation, moved) == (school, "Moved")
    assert not Measure.objects.exists()


@pytest.mark.parametrize("role", ["teacher", "support", "visitor", "auditor", "administrator"])
def test_measures_are_planned_by_keepers_only(
    request: pytest.FixtureRequest, reader: Client, role: str
) -> None:
    user = request.getfixturevalue(role)
    reader.force_login(user)

    assert reader.post("/calendar/measures/new/").status_code == 403


def test_calendar_asks_few_questions_of_the_database(
    reader: Client, specialist: User, django_assert_max_num_queries: Any
) -> None:
    for number in range(20):
        factories.measure(title=f"Measure {number}")
        factories.deadline()
    reader.force_login(specialist)

    with django_assert_max_num_queries(18):
        read(reader, "/calendar/")
