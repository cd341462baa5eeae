from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction

from gaisma.base.accounts import letters
from gaisma.base.accounts.actions import invitations
from gaisma.base.accounts.actions.invitations import Offer, UnableToInvite
from gaisma.base.accounts.models import Invitation
from gaisma.base.changes import NotPermitted
from gaisma.base.models import AuditRecord, Organisation, User
from tests import factories
from tests.moments import NOW, TODAY

pytestmark = pytest.mark.django_db
Committed = Any


def offer(place: Organisation, **fields: Any) -> Offer:
    given = {"email": "Anna@Example.lv", "full_name": "Anna Ozola", "role": "teacher"}
    return Offer(**{**given, "organisation": place, "from_on": TODAY, "language": "en", **fields})


def invited(
    place: Organisation, *, by: User | None, committed: Committed, **fields: Any
) -> Invitation:
    """The invitation, after its transaction has been committed."""
    with committed(execute=True):
        row = invitations.invite(offer=offer(place, **fields), by=by, at=NOW)
    row.refresh_from_db()
    return row


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Committed) -> Committed:
    return django_capture_on_commit_callbacks


def test_invite_sends_a_letter_with_a_link(
    head: User, school: Organisation, committed: Committed
) -> None:
    row = invited(school, by=head, committed=committed)

    (letter,) = mail.outbox
    assert letter.to == ["anna@example.lv"]
    assert letter.subject == "Invitation to Gaisma"
    assert "Head invites you to Gaisma as teacher (Paraugpils vidusskola)" in letter.body
    assert "http://127.0.0.1:8000/accounts/accept/" in letter.body
    assert (row.sent_at, row.trouble) == (NOW, "")
    assert row.expires_at == NOW + timedelta(days=14)


def test_invite_writes_in_the_chosen_language(
    head: User, school: Organisation, committed: Committed
) -> None:
    invited(school, by=head, committed=committed, language="ru")

    assert "педагог" in mail.outbox[0].body


def test_letters_link_holds_no_address(
    head: User, school: Organisation, committed: Committed
) -> None:
    invited(school, by=head, committed=committed)

    (link,) = [line for line in mail.outbox[0].body.splitlines() if line.startswith("http")]
    assert "anna" not in link.lower()


def test_invite_sends_nothing_when_its_transaction_fails(head: User, school: Organisation) -> None:
    with transaction.atomic():
        invitations.invite(offer=offer(school), by=head, at=NOW)
        transaction.set_rollback(True)

    assert mail.outbox == []
    assert not Invitation.objects.exists()


def test_invite_when_the_server_fails_keeps_the_invitation_and_tells(
    head: User, school: Organisation, committed: Committed, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> int:
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailBackend, "send_messages", fail)

    row = invited(school, by=head, committed=committed)

    assert row.sent_at is None
    assert "ConnectionRefusedError" in row.trouble


def test_invite_is_in_the_audit_without_the_address(
    head: User, school: Organisation, committed: Committed
) -> None:
    row = invited(school, by=head, committed=committed)

    noted = AuditRecord.objects.get(action="accounts.invite")
    assert (noted.by, noted.organisation, noted.subject_ids) == (head, school, [row.pk])
    assert "example" not in str(noted.details)


@pytest.mark.parametrize("role", ["specialist", "head", "administrator"])
def test_invite_to_a_role_that_one_may_not_grant_is_refused(
    head: User, school: Organisation, role: str
) -> None:
    with pytest.raises(NotPermitted):
        invitations.invite(offer=offer(school, role=role), by=head, at=NOW)


def test_invite_at_another_school_is_refused(head: User) -> None:
    with pytest.raises(NotPermitted):
        invitations.invite(offer=offer(factories.institution()), by=head, at=NOW)


