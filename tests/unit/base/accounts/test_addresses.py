from datetime import timedelta

import pytest
from django.core import mail
from django.test import RequestFactory

from gaisma.base.accounts import links
from gaisma.base.accounts.actions import accounts
from gaisma.base.accounts.actions.accounts import UnableToChangeAddress
from gaisma.base.accounts.entrance.signing_in import client_address
from gaisma.base.accounts.models import AddressChange
from gaisma.base.models import User
from tests import factories
from tests.moments import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna(installation: object) -> User:
    made: User = factories.user(username="anna@example.lv", email="anna@example.lv")
    return made


def token(user: User) -> str:
    change = AddressChange.objects.get(user=user)
    return links.address(change).rstrip("/").rsplit("/", 1)[1]


def test_ask_sends_a_letter_to_the_new_address_and_changes_nothing(anna: User) -> None:
    accounts.ask_address(user=anna, email="New@example.lv", at=NOW)

    (letter,) = mail.outbox
    anna.refresh_from_db()
    assert letter.to == ["new@example.lv"]
    assert anna.email == "anna@example.lv"


def test_confirm_changes_the_address_and_the_name_that_was_the_address(anna: User) -> None:
    accounts.ask_address(user=anna, email="new@example.lv", at=NOW)

    accounts.confirm_address(user=anna, token=token(anna), at=NOW + timedelta(hours=1))

    assert (anna.email, anna.username) == ("new@example.lv", "new@example.lv")
    assert not AddressChange.objects.exists()


def test_confirm_keeps_a_name_of_ones_own(installation: object) -> None:
    user = factories.user(username="anna", email="anna@example.lv")
    accounts.ask_address(user=user, email="new@example.lv", at=NOW)

    accounts.confirm_address(user=user, token=token(user), at=NOW)

    assert user.username == "anna"


def test_confirm_by_somebody_else_is_refused(anna: User, teacher: User) -> None:
    accounts.ask_address(user=anna, email="new@example.lv", at=NOW)

    with pytest.raises(UnableToChangeAddress):
        accounts.confirm_address(user=teacher, token=token(anna), at=NOW)


def test_confirm_by_an_earlier_letter_is_refused(anna: User) -> None:
    accounts.ask_address(user=anna, email="first@example.lv", at=NOW)
    first = token(anna)
    accounts.ask_address(user=anna, email="second@example.lv", at=NOW + timedelta(minutes=1))

    with pytest.raises(UnableToChangeAddress, match="does not hold"):
        accounts.confirm_address(user=anna, token=first, at=NOW)


def test_confirm_over_its_day_is_refused(anna: User) -> None:
    accounts.ask_address(user=anna, email="new@example.lv", at=NOW)

    with pytest.raises(UnableToChangeAddress, match="over its day"):
        accounts.confirm_address(user=anna, token=token(anna), at=NOW + timedelta(days=3))


def test_confirm_of_an_address_that_another_has_is_refused(anna: User) -> None:
    factories.user(email="taken@example.lv")
    accounts.ask_address(user=anna, email="taken@example.lv", at=NOW)

    with pytest.raises(UnableToChangeAddress, match="already"):
        accounts.confirm_address(user=anna, token=token(anna), at=NOW)

    anna.refresh_from_db()
    assert anna.email == "anna@example.lv"


@pytest.mark.parametrize("forged", ["nonsense", "WzEsIjEiXQ:1abc:xyz", ""])
def test_confirm_by_a_forged_link_is_refused(anna: User, forged: str) -> None:
    with pytest.raises(UnableToChangeAddress):
        accounts.confirm_address(user=anna, token=forged, at=NOW)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, None, "10.0.0.1"),
        (0, "192.0.2.7", "10.0.0.1"),
        (1, "192.0.2.7", "192.0.2.7"),
        (1, "6.6.6.6, 192.0.2.7", "192.0.2.7"),
        (2, "6.6.6.6, 192.0.2.7, 10.0.0.2", "192.0.2.7"),
        (2, "192.0.2.7", "10.0.0.1"),
        (1, None, "10.0.0.1"),
    ],
)
def test_client_address_believes_our_own_proxies_only(
    rf: RequestFactory, settings: object, proxies: int, forwarded: str | None, address: str
) -> None:
    settings.GAISMA_PROXIES = proxies  # type: ignore[attr-defined]
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}

    request = rf.get("/", REMOTE_ADDR="10.0.0.1", **headers)

    assert client_address(request) == address
