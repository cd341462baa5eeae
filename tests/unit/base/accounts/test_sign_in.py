import pytest
from django.test import Client
from django.utils import timezone

from gaisma.base.models import User
from tests.moments import TODAY
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


def test_sign_in_is_noted_by_the_clock_of_the_installation(reader: Client, head: User) -> None:
    reader.post("/sign-in/", RIGHT)

    head.refresh_from_db()
    assert timezone.localdate(head.last_login) == TODAY
    page = read(reader, "/accounts/own/")
    assert "20 August 2024" in page
    assert f"{timezone.localdate():%Y}" not in page


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


def test_sign_in_by_address_in_other_letters(reader: Client, head: User) -> None:
    User.objects.filter(pk=head.pk).update(email="head@example.lv")

    reader.post("/sign-in/", RIGHT | {"login": "Head@Example.LV"})

    assert reader.session["_auth_user_id"] == str(head.pk)


def test_sign_in_of_a_closed_account_says_whom_to_ask(reader: Client, head: User) -> None:
    User.objects.filter(pk=head.pk).update(is_active=False)

    page = reader.post("/sign-in/", RIGHT, follow=True).content.decode()

    assert "This account is closed" in page


def test_sign_in_with_a_wrong_password_does_not_say_that_the_account_is_closed(
    reader: Client, head: User
) -> None:
    User.objects.filter(pk=head.pk).update(is_active=False)

    page = reader.post("/sign-in/", RIGHT | {"password": "nonsense"}, follow=True)

    assert "do not match" in page.content.decode()


def test_sign_in_of_an_unknown_name_says_the_same_as_a_wrong_password(
    reader: Client, head: User
) -> None:
    wrong = reader.post("/sign-in/", RIGHT | {"password": "nonsense"}).content.decode()
    unknown = reader.post("/sign-in/", RIGHT | {"login": "nobody"}).content.decode()

    assert "do not match" in wrong
    assert "do not match" in unknown


def test_sign_in_when_signed_in_goes_on(reader: Client, head: User) -> None:
    reader.force_login(head)

    assert reader.get("/sign-in/").headers["Location"] == "/"


def test_sign_in_offers_no_way_to_sign_up(reader: Client, installation: object) -> None:
    assert "signup" not in read(reader, "/sign-in/")
    assert reader.get("/accounts/signup/").status_code in (302, 404)


def test_sign_in_by_other_methods_is_refused(reader: Client, installation: object) -> None:
    assert reader.put("/sign-in/").status_code == 405


def test_session_lives_on_while_it_is_used(reader: Client, head: User, settings: object) -> None:
    reader.post("/sign-in/", RIGHT)
    session = reader.session
    session["seen"] = session["seen"] - 2 * 60 * 60 if "seen" in session else 1
    session.save()

    reader.get("/accounts/own/")

    assert reader.session["seen"] > 1
    assert reader.session.get_expiry_age() == 8 * 60 * 60


def test_session_is_not_written_with_every_page(reader: Client, head: User) -> None:
    reader.force_login(head)
    reader.get("/accounts/own/")
    seen = reader.session["seen"]

    reader.get("/accounts/own/")

    assert reader.session["seen"] == seen


def test_session_of_long_ago_is_over(reader: Client, head: User) -> None:
    from datetime import timedelta

    from django.contrib.sessions.models import Session
    from django.utils import timezone

    reader.post("/sign-in/", RIGHT)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))

    assert reader.get("/accounts/own/").headers["Location"].startswith("/sign-in/")
