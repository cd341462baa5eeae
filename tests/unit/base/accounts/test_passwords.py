import re
from smtplib import SMTPRecipientsRefused
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.core import mail
from django.test import Client
from django_tasks_db.models import DBTaskResult

from gaisma.base import jobs, personal_codes
from gaisma.base.accounts import forms as accounts_forms
from gaisma.base.accounts import letters
from gaisma.base.accounts.entrance import forms as entrance_forms
from gaisma.base.accounts.entrance import resets
from gaisma.base.jobs.performing import Performer
from gaisma.base.models import User
from tests import factories
from tests.moments import NOW
from tests.pages import read
from tests.unit.project import tree

pytestmark = pytest.mark.django_db
STRONG = "correct horse battery"
NEW = {"password1": STRONG, "password2": STRONG}


@pytest.fixture
def anna(installation: object) -> User:
    made: User = factories.user(username="anna", email="anna@example.lv")
    return made


def link(client: Client) -> str:
    """Ask for a new password, and follow the letter's link."""
    client.post("/password/", {"email": "anna@example.lv"})
    found = re.search(r"http://testserver(/password/new/\S+)", mail.outbox[-1].body)
    assert found
    return found[1]


def without_token(page: bytes) -> bytes:
    """The page as it is for everybody: a token is drawn anew each time."""
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", page)


def opened(client: Client, address: str) -> str:
    """Where the link leads; the secret then is in the address no more."""
    return str(client.get(address).headers["Location"])


def test_reset_sets_a_new_password(reader: Client, anna: User) -> None:
    address = opened(reader, link(reader))

    answer = reader.post(address, NEW, follow=True)

    anna.refresh_from_db()
    assert anna.check_password(STRONG)
    assert "The password is set" in answer.content.decode()


def test_reset_link_holds_once(reader: Client, anna: User) -> None:
    address = link(reader)
    reader.post(opened(reader, address), NEW)

    assert "does not hold any more" in reader.get(address).content.decode()


def test_reset_link_that_is_forged_does_not_hold(reader: Client, anna: User) -> None:
    page = reader.get(f"/password/new/{anna.pk}-abcdef-0123456789/").content.decode()

    assert "does not hold any more" in page


@pytest.mark.parametrize("password", ["short", "password1234", "123456789012"])
def test_reset_to_a_weak_password_is_refused(reader: Client, anna: User, password: str) -> None:
    address = opened(reader, link(reader))

    reader.post(address, {"password1": password, "password2": password})

    anna.refresh_from_db()
    assert anna.check_password("password")


ASKING = ("password", "password1", "password2", "oldpassword", "again")
FORMS = [
    form
    for module in (accounts_forms, entrance_forms)
    for form in vars(module).values()
    if isinstance(form, type)
    and form.__module__ == module.__name__
    and set(ASKING) & set(getattr(form, "declared_fields", {}))
]
"""Every form that asks for a password."""


def fields_of(form: type) -> list[forms.CharField]:
    declared = form.declared_fields  # type: ignore[attr-defined]
    return [declared[name] for name in declared if name in ASKING]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_password_is_masked_taken_as_it_is_and_may_be_managed(form: type) -> None:
    assert fields_of(form)
    for field in fields_of(form):
        assert isinstance(field.widget, forms.PasswordInput)
        assert not field.strip
        assert field.max_length is None
        assert not {"maxlength", "onpaste"} & set(field.widget.attrs)
        assert field.widget.attrs.get("autocomplete") in ("current-password", "new-password")


TAKES_BLOCKS = {"gaisma/quality/assessments/static/assessments/grid.js"}
"""Takes a block of cells itself, and lets whatever else is pasted through; it asks no password."""


def test_nothing_hinders_pasting() -> None:
    scripts = tree.tracked("gaisma/*.js", "gaisma/*.html")

    found = {
        tree.name(file)
        for file in scripts
        if re.search(r"onpaste|[\"']paste[\"']", file.read_text(encoding="utf-8"))
    }

    assert scripts
    assert found == TAKES_BLOCKS


@pytest.mark.parametrize(
    "password",
    ["  ziedi un rasa 7  ", "ā" * 128, "Vārds😀 ar zīmēm ' \" < & %s", "a b c d e f g h"],
)
def test_password_is_taken_as_it_is(reader: Client, anna: User, password: str) -> None:
    reader.post(opened(reader, link(reader)), {"password1": password, "password2": password})

    anna.refresh_from_db()
    assert anna.check_password(password)
    assert not anna.check_password(password[:64].strip() if len(password) > 64 else password[1:])
    inside = Client()
    inside.post("/sign-in/", {"login": "anna", "password": password})
    assert inside.get("/accounts/own/").status_code == 200


def test_reset_ends_sessions(reader: Client, anna: User) -> None:
    inside = Client()
    inside.force_login(anna)

    reader.post(opened(reader, link(reader)), NEW)

    assert inside.get("/accounts/own/").status_code == 302


