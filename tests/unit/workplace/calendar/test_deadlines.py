from datetime import date
from typing import Any

import pytest
from django.test import Client

from gaisma.base import duties
from gaisma.base.changes import NotPermitted, UnableToRecord
from gaisma.base.models import AuditRecord, Organisation, User
from gaisma.workplace.calendar import actions
from gaisma.workplace.calendar.models import Deadline, Delivery
from gaisma.workplace.calendar.queries import deadlines, entries, missing
from gaisma.workplace.calendar.queries.places import Tree
from tests import factories
from tests.moments import NOW, TODAY
from tests.pages import read

pytestmark = pytest.mark.django_db
LATE = date(2024, 8, 16)


@pytest.fixture
def preschool(school: Organisation) -> Organisation:
    """An institution beside the head's school."""
    preschool: Organisation = factories.preschool(name="PII “Zīlīte”", email="z@example.lv")
    return preschool


def fresh(user: User) -> User:
    """The user as the next request loads them."""
    return User.objects.get(pk=user.pk)


def bound(deadline: Deadline) -> list[str]:
    return [place.name for place in Tree.read().bound(deadline)]


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        ({}, ["PII “Zīlīte”", "Paraugpils vidusskola"]),
        ({"kinds": ["preschool"]}, ["PII “Zīlīte”"]),
        ({"founders": ["state"]}, []),
        ({"kinds": ["gymnasium", "secondary_school"]}, ["Paraugpils vidusskola"]),
    ],
)
def test_deadline_binds_kinds_and_founders(
    preschool: Organisation, fields: dict[str, Any], names: list[str]
) -> None:
    assert bound(factories.deadline(**fields)) == names


def test_deadline_binds_those_listed_alone(school: Organisation, preschool: Organisation) -> None:
    deadline = factories.deadline(kinds=["preschool"], listed=[school])

    assert bound(deadline) == [school.name]


def test_deadline_does_not_bind_the_closed_units_and_others(school: Organisation) -> None:
    factories.institution(name="Closed", closed_on=date(2024, 8, 28))
    factories.institution(name="Last day", closed_on=date(2024, 8, 29))
    factories.organisation(name="Unit", kind="innovation_centre", parent=school)
    ministry = factories.authority(name="Ministry")
    factories.institution(name="The state's", parent=ministry)

    authority = Organisation.objects.get(kind="authority", name__contains="Paraugpils")
    assert bound(factories.deadline(organisation=authority)) == ["Last day", school.name]


def test_set_deadline_is_for_officials(specialist: User, head: User, school: Organisation) -> None:
    words = {"title": "Plan", "due_on": date(2024, 9, 1), "organisation": factories.authority()}

    actions.set_deadline(by=specialist, at=NOW, listed=[school], **words)
    with pytest.raises(NotPermitted):
        actions.set_deadline(by=head, at=NOW, **words)

    assert list(Deadline.objects.get().listed.all()) == [school]


def test_head_delivers_for_the_own_school_only(
    head: User, school: Organisation, preschool: Organisation
) -> None:
    deadline = factories.deadline()

    actions.deliver(deadline=deadline, institution=school, by=head, at=NOW, note="Nr. 5")
    with pytest.raises(NotPermitted):
        actions.deliver(deadline=deadline, institution=preschool, by=head, at=NOW)

    delivery = Delivery.objects.get()
    assert (delivery.institution, delivery.delivered_by, delivery.note) == (school, head, "Nr. 5")
    assert AuditRecord.objects.get().details == {"deadline": deadline.pk}


def test_deliver_of_what_is_not_owed_is_refused(school: Organisation) -> None:
    deadline = factories.deadline(kinds=["preschool"])

    with pytest.raises(UnableToRecord) as refusal:
        actions.deliver(deadline=deadline, institution=school, by=None, at=NOW)

    assert refusal.value.code == "not_bound"


