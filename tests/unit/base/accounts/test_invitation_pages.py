import io
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from gaisma.base import clock
from gaisma.base.accounts import invitees, links
from gaisma.base.accounts.models import Invitation
from gaisma.base.models import Organisation, User
from tests import factories
from tests.pages import read

pytestmark = pytest.mark.django_db
LIST = "/accounts/invitations/"
LATER = datetime(2999, 1, 1, tzinfo=UTC)
STRONG = "correct horse battery"
ACCEPTED = {"full_name": "Anna Ozola", "language": "en", "password": STRONG, "again": STRONG}


@pytest.fixture
def invitation(head: User, school: Organisation) -> Invitation:
    made: Invitation = factories.invitation(
        organisation=school, invited_by=head, email="anna@example.lv", expires_at=LATER
    )
    return made


def link(row: Invitation) -> str:
    return links.invitation(row).removeprefix("http://127.0.0.1:8000")


def sent(client: Client, address: str, data: dict[str, Any], committed: Any) -> Any:
    with committed(execute=True):
        return client.post(address, data, follow=True)


def test_invite_page_invites(
    reader: Client, head: User, school: Organisation, django_capture_on_commit_callbacks: Any
) -> None:
    reader.force_login(head)
    data = {"full_name": "Anna Ozola", "email": "anna@example.lv", "language": "en",
            "role": "teacher", "organisation": school.pk,
            "from_on": clock.today().isoformat()}  # fmt: skip

    answer = sent(reader, f"{LIST}new/", data, django_capture_on_commit_callbacks)

    assert "The invitation is made." in answer.content.decode()
    assert mail.outbox[0].to == ["anna@example.lv"]


def test_invite_page_names_what_to_mend(reader: Client, head: User) -> None:
    reader.force_login(head)

    answer = reader.post(f"{LIST}new/", {"email": "anna"})

    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()


def test_list_shows_what_became_of_invitations(
    reader: Client, head: User, invitation: Invitation
) -> None:
    factories.invitation(organisation=factories.institution(), full_name="Somebody else")
    reader.force_login(head)

    shown = read(reader, LIST)

    assert "Anna Ozola" in shown
    assert "waits for an answer" in shown
    assert "Somebody else" not in shown


@pytest.mark.parametrize("state", ["pending", "expired", "accepted", "withdrawn"])
def test_list_is_narrowed_by_state(
    reader: Client, head: User, invitation: Invitation, state: str
) -> None:
    reader.force_login(head)

    assert ("Anna Ozola" in read(reader, f"{LIST}?state={state}")) is (state == "pending")


def test_page_shows_the_letter_and_offers_to_send_it_again(
    reader: Client, head: User, invitation: Invitation, django_capture_on_commit_callbacks: Any
) -> None:
    Invitation.objects.update(trouble="The mail server did not take it.")
    reader.force_login(head)
    address = f"{LIST}{invitation.pk}/"
    assert "The mail server did not take it." in read(reader, address)

    sent(reader, f"{address}again/", {}, django_capture_on_commit_callbacks)

    assert len(mail.outbox) == 1
    invitation.refresh_from_db()
    assert invitation.trouble == ""


def test_letter_that_is_sent_again_closes_the_way_of_the_one_before(
    client: Client, reader: Client, head: User, invitation: Invitation
) -> None:
    before = link(invitation)
    reader.force_login(head)

    reader.post(f"{LIST}{invitation.pk}/again/")

    invitation.refresh_from_db()
    assert client.get(before).status_code == 404
    assert client.post(before, ACCEPTED).status_code == 404
    assert client.get(link(invitation)).status_code == 200
    assert not User.objects.filter(email="anna@example.lv").exists()


def test_page_withdraws(reader: Client, head: User, invitation: Invitation) -> None:
    reader.force_login(head)

    reader.post(f"{LIST}{invitation.pk}/withdraw/")

    assert "withdrawn" in read(reader, f"{LIST}{invitation.pk}/")
    assert reader.get(link(invitation)).status_code == 404


def test_page_of_another_school_is_not_found(
    reader: Client, head: User, invitation: Invitation
) -> None:
    other = factories.invitation(organisation=factories.institution())
    reader.force_login(head)

    assert reader.get(f"{LIST}{other.pk}/").status_code == 404
    for way in ("again", "withdraw"):
        assert reader.post(f"{LIST}{other.pk}/{way}/").status_code == 404
        assert reader.get(f"{LIST}{invitation.pk}/{way}/").status_code == 405


@pytest.mark.parametrize("way", ["", "new/", "list/", "list/example/"])
@pytest.mark.parametrize("role", ["teacher", "support", "visitor"])
def test_invitations_are_not_for_everybody(
    request: pytest.FixtureRequest, reader: Client, role: str, way: str
) -> None:
    reader.force_login(request.getfixturevalue(role))

    assert reader.get(f"{LIST}{way}").status_code == 403


def test_auditor_reads_invitations_and_makes_none(
    reader: Client, auditor: User, invitation: Invitation
) -> None:
    reader.force_login(auditor)

    assert "Send again" not in read(reader, f"{LIST}{invitation.pk}/")
    assert reader.get(f"{LIST}new/").status_code == 403
    assert reader.post(f"{LIST}{invitation.pk}/withdraw/").status_code == 403


LINES = (
    "Name and surname\tE-mail address\tRole here\tPlace\n"
    "Anna Ozola\tanna@example.lv\tteacher\tParaugpils vidusskola\n"
    "Ilze Kalna\tilze@example.lv\tsupport specialist\tParaugpils vidusskola\n"
)


