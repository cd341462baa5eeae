import pytest
from django.test import Client

from gaisma.base.models import User
from tests.pages import read

pytestmark = pytest.mark.django_db
RIGHT = {"login": "head", "password": "password"}


def test_sign_in_leads_to_the_first_page(reader: Client, head: User) -> None:
    answer = reader.post("/sign-in/", RIGHT)

    assert answer.status_code == 302
    assert answer.headers["Location"] == "/"
    assert reader.session["_auth_user_id"] == str(head.pk)


def test_sign_in_leads_back_to_the_page_that_was_asked(reader: Client, head: User) -> None:
    answer = reader.post("/sign-in/", RIGHT | {"next": "/institutions/?q=a"})

    assert answer.headers["Location"] == "/institutions/?q=a"


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "//elsewhere.example/"])
def test_sign_in_leads_nowhere_else(reader: Client, head: User, address: str) -> None:
    answer = reader.post("/sign-in/", RIGHT | {"next": address})

    assert answer.headers["Location"] == "/"


def test_sign_in_with_a_wrong_password_says_so(reader: Client, head: User) -> None:
    answer = reader.post("/sign-in/", RIGHT | {"password": "nonsense"})

    assert "do not match" in answer.content.decode()
    assert "_auth_user_id" not in reader.session


def test_sign_in_of_a_closed_account_is_refused(reader: Client, head: User) -> None:
    User.objects.filter(pk=head.pk).update(is_active=False)

    reader.post("/sign-in/", RIGHT)

    assert "_auth_user_id" not in reader.session


def test_sign_in_turns_the_pages_to_the_persons_language(client: Client, head: User) -> None:
    User.objects.filter(pk=head.pk).update(language="ru")

    client.post("/sign-in/", RIGHT)

    assert client.cookies["django_language"].value == "ru"


def test_sign_in_page_names_the_authority(reader: Client, installation: object) -> None:
    assert "Paraugpils izglītības pārvalde" in read(reader, "/sign-in/")


def test_sign_in_page_before_anything_is_set_up_opens(reader: Client) -> None:
    assert "Sign in" in read(reader, "/sign-in/")


def test_sign_out_leads_to_sign_in(reader: Client, head: User) -> None:
    reader.force_login(head)

    answer = reader.post("/sign-out/")

    assert answer.headers["Location"] == "/sign-in/"
    assert "_auth_user_id" not in reader.session


def test_sign_out_by_a_link_is_refused(reader: Client, head: User) -> None:
    reader.force_login(head)

    assert reader.get("/sign-out/").status_code == 405
    assert "_auth_user_id" in reader.session


@pytest.mark.parametrize(
    "address", ["/", "/institutions/", "/figures/", "/reports/", "/style/", "/figures/x/records/"]
)
def test_pages_ask_to_sign_in(reader: Client, installation: object, address: str) -> None:
    answer = reader.get(address)

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/sign-in/?next=")
