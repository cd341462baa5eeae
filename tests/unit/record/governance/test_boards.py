from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from gaisma.base.changes import NotPermitted, UnableToRecord
from gaisma.base.models import AuditRecord, Organisation, User
from gaisma.evidence.lake import actions as lake
from gaisma.evidence.lake.models import TableChange
from gaisma.record.governance import actions, facts, offers, queries
from gaisma.record.governance.models import Body, Meeting, Member
from gaisma.record.people.actions import personal_data
from tests import factories
from tests.moments import NOW, TODAY
from tests.pages import read

pytestmark = pytest.mark.django_db
FROM = date(2023, 9, 1)
COUNCIL = {"kind": "institution_council", "name": "Padome", "from_on": FROM}


@pytest.fixture
def council(school: Organisation) -> Body:
    """The council of the head's school."""
    body: Body = factories.body(institution=school, name="Skolas padome")
    return body


@pytest.fixture
def elsewhere(school: Organisation) -> Body:
    """The council of another institution."""
    body: Body = factories.body(name="Svešā padome")
    return body


def test_set_up_tells_the_lake_and_the_audit(head: User, school: Organisation) -> None:
    actions.set_up_board(institution=school, by=head, at=NOW, **COUNCIL)

    assert Body.objects.get().institution == school
    assert TableChange.objects.get(table="boards").counter == 1
    assert AuditRecord.objects.get().organisation == school


def test_set_up_elsewhere_is_refused_to_a_head(head: User, elsewhere: Body) -> None:
    with pytest.raises(NotPermitted):
        actions.set_up_board(institution=elsewhere.institution, by=head, at=NOW, **COUNCIL)


def test_seat_is_a_persons_or_a_name(council: Body) -> None:
    person = factories.person()

    actions.seat(body=council, by=None, at=NOW, person=person, represents="parents", from_on=FROM)
    actions.seat(
        body=council, by=None, at=NOW, outside_name="X", represents="founder", from_on=FROM
    )

    assert council.members.count() == 2


@pytest.mark.parametrize("names", [{}, {"outside_name": " "}, {"outside_name": "X", "person": 1}])
def test_seat_of_nobody_or_of_two_is_refused(council: Body, names: dict[str, Any]) -> None:
    if "person" in names:
        names = {**names, "person": factories.person()}

    with pytest.raises(UnableToRecord) as refusal:
        actions.seat(body=council, by=None, at=NOW, represents="parents", from_on=FROM, **names)

    assert refusal.value.code == "person_or_name"
    assert not Member.objects.exists()


@pytest.mark.parametrize(
    ("days", "code"),
    [
        ({"from_on": date(2023, 8, 31)}, "outside_the_term"),
        ({"from_on": date(2024, 6, 1)}, "outside_the_term"),
        ({"from_on": FROM, "to_on": date(2023, 8, 31)}, "end_before_start"),
    ],
)
def test_seat_outside_the_boards_term_is_refused(
    council: Body, days: dict[str, date], code: str
) -> None:
    council.to_on = date(2024, 5, 31)
    council.save()

    with pytest.raises(UnableToRecord) as refusal:
        actions.seat(body=council, by=None, at=NOW, outside_name="X", represents="parents", **days)

    assert refusal.value.code == code


def test_meeting_is_held_once_a_day(council: Body) -> None:
    day = date(2024, 5, 14)
    actions.meet(body=council, by=None, at=NOW, held_on=day, agenda="A")

    with pytest.raises(UnableToRecord) as refusal:
        actions.meet(body=council, by=None, at=NOW, held_on=day, agenda="B")

    assert refusal.value.code == "meets_already"
    assert Meeting.objects.get().agenda == "A"


def test_meeting_gets_its_minutes(council: Body) -> None:
    meeting = factories.meeting(body=council)

    actions.change_meeting(meeting=meeting, revision=1, by=None, at=NOW, minutes="Said")

    assert Meeting.objects.get().minutes == "Said"


def test_removed_seats_and_meetings_are_gone(council: Body) -> None:
    member, meeting = factories.member(body=council), factories.meeting(body=council)

    actions.remove_member(member=member, by=None, at=NOW)
    actions.remove_meeting(meeting=meeting, by=None, at=NOW)

    assert not Member.objects.exists()
    assert not Meeting.objects.exists()
    assert TableChange.objects.get(table="boards").counter == 2


def test_erasing_a_person_ends_their_seat(council: Body) -> None:
    member = factories.member(body=council, person=factories.person())

    member.person.delete()

    assert not Member.objects.exists()