def test_accepted_is_not_delivered_again(school: Organisation) -> None:
    delivery = factories.delivery(institution=school, deadline=factories.deadline())
    actions.accept(delivery=delivery, by=None, at=NOW)

    with pytest.raises(UnableToRecord) as refusal:
        actions.deliver(deadline=delivery.deadline, institution=school, by=None, at=NOW)

    assert refusal.value.code == "wrong_state"


def test_returned_is_delivered_anew(school: Organisation) -> None:
    delivery = factories.delivery(institution=school, deadline=factories.deadline())
    actions.return_(delivery=delivery, answer=" Sign it ", by=None, at=NOW)
    returned = Delivery.objects.get()

    actions.deliver(deadline=delivery.deadline, institution=school, by=None, at=NOW)

    again = Delivery.objects.get()
    assert (returned.state, returned.answer) == ("returned", "Sign it")
    assert (again.state, again.answer, again.answered_at) == ("delivered", "", None)


def test_return_needs_a_reason(school: Organisation) -> None:
    delivery = factories.delivery(institution=school, deadline=factories.deadline())

    with pytest.raises(UnableToRecord) as refusal:
        actions.return_(delivery=delivery, answer="  ", by=None, at=NOW)

    assert refusal.value.code == "no_reason"


def test_returned_is_not_accepted(school: Organisation) -> None:
    delivery = factories.delivery(
        institution=school, deadline=factories.deadline(), state="returned"
    )

    with pytest.raises(UnableToRecord):
        actions.accept(delivery=delivery, by=None, at=NOW)


def test_answers_are_for_officials(head: User, school: Organisation) -> None:
    delivery = factories.delivery(institution=school, deadline=factories.deadline())

    with pytest.raises(NotPermitted):
        actions.accept(delivery=delivery, by=head, at=NOW)


def test_progress_counts_what_has_come(
    specialist: User, school: Organisation, preschool: Organisation
) -> None:
    deadline = factories.deadline()
    factories.delivery(deadline=deadline, institution=school)
    factories.delivery(deadline=deadline, institution=preschool, state="returned")

    (found,) = deadlines.progress(specialist, on=TODAY)

    assert (found.delivered, found.total) == (1, 2)
    assert [place.name for place in found.waiting] == [preschool.name]
    assert entries.told(found) == "1 of 2 delivered"


@pytest.mark.parametrize(
    ("due_on", "state", "tone"),
    [
        (LATE, "", "bad"),
        (TODAY, "", "due"),
        (date(2024, 9, 3), "", "due"),
        (date(2024, 9, 4), "", ""),
        (LATE, "delivered", "good"),
        (LATE, "returned", "bad"),
    ],
)
def test_progress_says_how_urgent_it_is(
    specialist: User, school: Organisation, due_on: date, state: str, tone: str
) -> None:
    deadline = factories.deadline(due_on=due_on)
    if state:
        factories.delivery(deadline=deadline, institution=school, state=state)

    (found,) = deadlines.progress(specialist, on=TODAY)

    assert entries.tone(found) == tone


def test_head_sees_of_a_deadline_the_own_line_only(
    head: User, school: Organisation, preschool: Organisation
) -> None:
    factories.deadline()
    factories.deadline(kinds=["preschool"])

    (found,) = deadlines.progress(head, on=TODAY)

    assert [line.institution.name for line in found.lines] == [school.name]


def owing(user: User) -> list[tuple[str, str]]:
    return [
        (due.owed.organisation, due.owed.sentence)
        for due in duties.owed(fresh(user), TODAY)
        if due.duty.key == "deadlines"
    ]


def test_owed_is_what_is_near_or_late_and_not_delivered(head: User, school: Organisation) -> None:
    factories.deadline(title="Late", due_on=LATE)
    factories.deadline(title="Near", due_on=date(2024, 9, 19))
    factories.deadline(title="Far", due_on=date(2024, 9, 20))
    factories.deadline(title="Long ago", due_on=date(2023, 8, 20))
    done = factories.deadline(title="Done", due_on=LATE)
    factories.delivery(deadline=done, institution=school)

    assert owing(head) == [(school.name, "Late"), (school.name, "Near")]


