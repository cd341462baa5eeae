import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client

from gaisma.base.models import User
from tests.pages import read

pytestmark = pytest.mark.django_db
RIGHT = {"login": "teacher", "password": "password"}
STEPS = "/accounts/own/second-step/"
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


def code(secret: str = SECRET) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.fixture
def guarded(teacher: User) -> User:
    """A teacher whose app shows codes."""
    TOTP.activate(teacher, SECRET)
    return teacher


def confirmed(client: Client, user: User) -> None:
    """Sign in, and show once more who it is."""
    client.force_login(user)
    client.post(f"/accounts/own/confirm/?next={STEPS}", {"password": "password"})


def test_codes_begin_with_the_first_one(reader: Client, teacher: User) -> None:
    confirmed(reader, teacher)
    page = read(reader, f"{STEPS}codes/")
    secret = re.search(r"<code>([A-Z2-7]+)</code>", page)
    assert secret

    answer = reader.post(f"{STEPS}codes/", {"code": code(secret[1])}, follow=True)

    assert Authenticator.objects.filter(user=teacher, type="totp").exists()
    assert "Recovery codes" in answer.content.decode()


def test_codes_do_not_begin_with_a_wrong_one(reader: Client, teacher: User) -> None:
    confirmed(reader, teacher)
    reader.get(f"{STEPS}codes/")

    reader.post(f"{STEPS}codes/", {"code": "000000"})

    assert not Authenticator.objects.exists()


def test_codes_begin_only_after_the_password_once_more(reader: Client, teacher: User) -> None:
    reader.force_login(teacher)

    answer = reader.get(f"{STEPS}codes/")

    assert answer.headers["Location"].startswith("/accounts/own/confirm/")


def test_secret_of_codes_lies_encrypted(guarded: User) -> None:
    stored = Authenticator.objects.get(user=guarded).data["secret"]

    assert SECRET not in stored


def test_sign_in_asks_for_the_code(reader: Client, guarded: User) -> None:
    answer = reader.post("/sign-in/", RIGHT)

    assert answer.headers["Location"] == "/sign-in/code/"
    assert "_auth_user_id" not in reader.session


def test_sign_in_with_the_code_lets_in(reader: Client, guarded: User) -> None:
    reader.post("/sign-in/", RIGHT | {"next": "/figures/"})

    answer = reader.post("/sign-in/code/", {"code": code()})

    assert reader.session["_auth_user_id"] == str(guarded.pk)
    assert answer.headers["Location"] == "/figures/"


def test_sign_in_with_a_wrong_code_lets_nobody_in(reader: Client, guarded: User) -> None:
    reader.post("/sign-in/", RIGHT)

    answer = reader.post("/sign-in/code/", {"code": "000000"})

    assert "Incorrect code" in answer.content.decode()
    assert "_auth_user_id" not in reader.session


def test_code_page_without_a_password_leads_to_sign_in(reader: Client, guarded: User) -> None:
    assert reader.get("/sign-in/code/").headers["Location"] == "/sign-in/"


def test_recovery_code_lets_in_once(reader: Client, guarded: User) -> None:
    confirmed(reader, guarded)
    reader.post(f"{STEPS}recovery/new/")
    (first, *_rest) = re.findall(r"<li><code>(\d+)</code></li>", read(reader, f"{STEPS}recovery/"))
    reader.logout()

    def enters() -> bool:
        reader.post("/sign-in/", RIGHT)
        reader.post("/sign-in/code/", {"code": first})
        return "_auth_user_id" in reader.session

    assert enters()
    reader.logout()
    assert not enters()


def test_recovery_codes_can_be_downloaded(reader: Client, guarded: User) -> None:
    confirmed(reader, guarded)
    reader.post(f"{STEPS}recovery/new/")

    answer = reader.get(f"{STEPS}recovery/file/")

    assert "attachment" in answer.headers["Content-Disposition"]


def test_codes_end(reader: Client, guarded: User) -> None:
    confirmed(reader, guarded)
    assert "End the codes" in read(reader, STEPS)

    reader.post(f"{STEPS}codes/end/")

    assert not Authenticator.objects.exists()


def test_key_page_carries_no_inline_script(reader: Client, teacher: User) -> None:
    confirmed(reader, teacher)

    page = read(reader, f"{STEPS}passkeys/add/")

    scripts = re.findall(r"<script([^>]*)>", page)
    assert scripts
    assert all("src=" in script or "application/json" in script for script in scripts)
    assert "creation_options" in page


def test_key_that_the_browser_did_not_make_is_refused(reader: Client, teacher: User) -> None:
    confirmed(reader, teacher)

    reader.post(f"{STEPS}passkeys/add/", {"name": "Key", "credential": "{}"})

    assert not Authenticator.objects.exists()


def test_key_at_the_entrance_must_be_known(reader: Client, teacher: User) -> None:
    answer = reader.post("/sign-in/passkey/", {"credential": "{}"})

    assert answer.status_code in (200, 302)
    assert "_auth_user_id" not in reader.session


def test_keys_page_says_what_to_do(reader: Client, teacher: User) -> None:
    reader.force_login(teacher)

    assert "No keys yet" in read(reader, f"{STEPS}passkeys/")


def test_key_of_somebody_else_is_not_found(reader: Client, teacher: User, head: User) -> None:
    other = Authenticator.objects.create(user=head, type="webauthn", data={})
    confirmed(reader, teacher)

    for way in ("", "remove/"):
        assert reader.get(f"{STEPS}passkeys/{other.pk}/{way}").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/accounts/own/password/",
        "/accounts/own/confirm/",
        STEPS,
        f"{STEPS}codes/",
        f"{STEPS}recovery/",
        f"{STEPS}recovery/new/",
        f"{STEPS}recovery/file/",
        f"{STEPS}passkeys/",
        f"{STEPS}passkeys/add/",
    ],
)
def test_own_pages_ask_to_sign_in(reader: Client, installation: object, address: str) -> None:
    assert reader.get(address).headers["Location"].startswith("/sign-in/?next=")
