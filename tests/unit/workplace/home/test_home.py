import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from gaisma.base.models import Organisation, User
from gaisma.base.models.accounts import ROLES
from gaisma.evidence.figures import evidence
from gaisma.evidence.lake import actions as lake
from gaisma.workplace.home import board, queries, tiles
from gaisma.workplace.home.board import reader as reader_of
from tests import factories
from tests.moments import NOW
from tests.pages import Town, read

pytestmark = pytest.mark.django_db


def words(page: str) -> str:
    """What is read on the page."""
    return " ".join(re.sub(r"<[^>]*>", " ", re.sub(r"</?a\b[^>]*>", "", page)).split())


def figures(page: str) -> list[str]:
    """The addresses behind the figures of the tiles."""
    return re.findall(r'<p class="value"><a href="([^"]*)"', page)


def test_every_role_has_a_board() -> None:
    assert set(board.BOARDS) == set(ROLES)
    assert all(not shown or 4 <= len(shown) <= 8 for shown in board.BOARDS.values())


def test_home_says_the_state_of_the_city(reader: Client, specialist: User, town: Town) -> None:
    reader.force_login(specialist)

    said = words(read(reader, "/"))

    assert "The city on the eve of 2024/2025" in said
    assert "In the coming school year" in said
    assert "evidence version 1" in said


@pytest.mark.parametrize(
    ("title", "value"),
    [
        ("Children in preschool programmes", "6 1 fewer than last year (7)"),
        ("Pupils in general education", "9 3 fewer than last year (12)"),
        ("Free places for preschool", "2 1 more than last year (1)"),
        ("Vacant full-time posts", "0.5"),
    ],
)
def test_home_shows_figures_with_their_change(
    reader: Client, specialist: User, town: Town, title: str, value: str
) -> None:
    reader.force_login(specialist)

    assert f"{title} {value}" in words(read(reader, "/"))


def test_home_tiles_open_their_figure(reader: Client, specialist: User, town: Town) -> None:
    reader.force_login(specialist)

    addresses = figures(read(reader, "/"))

    assert len(addresses) == 8
    assert "Learners" in read(reader, addresses[0].replace("&amp;", "&"))


def test_home_of_last_year_shows_last_year(reader: Client, specialist: User, town: Town) -> None:
    reader.force_login(specialist)

    said = words(read(reader, "/?school_year=2023/2024"))

    assert "The city in 2023/2024" in said
    assert "Children in preschool programmes 7" in said


def test_home_of_a_year_that_is_not_known_shows_this_one(
    reader: Client, specialist: User, town: Town
) -> None:
    reader.force_login(specialist)

    assert "on the eve of 2024/2025" in read(reader, "/?school_year=1999/2000")


def test_home_lists_vacancies_by_institution(reader: Client, specialist: User, town: Town) -> None:
    reader.force_login(specialist)

    assert "PII “Zīlīte” 0.5 speech therapist" in words(read(reader, "/"))


@pytest.fixture
def without_staff(school: Organisation, tmp_path: Path, settings: Any) -> Organisation:
    """A school of which groups and learners are recorded, and nobody who works there."""
    settings.GAISMA_HOME = tmp_path
    year = factories.school_year("2024/2025")
    group = factories.group(institution=school, school_year=year, grade=1)
    factories.enrolment(group=group, from_on=date(2024, 9, 1))
    lake.touch("organisations", "programmes", "groups", "enrolments", "people")
    lake.refresh(reason="test", at=NOW)
    return school


def test_home_says_that_vacancies_are_not_known_where_nobody_recorded_any(
    reader: Client, specialist: User, without_staff: Organisation
) -> None:
    reader.force_login(specialist)

    said = words(read(reader, "/"))

    assert "Vacant full-time posts The figure Nothing is recorded for this time." in said
    assert "No vacancies" not in said


def test_home_of_a_head_sets_nothing_beside_what_is_not_known(
    reader: Client, head: User, without_staff: Organisation
) -> None:
    reader.force_login(head)

    said = words(read(reader, "/"))

    assert "Learners 1" in said
    assert "Groups and classes 1 in the city 1" in said
    assert "in the city –" not in said


def test_home_of_a_head_sets_the_own_school_beside_the_city(
    reader: Client, head: User, town: Town
) -> None:
    reader.force_login(head)

    said = words(read(reader, "/"))

    assert "Paraugpils vidusskola Data as of" in said
    assert "Learners 9 3 fewer than last year (12) · in the city 15" in said
    assert "PII “Zīlīte”" not in said