def test_owed_tells_the_head_what_came_back(
    head: User, specialist: User, school: Organisation
) -> None:
    deadline = factories.deadline(title="Plan")
    factories.delivery(deadline=deadline, institution=school, state="returned")

    assert owing(head) == [(school.name, "Returned for mending: Plan")]
    assert owing(specialist) == [(school.name, "Plan")]


@pytest.mark.parametrize("role", ["teacher", "support", "administrator"])
def test_owed_is_nothing_for(request: pytest.FixtureRequest, role: str) -> None:
    user = request.getfixturevalue(role)
    factories.deadline()

    assert owing(user) == []


@pytest.mark.parametrize(
    ("due_on", "said"),
    [
        (LATE, ("bad", "4 days late")),
        (date(2024, 8, 19), ("bad", "1 day late")),
        (TODAY, ("due", "today")),
        (date(2024, 9, 3), ("due", "in 14 days")),
        (date(2024, 9, 4), ("", "in 15 days")),
        (None, ("", "")),
    ],
)
def test_standing(due_on: date | None, said: tuple[str, str]) -> None:
    assert missing.standing(due_on, TODAY) == said


def test_missing_work_of_many_is_gathered(
    specialist: User, school: Organisation, preschool: Organisation
) -> None:
    factories.deadline(title="Plan")

    lines = [line for line in missing.missing(specialist, on=TODAY) if line.duty_key == "deadlines"]
    (found,) = missing.gathered(lines)

    assert found.organisations == (preschool.name, school.name)


@pytest.mark.parametrize(
    ("role", "delivers"),
    [("specialist", True), ("head", True), ("auditor", False), ("visitor", False)],
)
def test_owed_leads_to_delivering_who_may_and_others_to_the_deadline(
    request: pytest.FixtureRequest, school: Organisation, role: str, delivers: bool
) -> None:
    deadline = factories.deadline(due_on=LATE)
    place = f"/calendar/deadlines/{deadline.pk}/"

    due = duties.owed(fresh(request.getfixturevalue(role)), TODAY)

    [address] = {each.owed.address for each in due if each.duty.key == "deadlines"}
    assert address == (f"{place}deliver/{school.pk}/" if delivers else place)


def test_missing_work_page_leads_to_doing_it(
    reader: Client, head: User, school: Organisation
) -> None:
    deadline = factories.deadline(title="Late plan", due_on=LATE)
    reader.force_login(head)

    page = read(reader, "/calendar/missing/?duty=deadlines")
    address = f"/calendar/deadlines/{deadline.pk}/deliver/{school.pk}/"
    assert "4 days late" in page
    assert address in page
    answer = reader.post(address, {"note": "Nr. 7"}, follow=True)

    assert "Delivered. The authority sees it now." in answer.content.decode()
    assert "Late plan" not in read(reader, "/calendar/missing/?duty=deadlines")


def test_missing_work_is_narrowed(
    reader: Client, specialist: User, school: Organisation, preschool: Organisation
) -> None:
    factories.deadline(title="Late", due_on=LATE, kinds=["preschool"])
    factories.deadline(title="Near", listed=[school])
    reader.force_login(specialist)

    late = read(reader, "/calendar/missing/?state=late")
    schools = read(reader, f"/calendar/missing/?institution={school.pk}&duty=deadlines")
    file = read(reader, "/calendar/missing/?format=csv&state=late")

    assert ">Late</a>" in late
    assert ">Near</a>" not in late
    assert ">Near</a>" in schools
    assert ">Late</a>" not in schools
    assert "Late,PII “Zīlīte”,Deadline,2024-08-16,4 days late" in file


def test_list_of_deadlines_says_who_is_waited_for(
    reader: Client, specialist: User, school: Organisation, preschool: Organisation
) -> None:
    deadline = factories.deadline(title="Plan", due_on=LATE)
    factories.delivery(deadline=deadline, institution=school)
    reader.force_login(specialist)

    page = read(reader, "/calendar/deadlines/?state=late")

    assert "1 of 2 delivered" in page
    assert preschool.name in page
    assert ">Plan</a>" not in read(reader, "/calendar/deadlines/?state=done")