def test_invite_of_oneself_is_refused(head: User, school: Organisation) -> None:
    User.objects.filter(pk=head.pk).update(email="anna@example.lv")
    head.refresh_from_db()

    with pytest.raises(UnableToInvite, match="oneself"):
        invitations.invite(offer=offer(school), by=head, at=NOW)


def test_invite_without_an_address_is_refused(head: User, school: Organisation) -> None:
    with pytest.raises(UnableToInvite, match=r"name@example\.lv"):
        invitations.invite(offer=offer(school, email="anna"), by=head, at=NOW)


def test_invite_twice_is_refused(head: User, school: Organisation) -> None:
    invitations.invite(offer=offer(school), by=head, at=NOW)

    with pytest.raises(UnableToInvite, match="already"):
        invitations.invite(offer=offer(school, email="ANNA@example.lv"), by=head, at=NOW)


def test_invite_list_makes_all_or_none(head: User, school: Organisation) -> None:
    right, wrong = offer(school), offer(school, email="nonsense")

    with pytest.raises(UnableToInvite):
        invitations.invite_list(offers=[right, wrong], by=head, at=NOW)

    assert not Invitation.objects.exists()


def test_send_again_makes_a_new_link(
    head: User, school: Organisation, committed: Committed
) -> None:
    row = invited(school, by=head, committed=committed)
    later = NOW + timedelta(days=20)

    with committed(execute=True):
        invitations.send_again(invitation=row, by=head, at=later)

    row.refresh_from_db()
    first, second = (letter.body for letter in mail.outbox)
    assert first != second
    assert (row.expires_at, row.sent_at) == (later + timedelta(days=14), later)


def test_withdraw_lets_nobody_accept(head: User, school: Organisation) -> None:
    row = factories.invitation(organisation=school)

    invitations.withdraw(invitation=row, by=head, at=NOW)

    row.refresh_from_db()
    assert row.state_at(NOW) == "withdrawn"
    assert AuditRecord.objects.filter(action="accounts.withdraw", by=head).exists()


@pytest.mark.parametrize("act", [invitations.withdraw, invitations.send_again])
def test_what_was_accepted_can_neither_be_withdrawn_nor_sent_again(
    head: User, school: Organisation, act: Any
) -> None:
    row = factories.invitation(organisation=school, accepted_at=NOW, accepted_by=head)

    with pytest.raises(UnableToInvite, match="already"):
        act(invitation=row, by=head, at=NOW)


@pytest.mark.parametrize("act", [invitations.withdraw, invitations.send_again])
@pytest.mark.parametrize("reader", ["teacher", "auditor", "visitor", "support"])
def test_invitations_are_changed_by_who_may_grant(
    request: pytest.FixtureRequest, school: Organisation, act: Any, reader: str
) -> None:
    row = factories.invitation(organisation=school)

    with pytest.raises(NotPermitted):
        act(invitation=row, by=request.getfixturevalue(reader), at=NOW)


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({}, "pending"),
        ({"expires_at": NOW}, "expired"),
        ({"accepted_at": NOW}, "accepted"),
        ({"withdrawn_at": NOW}, "withdrawn"),
    ],
)
def test_state_tells_what_became_of_it(
    installation: object, fields: dict[str, Any], state: str
) -> None:
    assert factories.invitation(**fields).state_at(NOW) == state


@pytest.mark.parametrize(
    "kind", ["invitation", "new_password", "no_account", "new_address", "trial"]
)
@pytest.mark.parametrize("language", ["lv", "en", "ru"])
def test_letter_is_whole_in_every_language(installation: object, kind: str, language: str) -> None:
    words = {"name": "Anna", "role": "teacher", "place": "Skola", "inviter": "Zane", "until": NOW,
             "address": "https://gaisma.example/x", "username": "anna"}  # fmt: skip

    subject, body = letters.written(kind, words=words, language=language)

    assert "Gaisma" in subject
    assert "\n" not in subject
    assert body.strip().endswith("Paraugpils izglītības pārvalde")
    assert "\n\n\n" not in body