def test_home_of_a_head_of_two_schools_offers_both(reader: Client, head: User, town: Town) -> None:
    factories.role_grant(user=head, role="head", organisation=town.preschool)
    reader.force_login(head)

    page = read(reader, f"/?institution={town.preschool.pk}")

    assert "Learners 6 1 fewer" in words(page)
    assert f'<option value="{town.school.pk}">' in page


def test_home_of_a_head_does_not_open_other_institutions(
    reader: Client, head: User, town: Town
) -> None:
    reader.force_login(head)

    assert "Learners 9 " in words(read(reader, f"/?institution={town.preschool.pk}"))


def test_home_of_a_teacher_shows_the_own_groups(reader: Client, teacher: User, town: Town) -> None:
    year = factories.school_year("2024/2025")
    own = factories.group(institution=town.school, school_year=year, name="5.b", max_size=24)
    factories.group(institution=town.school, school_year=year, name="9.z")
    factories.enrolment(group=own, from_on=date(2024, 9, 1))
    account = factories.account(user=teacher)
    factories.group_teacher(group=own, person=account.person)
    reader.force_login(teacher)

    said = words(read(reader, "/"))

    assert "My groups 5.b 1 of 24 Paraugpils vidusskola" in said
    assert "9.z" not in said


def test_home_of_a_teacher_asks_nothing_about_an_institution(
    reader: Client, teacher: User, town: Town
) -> None:
    reader.force_login(teacher)

    addresses = figures(read(reader, "/"))

    assert len(addresses) == 4
    assert not [address for address in addresses if "institution=" in address]


def test_home_of_an_administrator_shows_the_installation_and_no_figure(
    reader: Client, administrator: User, town: Town
) -> None:
    factories.user()
    reader.force_login(administrator)

    page = read(reader, "/")

    assert not figures(page)
    assert "Active accounts 2" in words(page)
    assert "Of them without a role 1" in words(page)
    assert "Background work" in page
    assert "pupils" not in page


def test_home_says_what_is_due_and_who_is_waited_for(
    reader: Client, specialist: User, town: Town
) -> None:
    deadline = factories.deadline(title="Plan of work", due_on=date(2024, 8, 16))
    factories.delivery(deadline=deadline, institution=town.school)
    reader.force_login(specialist)

    page = read(reader, "/")

    assert (
        "Plan of work 4 days late 16 August 2024 · 1 of 2 delivered · waiting for PII “Zīlīte”"
    ) in words(page)
    # The preschool's self-evaluation was due in June.
    assert "2 overdue" in words(page)


def test_home_of_a_head_leads_to_delivering(reader: Client, head: User, town: Town) -> None:
    deadline = factories.deadline(title="Plan of work", due_on=date(2024, 8, 29))
    reader.force_login(head)

    page = read(reader, "/")

    assert f'href="/calendar/deadlines/{deadline.pk}/deliver/{town.school.pk}/"' in page
    assert "waiting for" not in page


def test_home_leads_an_official_to_all_who_owe(
    reader: Client, specialist: User, town: Town
) -> None:
    deadline = factories.deadline(title="Plan of work")
    reader.force_login(specialist)

    assert f'href="/calendar/deadlines/{deadline.pk}/"' in read(reader, "/")


def test_home_cuts_what_is_due(reader: Client, specialist: User, town: Town) -> None:
    for number in range(9):
        factories.deadline(title=f"Plan {number}", due_on=date(2024, 8, 16), listed=[town.school])
    reader.force_login(specialist)

    said = words(read(reader, "/"))

    assert "10 overdue" in said
    assert re.search(r"and \d+ more", said)
    assert "Plan 6" not in said


def test_home_tells_a_teacher_what_waits_for_them_alone(reader: Client, town: Town) -> None:
    teacher = factories.observer(institution=town.school, role="teacher")
    seen = factories.observation(
        institution=town.school, teacher=teacher, held_on=date(2024, 7, 15)
    )
    reader.force_login(teacher.account.user)

    page = read(reader, "/")

    assert f'href="/observations/{seen.pk}/"' in page
    assert "1 overdue" in words(page)
    assert "waiting for" not in page
    assert 'href="/calendar/missing/' not in page


def test_home_of_a_teacher_who_owes_nothing_has_no_such_card(reader: Client, town: Town) -> None:
    teacher = factories.observer(institution=town.school, role="teacher")
    reader.force_login(teacher.account.user)

    assert 'id="due"' not in read(reader, "/")