def test_page_of_a_deadline_reminds_those_who_are_waited_for(
    reader: Client, specialist: User, preschool: Organisation
) -> None:
    deadline = factories.deadline(title="Plan", due_on=LATE)
    reader.force_login(specialist)

    page = read(reader, f"/calendar/deadlines/{deadline.pk}/")

    assert "We remind you of “Plan”. It was due on 16 August 2024." in page
    assert "mailto:?bcc=z%40example.lv&amp;subject=Reminder" in page


def test_page_of_a_deadline_shows_a_teacher_what_is_owed_only(
    reader: Client, teacher: User, school: Organisation
) -> None:
    deadline = factories.deadline(instructions="How")
    factories.delivery(deadline=deadline, institution=school, note="Private note")
    reader.force_login(teacher)

    page = read(reader, f"/calendar/deadlines/{deadline.pk}/")

    assert "How" in page
    assert "Private note" not in page
    assert "/change/" not in page


def test_deadline_of_others_is_not_there(
    reader: Client, head: User, preschool: Organisation
) -> None:
    deadline = factories.deadline(kinds=["preschool"])
    reader.force_login(head)

    read(reader, f"/calendar/deadlines/{deadline.pk}/", status=404)
    read(reader, f"/calendar/deadlines/{deadline.pk}/deliver/{preschool.pk}/", status=404)


def test_official_sets_changes_and_lifts(
    reader: Client, specialist: User, school: Organisation, preschool: Organisation
) -> None:
    reader.force_login(specialist)
    words = {"title": "Plan", "due_on": "2024-09-05"}

    reader.post("/calendar/deadlines/new/", {**words, "listed": [school.pk]})
    deadline = Deadline.objects.get()
    first = list(deadline.listed.all())
    page = f"/calendar/deadlines/{deadline.pk}/"
    reader.post(f"{page}change/", {**words, "kinds": ["preschool"], "revision": 1})
    second = bound(Deadline.objects.get())
    reader.post(f"{page}lift/")

    assert first == [school]
    assert second == [preschool.name]
    assert not Deadline.objects.exists()


def test_official_accepts_and_returns(
    reader: Client, specialist: User, school: Organisation
) -> None:
    delivery = factories.delivery(deadline=factories.deadline(), institution=school)
    reader.force_login(specialist)

    reader.post(f"/calendar/deliveries/{delivery.pk}/accept/")
    accepted = Delivery.objects.get().state
    reader.post(f"/calendar/deliveries/{delivery.pk}/return/", {"answer": "Sign it"})

    assert accepted == "accepted"
    assert Delivery.objects.get().answer == "Sign it"
    assert reader.get(f"/calendar/deliveries/{delivery.pk}/accept/").status_code == 405


@pytest.mark.parametrize(
    "page",
    ["deadlines/new/", "deadlines/{0}/change/", "deadlines/{0}/lift/", "deliveries/{1}/accept/"],
)
@pytest.mark.parametrize("role", ["head", "teacher", "auditor", "visitor", "administrator"])
def test_deadlines_are_kept_by_officials_only(
    request: pytest.FixtureRequest, reader: Client, role: str, page: str, school: Organisation
) -> None:
    user = request.getfixturevalue(role)
    delivery = factories.delivery(deadline=factories.deadline(), institution=school)
    reader.force_login(user)

    address = f"/calendar/{page.format(delivery.deadline_id, delivery.pk)}"

    assert reader.post(address).status_code == 403


@pytest.mark.parametrize("role", ["auditor", "visitor", "teacher"])
def test_delivering_is_for_keepers(
    request: pytest.FixtureRequest, reader: Client, role: str, school: Organisation
) -> None:
    user = request.getfixturevalue(role)
    deadline = factories.deadline()
    reader.force_login(user)

    answer = reader.post(f"/calendar/deadlines/{deadline.pk}/deliver/{school.pk}/")

    assert answer.status_code == 403
    assert not Delivery.objects.exists()