def test_facts_know_the_founder_and_the_place(council: Body, elsewhere: Body) -> None:
    factories.member(body=council, represents="founder")
    factories.meeting(body=elsewhere, held_on=date(2024, 5, 14))

    rows = facts.boards().sort("board").to_dicts()
    (seat,) = facts.seats().to_dicts()
    (meeting,) = facts.meetings().to_dicts()

    assert (seat["board"], seat["represents"]) == (council.pk, "founder")
    assert [row["unit"] for row in rows] == [council.institution_id, elsewhere.institution_id]
    assert (meeting["unit"], meeting["on"]) == (elsewhere.institution_id, date(2024, 5, 14))


def test_facts_of_no_boards_are_empty_tables(school: Organisation) -> None:
    assert facts.boards().is_empty()
    assert facts.seats().is_empty()
    assert facts.meetings().is_empty()


def test_subjects_are_called_by_name(council: Body) -> None:
    meeting = factories.meeting(body=council, held_on=date(2024, 5, 14))

    assert "Skolas padome" in offers.board_names([council.pk])[council.pk].words
    assert "14 May 2024" in offers.meeting_names([meeting.pk])[meeting.pk].words


def test_board_page_parts_who_sits_from_who_sat(council: Body, head: User) -> None:
    factories.member(body=council, outside_name="Now")
    factories.member(body=council, outside_name="Then", to_on=date(2024, 8, 19))
    factories.member(body=council, outside_name="Last day", to_on=TODAY)

    page = queries.board_page(head, council, on=TODAY)

    assert [member.name for member in page.members] == ["Now", "Last day"]
    assert [member.name for member in page.former] == ["Then"]


def test_list_shows_a_head_the_own_boards(
    reader: Client, head: User, council: Body, elsewhere: Body
) -> None:
    reader.force_login(head)

    page = read(reader, "/boards/")

    assert "Skolas padome" in page
    assert "Svešā padome" not in page


def test_list_shows_what_wants_attention(
    reader: Client, specialist: User, council: Body, elsewhere: Body
) -> None:
    factories.member(body=council, represents="founder")
    factories.meeting(body=elsewhere, held_on=date(2024, 5, 14))
    reader.force_login(specialist)

    without = read(reader, "/boards/?shows=without_founder")
    silent = read(reader, "/boards/?shows=silent")

    assert "Svešā padome" in without
    assert "Skolas padome" not in without
    assert "Skolas padome" in silent
    assert "Svešā padome" not in silent


def test_page_names_members_and_notes_who_looked(reader: Client, head: User, council: Body) -> None:
    factories.member(body=council, outside_name="Ilze Krūmiņa")
    factories.meeting(body=council, minutes="What was said")
    reader.force_login(head)

    page = read(reader, f"/boards/{council.pk}/")

    assert "Ilze Krūmiņa" in page
    assert "What was said" in page
    assert AuditRecord.objects.get(action="governance.read").subject_ids == [council.pk]


def test_page_names_nobody_to_the_founders_representative(
    reader: Client, visitor: User, council: Body
) -> None:
    factories.member(body=council, outside_name="Ilze Krūmiņa")
    factories.meeting(body=council, agenda="Plans", minutes="Said by Ilze", decisions="Agreed")
    reader.force_login(visitor)

    page = read(reader, f"/boards/{council.pk}/")

    assert "Plans" in page
    for hidden in ("Ilze", "Said by", "Agreed"):
        assert hidden not in page, hidden
    assert not AuditRecord.objects.exists()


def test_page_of_another_institution_is_not_there(
    reader: Client, head: User, elsewhere: Body
) -> None:
    reader.force_login(head)

    for page in ("", "change/", "members/new/", "meetings/new/"):
        read(reader, f"/boards/{elsewhere.pk}/{page}", status=404)


@pytest.mark.parametrize("role", ["teacher", "support", "administrator"])
def test_boards_are_not_for(
    request: pytest.FixtureRequest, reader: Client, role: str, council: Body
) -> None:
    reader.force_login(request.getfixturevalue(role))

    read(reader, f"/boards/{council.pk}/", status=403)


@pytest.mark.parametrize("role", ["auditor", "visitor"])
def test_boards_are_changed_by_keepers_only(
    request: pytest.FixtureRequest, reader: Client, role: str, council: Body
) -> None:
    reader.force_login(request.getfixturevalue(role))

    assert reader.post(f"/boards/{council.pk}/change/").status_code == 403


def test_head_sets_up_a_board_of_the_own_school_only(
    reader: Client, head: User, school: Organisation, elsewhere: Body
) -> None:
    reader.force_login(head)
    words = {**COUNCIL, "from_on": "2023-09-01"}

    refused = reader.post("/boards/new/", {**words, "institution": elsewhere.institution_id})
    done = reader.post("/boards/new/", {**words, "institution": school.pk})

    assert (refused.status_code, done.status_code) == (422, 302)
    assert Body.objects.get(name="Padome").institution == school