@pytest.mark.parametrize("way", ["lines", "file"])
def test_list_page_invites_all(
    reader: Client, head: User, way: str, django_capture_on_commit_callbacks: Any
) -> None:
    file = io.BytesIO(LINES.encode())
    file.name = "people.csv"
    reader.force_login(head)
    data = {way: LINES if way == "lines" else file, "language": "en"}

    answer = sent(reader, f"{LIST}list/", data, django_capture_on_commit_callbacks)

    assert "their letters are going out" in answer.content.decode()
    assert Invitation.objects.count() == 2


def test_list_page_with_one_wrong_line_invites_nobody(reader: Client, head: User) -> None:
    reader.force_login(head)

    answer = reader.post(
        f"{LIST}list/", {"lines": LINES.replace("ilze@example.lv", "ilze"), "language": "en"}
    )

    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "1 line cannot be understood" in shown
    assert "name@example.lv" in shown
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("data", [{}, {"lines": "nonsense"}])
def test_list_page_says_what_is_missing(reader: Client, head: User, data: dict[str, str]) -> None:
    reader.force_login(head)

    answer = reader.post(f"{LIST}list/", {**data, "language": "en"})

    assert answer.status_code == 422
    assert 'class="message bad"' in answer.content.decode()


def test_list_pages_example_opens(reader: Client, head: User) -> None:
    reader.force_login(head)

    rows = invitees.of_file("people.xlsx", reader.get(f"{LIST}list/example/").content)

    assert rows[0][1] == "E-mail address"


def test_letters_of_a_list_go_out_once(
    head: User, school: Organisation, invitation: Invitation
) -> None:
    from gaisma.base import jobs
    from gaisma.base.accounts import tasks

    other = factories.invitation(organisation=school, invited_by=head)
    running = jobs.Running(by=head, at=clock.now())

    for _ in range(2):
        address = tasks.send(running, ids=[invitation.pk, other.pk])

    assert len(mail.outbox) == 2
    assert address == LIST


def test_link_makes_the_account_and_signs_in(reader: Client, invitation: Invitation) -> None:
    assert "You will sign in as anna@example.lv." in read(reader, link(invitation))

    answer = reader.post(link(invitation), ACCEPTED)

    anna = User.objects.get(username="anna@example.lv")
    assert answer.headers["Location"] == "/"
    assert reader.session["_auth_user_id"] == str(anna.pk)
    assert anna.check_password(STRONG)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"again": "another long one"}, "The two passwords differ."),
        ({"password": "short", "again": "short"}, "too short"),
        ({"full_name": ""}, "This field is required."),
    ],
)
def test_link_says_what_to_mend(
    reader: Client, invitation: Invitation, changed: dict[str, str], said: str
) -> None:
    answer = reader.post(link(invitation), ACCEPTED | changed)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not User.objects.filter(username="anna@example.lv").exists()


def test_link_holds_once(reader: Client, invitation: Invitation) -> None:
    reader.post(link(invitation), ACCEPTED)
    reader.logout()

    assert reader.get(link(invitation)).status_code == 404


def test_link_over_its_day_does_not_hold(reader: Client, invitation: Invitation) -> None:
    Invitation.objects.update(expires_at=clock.now())

    assert "This link does not hold" in read(reader, link(invitation), status=404)


def test_link_of_an_earlier_letter_does_not_hold(reader: Client, invitation: Invitation) -> None:
    first = link(invitation)
    Invitation.objects.update(sending=2)

    assert reader.get(first).status_code == 404


@pytest.mark.parametrize("token", ["nonsense", "WzEsIjEiXQ:1abc:xyz", "WzEsIjEiXQ"])
def test_link_that_is_forged_does_not_hold(
    reader: Client, invitation: Invitation, token: str
) -> None:
    assert reader.get(f"/accounts/accept/{token}/").status_code == 404
    assert reader.post(f"/accounts/accept/{token}/", ACCEPTED).status_code == 404


def test_link_of_another_kind_does_not_hold(reader: Client, invitation: Invitation) -> None:
    change = factories.address_change()
    token = links.address(change).rstrip("/").rsplit("/", 1)[1]

    assert reader.get(f"/accounts/accept/{token}/").status_code == 404


def test_link_for_somebody_with_an_account_asks_to_sign_in_by_it(
    reader: Client, invitation: Invitation, teacher: User
) -> None:
    factories.user(email="anna@example.lv")
    assert "/sign-in/?next=/accounts/accept/" in read(reader, link(invitation))

    reader.force_login(teacher)
    assert "Sign out and use that account" in read(reader, link(invitation))
    reader.post(link(invitation))

    invitation.refresh_from_db()
    assert invitation.accepted_at is None


def test_link_for_somebody_with_an_account_sets_no_password(
    reader: Client, invitation: Invitation
) -> None:
    anna = factories.user(email="anna@example.lv")

    reader.post(link(invitation), ACCEPTED)

    anna.refresh_from_db()
    assert anna.check_password("password")
    assert anna.grants.count() == 0


def test_link_gives_the_role_to_who_is_signed_in(reader: Client, invitation: Invitation) -> None:
    anna = factories.user(email="anna@example.lv")
    reader.force_login(anna)

    answer = reader.post(link(invitation), follow=True)

    assert "The role is yours." in answer.content.decode()
    assert anna.grants.get().role == "teacher"


def test_link_by_other_methods_is_refused(reader: Client, invitation: Invitation) -> None:
    assert reader.put(link(invitation)).status_code == 405
