import pytest
from django.core import mail
from django.test import Client

from gaisma.base.accounts import links, queries
from gaisma.base.accounts.models import AddressChange
from gaisma.base.models import User
from tests import factories
from tests.pages import read

pytestmark = pytest.mark.django_db
OWN = "/accounts/own/"


def test_own_page_is_open_to_who_has_no_role(reader: Client, installation: object) -> None:
    reader.force_login(factories.user(full_name="Nobody"))

    page = read(reader, OWN)

    assert "Nobody" in page
    assert "No role" in page


def test_own_page_shows_roles_and_until_when(reader: Client, teacher: User) -> None:
    teacher.grants.update(to_on="2999-08-31")
    reader.force_login(teacher)

    page = read(reader, OWN)

    assert "Paraugpils vidusskola" in page
    assert "2999" in page


def test_own_page_shows_the_last_sign_ins(reader: Client, teacher: User) -> None:
    reader.post(
        "/sign-in/",
        {"login": "teacher", "password": "password"},
        REMOTE_ADDR="192.0.2.9",
        HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0",
    )

    page = read(reader, OWN)

    assert "192.0.2.9" in page
    assert "Firefox · Windows" in page


@pytest.mark.parametrize(
    ("told", "program"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140 Safari/537.36 Edg/140",
         "Edge · Linux"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1",
         "Safari · iPhone"),
        ("curl/8", "–"),
        ("", "–"),
    ],
)  # fmt: skip
def test_program_is_said_in_two_words(told: str, program: str) -> None:
    assert queries._program(told) == program


def test_name_page_changes_name_and_language(reader: Client, teacher: User) -> None:
    reader.force_login(teacher)

    answer = reader.post(f"{OWN}name/", {"full_name": "Anna Ozola", "language": "ru"})

    teacher.refresh_from_db()
    assert (teacher.full_name, teacher.language) == ("Anna Ozola", "ru")
    assert answer.cookies["django_language"].value == "ru"


def test_name_page_needs_a_name(reader: Client, teacher: User) -> None:
    reader.force_login(teacher)

    assert reader.post(f"{OWN}name/", {"language": "lv"}).status_code == 422


def test_address_page_sends_a_letter_whose_link_changes_the_address(
    reader: Client, teacher: User
) -> None:
    reader.force_login(teacher)
    reader.post(f"{OWN}address/", {"email": "new@example.lv"})
    assert mail.outbox[0].to == ["new@example.lv"]
    change = AddressChange.objects.get(user=teacher)

    address = links.address(change).removeprefix("http://127.0.0.1:8000")
    answer = reader.get(address, follow=True)

    assert "The new address holds." in answer.content.decode()
    teacher.refresh_from_db()
    assert teacher.email == "new@example.lv"


def test_address_link_that_does_not_hold_is_told(reader: Client, teacher: User) -> None:
    reader.force_login(teacher)

    answer = reader.get(f"{OWN}address/nonsense/", follow=True)

    assert "This link does not hold" in answer.content.decode()


def test_address_page_says_the_same_of_an_address_that_another_has(
    reader: Client, teacher: User
) -> None:
    factories.user(email="taken@example.lv")
    reader.force_login(teacher)

    answer = reader.post(f"{OWN}address/", {"email": "taken@example.lv"}, follow=True)

    assert "A letter is on its way" in answer.content.decode()


def test_sign_out_everywhere_keeps_this_session(reader: Client, teacher: User) -> None:
    other = Client()
    other.force_login(teacher)
    reader.force_login(teacher)

    answer = reader.post(f"{OWN}sign-out-everywhere/", follow=True)

    assert "signed out everywhere but here" in answer.content.decode()
    assert other.get(OWN).status_code == 302


@pytest.mark.parametrize("way", ["sign-out-everywhere/"])
def test_buttons_ask_to_be_sent(reader: Client, teacher: User, way: str) -> None:
    reader.force_login(teacher)

    assert reader.get(f"{OWN}{way}").status_code == 405


@pytest.mark.parametrize("way", ["", "name/", "address/", "sign-out-everywhere/"])
def test_own_pages_ask_to_sign_in(reader: Client, installation: object, way: str) -> None:
    assert reader.post(f"{OWN}{way}").headers["Location"].startswith("/sign-in/")


def test_every_page_leads_to_ones_own_account(reader: Client, teacher: User) -> None:
    reader.force_login(teacher)

    assert f'href="{OWN}"' in read(reader, f"{OWN}name/")