def test_reset_form_says_the_same_of_every_address(reader: Client, anna: User) -> None:
    known = reader.post("/password/", {"email": "anna@example.lv"}, follow=True)
    unknown = reader.post("/password/", {"email": "nobody@example.lv"}, follow=True)

    assert known.redirect_chain == unknown.redirect_chain
    assert without_token(known.content) == without_token(unknown.content)


def test_reset_sends_a_letter_to_every_address(reader: Client, anna: User) -> None:
    reader.post("/password/", {"email": "anna@example.lv"})
    reader.post("/password/", {"email": "nobody@example.lv"})

    assert [letter.to for letter in mail.outbox] == [["anna@example.lv"], ["nobody@example.lv"]]
    assert "no account has this address" in mail.outbox[1].body
    assert "http" not in mail.outbox[1].body


def test_reset_of_a_closed_account_gives_no_link(reader: Client, anna: User) -> None:
    User.objects.filter(pk=anna.pk).update(is_active=False)

    reader.post("/password/", {"email": "anna@example.lv"})

    assert "/password/new/" not in mail.outbox[0].body


def test_reset_letter_speaks_the_persons_language(reader: Client, anna: User) -> None:
    User.objects.filter(pk=anna.pk).update(language="ru")

    reader.post("/password/", {"email": "anna@example.lv"})

    assert "Новый пароль" in mail.outbox[0].subject


@pytest.mark.parametrize("email", ["anna@example.lv", "nobody@example.lv"])
@pytest.mark.parametrize("trouble", [TimeoutError, SMTPRecipientsRefused])
def test_reset_when_the_server_fails_says_nothing_of_the_address(
    reader: Client,
    anna: User,
    monkeypatch: pytest.MonkeyPatch,
    email: str,
    trouble: type[Exception],
) -> None:
    from django.core.mail.backends.locmem import EmailBackend

    def fail(*_: object) -> int:
        raise trouble({email: (550, b"unknown")})

    monkeypatch.setattr(EmailBackend, "send_messages", fail)

    answer = reader.post("/password/", {"email": email})

    assert answer.headers["Location"] == "/password/sent/"


@pytest.mark.parametrize("email", ["anna@example.lv", "nobody@example.lv"])
def test_reset_waits_in_the_queue_and_tells_nothing_there(
    reader: Client, anna: User, monkeypatch: pytest.MonkeyPatch, email: str
) -> None:
    waiting: list[str] = []
    monkeypatch.setattr(resets, "send", SimpleNamespace(enqueue=waiting.append))

    reader.post("/password/", {"email": email})

    (sealed,) = waiting
    assert not mail.outbox
    assert "example" not in sealed
    assert "/password/new/" not in personal_codes.decrypted(sealed)


def test_worker_sends_the_letter_before_what_else_waits(
    reader: Client, anna: User, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    for module in ("gaisma.base.jobs.performing", "django_tasks_db.management.commands.db_worker"):
        monkeypatch.setattr(f"{module}.close_old_connections", lambda: None)
    jobs.begin("accounts.letters", by=anna, at=NOW, ids=[])

    reader.post("/password/", {"email": "anna@example.lv"})
    before = len(mail.outbox)
    Performer().perform_next()

    assert before == 0
    assert "/password/new/" in mail.outbox[0].body
    assert "example" not in str(DBTaskResult.objects.values_list("args_kwargs", flat=True))


def test_reset_sent_at_once_would_be_seen(
    reader: Client, anna: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The weakened twin: a letter that is sent while the answer is waited for."""

    def at_once(user: User, *, email: str, language: str, origin: str) -> None:
        letters.send("no_account", to=email, words={}, language=language)

    monkeypatch.setattr(resets, "ask", at_once)

    reader.post("/password/", {"email": "anna@example.lv"})

    assert mail.outbox


def test_change_of_the_password_keeps_this_session_and_ends_others(
    reader: Client, anna: User
) -> None:
    other = Client()
    other.force_login(anna)
    reader.force_login(anna)

    answer = reader.post("/accounts/own/password/", {"oldpassword": "password", **NEW})

    assert answer.headers["Location"] == "/accounts/own/"
    assert reader.get("/accounts/own/").status_code == 200
    assert other.get("/accounts/own/").status_code == 302


def test_change_of_the_password_asks_for_the_old_one(reader: Client, anna: User) -> None:
    reader.force_login(anna)

    reader.post("/accounts/own/password/", {"oldpassword": "nonsense", **NEW})

    anna.refresh_from_db()
    assert anna.check_password("password")


def test_first_password_of_who_signs_in_elsewhere(reader: Client, anna: User) -> None:
    anna.set_unusable_password()
    anna.save()
    reader.force_login(anna)
    assert reader.get("/accounts/own/password/").headers["Location"].endswith("/first/")

    reader.post("/accounts/own/password/first/", NEW)

    anna.refresh_from_db()
    assert anna.check_password(STRONG)


def test_password_pages_open(reader: Client, anna: User) -> None:
    assert "A new password" in read(reader, "/password/")
    assert "Look into your mail" in read(reader, "/password/sent/")
