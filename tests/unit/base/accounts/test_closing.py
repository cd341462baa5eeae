import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from gaisma.base.accounts.actions import accounts
from gaisma.base.accounts.policies import UnableToEnd
from gaisma.base.changes import NotPermitted
from gaisma.base.models import AuditRecord, User
from tests import factories
from tests.moments import NOW

pytestmark = pytest.mark.django_db


def is_in(client: Client) -> bool:
    return client.get("/accounts/own/").status_code == 200


def test_close_ends_sessions_and_lets_nobody_in(
    client: Client, administrator: User, teacher: User
) -> None:
    client.force_login(teacher)

    accounts.close(user=teacher, by=administrator, at=NOW)

    assert not is_in(client)
    client.post("/sign-in/", {"login": "teacher", "password": "password"})
    assert not is_in(client)


def test_close_keeps_roles_for_the_day_of_reopening(administrator: User, teacher: User) -> None:
    accounts.close(user=teacher, by=administrator, at=NOW)
    accounts.reopen(user=teacher, by=administrator, at=NOW)

    teacher.refresh_from_db()
    assert teacher.is_active
    assert teacher.grants.count() == 1
    actions = AuditRecord.objects.values_list("action", flat=True)
    assert set(actions) == {"accounts.close", "accounts.reopen"}


def test_close_of_ones_own_account_is_refused(administrator: User) -> None:
    with pytest.raises(accounts.UnableToChangeAccount, match="own"):
        accounts.close(user=administrator, by=administrator, at=NOW)


def test_close_of_the_last_administrator_is_refused(administrator: User) -> None:
    with pytest.raises(UnableToEnd):
        accounts.close(user=administrator, by=None, at=NOW)


def test_close_does_not_count_administrators_whose_accounts_are_closed(
    administrator: User,
) -> None:
    gone = factories.user(is_active=False)
    factories.role_grant(user=gone, role="administrator", organisation=factories.authority())

    with pytest.raises(UnableToEnd):
        accounts.close(user=administrator, by=None, at=NOW)


@pytest.mark.parametrize("role", ["specialist", "head", "teacher", "auditor", "visitor"])
def test_close_is_for_administrators(
    request: pytest.FixtureRequest, administrator: User, role: str
) -> None:
    by = request.getfixturevalue(role)

    with pytest.raises(NotPermitted):
        accounts.close(user=administrator, by=by, at=NOW)


def test_reset_second_factor_forgets_it_and_ends_sessions(
    client: Client, administrator: User, teacher: User
) -> None:
    Authenticator.objects.create(user=teacher, type="totp", data={})
    client.force_login(teacher)

    accounts.reset_second_factor(user=teacher, by=administrator, at=NOW)

    assert not Authenticator.objects.exists()
    assert not is_in(client)


def test_reset_second_factor_of_ones_own_is_refused(administrator: User) -> None:
    with pytest.raises(accounts.UnableToChangeAccount):
        accounts.reset_second_factor(user=administrator, by=administrator, at=NOW)


def test_sign_out_everywhere_ends_all_sessions(teacher: User) -> None:
    one, another = Client(), Client()
    one.force_login(teacher)
    another.force_login(teacher)

    accounts.sign_out_everywhere(user=teacher, at=NOW)

    assert not is_in(one)
    assert not is_in(another)


def test_a_new_password_ends_all_sessions(client: Client, teacher: User) -> None:
    client.force_login(teacher)

    teacher.set_password("another long password")
    teacher.save()

    assert not is_in(client)


def test_two_accounts_cannot_share_an_address_in_other_letters() -> None:
    from django.db import IntegrityError

    factories.user(email="anna@example.lv")

    with pytest.raises(IntegrityError):
        factories.user(email="Anna@Example.lv")


def test_two_accounts_may_have_no_address() -> None:
    factories.user(email="")

    assert factories.user(email="").pk
