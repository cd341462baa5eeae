from datetime import timedelta

import pytest

from gaisma.base import access
from gaisma.base.accounts.actions import invitations
from gaisma.base.accounts.actions.invitations import UnableToAccept
from gaisma.base.accounts.models import Invitation
from gaisma.base.models import Organisation, RoleGrant, User
from tests import factories
from tests.moments import NOW

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"


@pytest.fixture
def invitation(head: User, school: Organisation) -> Invitation:
    """An invitation of the head that is open."""
    made: Invitation = factories.invitation(
        organisation=school, invited_by=head, email="anna@example.lv"
    )
    return made


def accepted(row: Invitation, *, password: str | None = PASSWORD) -> User:
    return invitations.accept(
        invitation=row, full_name="Anna Ozola", language="lv", password=password, at=NOW
    )


def test_accept_makes_the_account_with_the_role(
    invitation: Invitation, school: Organisation, head: User
) -> None:
    user = accepted(invitation)

    assert (user.username, user.email) == ("anna@example.lv", "anna@example.lv")
    assert user.check_password(PASSWORD)
    assert access.reach(user, "teacher") == {school.pk}
    assert RoleGrant.objects.get(user=user).granted_by == head
    invitation.refresh_from_db()
    assert (invitation.accepted_by, invitation.accepted_at) == (user, NOW)


def test_accept_takes_up_all_roles_that_wait_for_the_address(
    invitation: Invitation, school: Organisation, head: User
) -> None:
    factories.invitation(
        organisation=school, invited_by=head, email="anna@example.lv", role="support"
    )

    user = accepted(invitation)

    assert set(user.grants.values_list("role", flat=True)) == {"teacher", "support"}


def test_accept_without_a_password_is_for_signing_in_elsewhere(invitation: Invitation) -> None:
    assert not accepted(invitation, password=None).has_usable_password()


@pytest.mark.parametrize("password", ["short", "123456789012345", "password1234", "anna@example"])
def test_accept_with_a_weak_password_is_refused(invitation: Invitation, password: str) -> None:
    with pytest.raises(UnableToAccept) as refused:
        accepted(invitation, password=password)

    assert refused.value.code == "weak_password"
    assert not User.objects.filter(username="anna@example.lv").exists()


def test_accept_twice_is_refused(invitation: Invitation) -> None:
    accepted(invitation)

    with pytest.raises(UnableToAccept):
        accepted(invitation)

    assert User.objects.filter(username="anna@example.lv").count() == 1


def test_accept_of_two_at_once_lets_one_in(
    invitation: Invitation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second has looked before the first was done, and comes to the account afterwards."""
    waiting = invitations._waiting
    seen = waiting(invitation, at=NOW)
    accepted(invitation)
    monkeypatch.setattr(invitations, "_waiting", lambda row, at: seen)

    with pytest.raises(UnableToAccept) as refused:
        accepted(invitation)

    assert refused.value.code == "account_exists"
    assert RoleGrant.objects.filter(user__username="anna@example.lv").count() == 1


def test_accept_over_its_day_is_refused(invitation: Invitation) -> None:
    Invitation.objects.update(expires_at=NOW)

    with pytest.raises(UnableToAccept, match="any more"):
        accepted(invitation)


def test_accept_of_what_was_withdrawn_is_refused(invitation: Invitation) -> None:
    Invitation.objects.update(withdrawn_at=NOW)

    with pytest.raises(UnableToAccept):
        accepted(invitation)


def test_accept_when_who_invited_may_not_grant_any_more_is_refused(
    invitation: Invitation, head: User
) -> None:
    head.grants.update(to_on=NOW.date() - timedelta(days=1))

    with pytest.raises(UnableToAccept) as refused:
        accepted(invitation)

    assert refused.value.code == "not_permitted_any_more"
    assert not User.objects.filter(username="anna@example.lv").exists()


def test_accept_when_who_invited_is_closed_is_refused(invitation: Invitation, head: User) -> None:
    User.objects.filter(pk=head.pk).update(is_active=False)

    with pytest.raises(UnableToAccept):
        accepted(invitation)


def test_accept_as_gives_the_role_to_an_account(
    invitation: Invitation, school: Organisation
) -> None:
    user = factories.user(email="Anna@example.lv")

    invitations.accept_as(invitation=invitation, user=user, at=NOW)

    assert access.reach(user, "teacher") == {school.pk}


def test_accept_as_somebody_else_is_refused(invitation: Invitation, teacher: User) -> None:
    with pytest.raises(UnableToAccept, match="another address"):
        invitations.accept_as(invitation=invitation, user=teacher, at=NOW)


def test_accept_as_who_holds_the_role_already_is_done(
    invitation: Invitation, school: Organisation
) -> None:
    user = factories.user(email="anna@example.lv")
    factories.role_grant(user=user, role="teacher", organisation=school)

    invitations.accept_as(invitation=invitation, user=user, at=NOW)

    assert user.grants.count() == 1
    assert Invitation.objects.get().accepted_by == user


def test_known_or_invited_finds_an_account_first(invitation: Invitation) -> None:
    user = factories.user(email="anna@example.lv")

    assert invitations.known_or_invited(["Anna@Example.lv"], at=NOW) == user
    assert Invitation.objects.get().accepted_at is None


def test_known_or_invited_makes_the_account_of_the_invited(invitation: Invitation) -> None:
    user = invitations.known_or_invited(["anna@example.lv"], at=NOW)

    assert user is not None
    assert not user.has_usable_password()


@pytest.mark.parametrize("addresses", [[], ["nobody@example.lv"], [""]])
def test_known_or_invited_knows_nobody_else(invitation: Invitation, addresses: list[str]) -> None:
    factories.user(email="")

    assert invitations.known_or_invited(addresses, at=NOW) is None


def test_known_or_invited_refuses_what_is_over_its_day(invitation: Invitation) -> None:
    late = NOW + timedelta(days=15)

    assert invitations.known_or_invited(["anna@example.lv"], at=late) is None