def test_home_with_nothing_due_says_so(
    reader: Client, head: User, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gaisma.base import duties

    monkeypatch.setattr(duties, "known", list)
    reader.force_login(head)

    assert "Nothing is due" in read(reader, "/")


def test_home_says_what_comes(reader: Client, teacher: User, town: Town) -> None:
    factories.measure(title="Conference", from_on=date(2024, 8, 27), place="Hall")
    factories.measure(title="For heads", from_on=date(2024, 8, 27), audience_roles=["head"])
    factories.measure(title="Far", from_on=date(2024, 9, 11))
    reader.force_login(teacher)

    said = words(read(reader, "/"))

    assert "Conference 27 August 2024 · Hall" in said
    assert "For heads" not in said
    assert "Far" not in said


def changes(user: User, role: str) -> list[tuple[str, str, int]]:
    from gaisma.workplace.home import agenda

    found = agenda.changes(User.objects.get(pk=user.pk), role=role, at=NOW)
    return [(one.title, one.organisation, one.times) for one in found]


@translation.override("en")
def test_changes_of_an_institution_are_told_to_who_oversees_it(
    specialist: User, head: User, teacher: User, school: Organisation
) -> None:
    other = factories.preschool(name="PII")
    for organisation in (school, school, other):
        factories.audit_record(action="delivery.deliver", organisation=organisation)

    assert [one[1:] for one in changes(specialist, "specialist")] == [
        ("in 2\N{NO-BREAK SPACE}institutions", 3)
    ]
    assert [one[1:] for one in changes(head, "head")] == [(school.name, 2)]
    assert changes(teacher, "teacher") == []


def test_changes_tell_imports_to_officials_only(specialist: User, head: User) -> None:
    factories.audit_record(action="import.take_in")

    assert len(changes(specialist, "specialist")) == 1
    assert changes(head, "head") == []


def test_changes_of_accounts_are_told_to_administrators_only(
    specialist: User, administrator: User
) -> None:
    factories.audit_record(action="accounts.grant")

    assert len(changes(administrator, "administrator")) == 1
    assert changes(specialist, "specialist") == []


def test_changes_are_those_of_lately_and_not_reads(specialist: User) -> None:
    factories.audit_record(action="act.enter", at=NOW.replace(month=7, day=1))
    factories.audit_record(action="people.read")

    assert changes(specialist, "specialist") == []


@pytest.mark.parametrize(
    ("held", "role"),
    [
        (["teacher", "head"], "head"),
        (["administrator", "specialist"], "specialist"),
        (["support", "class_teacher"], "support"),
    ],
)
def test_who_holds_several_roles_is_met_in_the_first(
    school: Organisation, held: list[str], role: str
) -> None:
    user = factories.user()
    for one in held:
        factories.role_grant(user=user, role=one, organisation=school)

    assert reader_of(user).role == role


def test_tiles_beyond_what_may_be_asked_are_left_out(teacher: User, town: Town) -> None:
    basis = evidence.current()

    shown = tiles.tiles(board.INSTITUTION, user=teacher, basis=basis, institution=town.school)

    titles = [tile.title for tile in shown]
    assert "Learners" not in titles
    assert titles


def test_warming_asks_for_nobody(town: Town, django_assert_max_num_queries: Any) -> None:
    queries.warm()

    with django_assert_max_num_queries(10):
        queries.warm()


def test_home_of_a_demo_says_that_the_data_is_invented(
    reader: Client, specialist: User, town: Town
) -> None:
    reader.force_login(specialist)

    assert "are invented." in read(reader, "/")


@pytest.mark.parametrize("role", ROLES)
def test_home_opens_for_every_role(reader: Client, town: Town, role: str) -> None:
    user = factories.user()
    node = town.school if role in ("head", "deputy", "teacher") else factories.authority()
    factories.role_grant(user=user, role=role, organisation=node)
    reader.force_login(user)

    read(reader, "/")


def test_home_is_refused_without_a_role(reader: Client, town: Town) -> None:
    reader.force_login(factories.user())

    assert "not open to you" in read(reader, "/", status=403)


def test_home_before_anything_is_set_up_says_what_to_do(reader: Client, db: None) -> None:
    user = factories.user()
    factories.role_grant(user=user, organisation=factories.authority())
    reader.force_login(user)

    assert "gaisma init" in read(reader, "/", status=503)


def test_home_is_read_only(reader: Client, specialist: User, town: Town) -> None:
    reader.force_login(specialist)

    assert reader.post("/").status_code == 405


@pytest.mark.parametrize("role", ["specialist", "head", "teacher", "administrator"])
def test_home_asks_few_questions_of_the_database(
    request: pytest.FixtureRequest,
    reader: Client,
    town: Town,
    role: str,
    django_assert_max_num_queries: Any,
) -> None:
    for number in range(10):
        factories.measure(title=f"Measure {number}", from_on=date(2024, 8, 27))
        factories.deadline()
    reader.force_login(request.getfixturevalue(role))
    read(reader, "/")

    with django_assert_max_num_queries(42):
        read(reader, "/")