def test_head_gives_a_seat_to_a_member_of_staff(
    reader: Client, head: User, school: Organisation, council: Body
) -> None:
    person = factories.employment(institution=school).person
    stranger = factories.employment().person
    reader.force_login(head)
    words = {"seat": "chair", "represents": "institution", "from_on": "2024-01-01"}

    refused = reader.post(f"/boards/{council.pk}/members/new/", {**words, "person": stranger.pk})
    done = reader.post(f"/boards/{council.pk}/members/new/", {**words, "person": person.pk})

    assert (refused.status_code, done.status_code) == (422, 302)
    assert Member.objects.get().person == person


def test_head_ends_a_seat_and_takes_one_out(reader: Client, head: User, council: Body) -> None:
    member = factories.member(body=council)
    reader.force_login(head)
    words = {"outside_name": "X", "seat": "chair", "represents": "parents", "revision": 1}

    reader.post(
        f"/boards/members/{member.pk}/",
        {**words, "from_on": "2023-09-01", "to_on": "2024-06-01"},
    )
    ended = Member.objects.get().to_on
    reader.post(f"/boards/members/{member.pk}/remove/")

    assert ended == date(2024, 6, 1)
    assert not Member.objects.exists()


def test_head_changes_the_seat_of_who_sits_twice(
    reader: Client, head: User, school: Organisation, council: Body
) -> None:
    person = factories.employment(institution=school).person
    first = factories.member(body=council, person=person, to_on=date(2023, 12, 31))
    factories.member(body=council, person=person, from_on=date(2024, 1, 1))
    reader.force_login(head)
    words = {"seat": "chair", "represents": "parents", "from_on": "2023-09-01", "revision": 1}

    done = reader.post(
        f"/boards/members/{first.pk}/", {**words, "person": person.pk, "to_on": "2023-11-30"}
    )

    assert done.status_code == 302
    first.refresh_from_db()
    assert first.to_on == date(2023, 11, 30)


def test_head_calls_a_meeting_and_writes_its_minutes(
    reader: Client, head: User, council: Body
) -> None:
    reader.force_login(head)

    reader.post(f"/boards/{council.pk}/meetings/new/", {"held_on": "2024-09-18", "agenda": "Plans"})
    meeting = Meeting.objects.get()
    called = read(reader, f"/boards/{council.pk}/")
    reader.post(
        f"/boards/meetings/{meeting.pk}/",
        {"held_on": "2024-09-18", "agenda": "Plans", "decisions": "Agreed", "revision": 1},
    )

    assert "Meets on 18 September 2024" in called
    assert Meeting.objects.get().decisions == "Agreed"
    reader.post(f"/boards/meetings/{meeting.pk}/remove/")
    assert not Meeting.objects.exists()


def test_head_renames_the_board(reader: Client, head: User, council: Body) -> None:
    reader.force_login(head)

    reader.post(
        f"/boards/{council.pk}/change/",
        {"kind": "other", "name": "New", "from_on": "2023-09-01", "revision": 1},
    )

    assert Body.objects.get().name == "New"


def test_keeper_elsewhere_does_not_see_the_names_of_the_staff(
    reader: Client, visitor: User, elsewhere: Body, council: Body
) -> None:
    factories.role_grant(user=visitor, role="head", organisation=elsewhere.institution)
    reader.force_login(visitor)

    read(reader, f"/boards/{council.pk}/members/new/", status=403)


@pytest.fixture
def left_seat(council: Body) -> Member:
    """The seat of somebody whom nothing else keeps here, left long ago; it stands in the lake."""
    somebody = factories.person(changed_at=datetime(2020, 9, 1, tzinfo=UTC))
    days = {"from_on": date(2018, 9, 1), "to_on": date(2019, 8, 31)}
    seat: Member = factories.member(body=council, person=somebody, **days)
    lake.touch("boards")
    lake.refresh(reason="test", at=NOW)
    return seat


def test_seat_of_who_is_erased_leaves_the_lake(left_seat: Member) -> None:
    assert left_seat.person is not None

    personal_data.erase(person=left_seat.person, by=None, at=NOW, as_of=TODAY)

    assert not Member.objects.exists()
    assert lake.refresh(reason="test", at=NOW) is not None


def test_seat_of_who_is_removed_after_the_term_leaves_the_lake(left_seat: Member) -> None:
    assert personal_data.remove_overdue(by=None, at=NOW, as_of=TODAY, kinds=["person"]) == {
        "person": 1
    }

    assert not Member.objects.exists()
    assert lake.refresh(reason="test", at=NOW) is not None
