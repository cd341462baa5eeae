import re
from datetime import date, timedelta

import pytest
from django.test import Client

from gaisma.base import clock
from gaisma.base.changes import UnableToRecord
from gaisma.base.models import AuditRecord, User
from gaisma.workplace.api import actions
from gaisma.workplace.api.models import Token
from tests import factories
from tests.moments import NOW
from tests.pages import Town, read

pytestmark = pytest.mark.django_db
TOMORROW = date(2024, 8, 21)


def status(client: Client, text: str, kind: str = "Bearer") -> int:
    headers = {"Authorization": f"{kind} {text}"}
    return client.get("/api/v1/institutions", headers=headers).status_code


@pytest.fixture
def text(head: User, town: Town) -> str:
    until = clock.today() + timedelta(days=9)
    _token, text = actions.make(user=head, name="Journal", until_on=until, at=clock.now())
    return text


def test_token_reads_as_its_owner(client: Client, text: str) -> None:
    answer = client.get("/api/v1/institutions", headers={"Authorization": f"Bearer {text}"})

    assert [one["code"] for one in answer.json()["items"]] == ["school"]


def test_token_is_kept_as_a_hash_only(text: str) -> None:
    token = Token.objects.get()

    assert text not in (token.digest, token.beginning)
    assert text.startswith(token.beginning)
    assert len(text) > 40


@pytest.mark.parametrize(
    ("given", "kind"), [("nonsense", "Bearer"), ("", "Bearer"), ("x", "Basic")]
)
def test_what_is_no_token_opens_nothing(
    client: Client, head: User, town: Town, given: str, kind: str
) -> None:
    client.force_login(head)

    # A wrong token is not made good by a session.
    assert status(client, given, kind) == 401


def test_token_opens_nothing_after_its_end(client: Client, text: str) -> None:
    Token.objects.update(until_on=clock.today() - timedelta(days=1))

    assert status(client, text) == 401


def test_token_of_a_closed_account_opens_nothing(client: Client, head: User, text: str) -> None:
    User.objects.filter(pk=head.pk).update(is_active=False)

    assert status(client, text) == 401


def test_token_of_who_lost_the_role_opens_nothing(client: Client, head: User, text: str) -> None:
    head.grants.all().delete()

    assert status(client, text) == 403


def test_token_opens_no_page(client: Client, text: str) -> None:
    answer = client.get("/institutions/", headers={"Authorization": f"Bearer {text}"})

    assert answer.status_code == 302


def test_use_is_noted_once_a_minute(client: Client, text: str) -> None:
    assert status(client, text) == 200
    used = Token.objects.get().used_at
    assert used is not None

    status(client, text)

    assert Token.objects.get().used_at == used


def test_token_is_made_on_the_page_and_shown_once(reader: Client, head: User, town: Town) -> None:
    reader.force_login(head)
    until = clock.today() + timedelta(days=30)

    made = reader.post("/api/tokens/new/", {"name": "Journal", "until_on": until.isoformat()})

    (text,) = re.findall(r"gaisma_[\w-]{20,}", made.content.decode())
    assert "no-store" in made["Cache-Control"]
    assert status(Client(), text) == 200
    page = read(reader, "/api/tokens/")
    assert text not in page
    assert "Journal" in page


@pytest.mark.parametrize("days", [-1, 400])
def test_token_ends_within_a_year(reader: Client, head: User, town: Town, days: int) -> None:
    reader.force_login(head)
    until = clock.today() + timedelta(days=days)

    answer = reader.post("/api/tokens/new/", {"name": "x", "until_on": until.isoformat()})

    assert answer.status_code == 422
    assert not Token.objects.exists()


def test_make_refuses_an_end_before_today(head: User) -> None:
    with pytest.raises(UnableToRecord):
        actions.make(user=head, name="x", until_on=date(2024, 8, 19), at=NOW)


def test_revoked_token_opens_nothing(reader: Client, head: User, text: str) -> None:
    reader.force_login(head)
    token = Token.objects.get()

    reader.post(f"/api/tokens/{token.pk}/revoke/")

    assert status(Client(), text) == 401
    assert "revoked" in read(reader, "/api/tokens/")
    acts = AuditRecord.objects.filter(subject="api.Token").order_by("pk")
    assert [act.action for act in acts] == ["token.make", "token.revoke"]


def test_token_of_another_is_not_found(reader: Client, head: User, town: Town) -> None:
    reader.force_login(head)
    other = factories.token(name="Another's")

    assert reader.post(f"/api/tokens/{other.pk}/revoke/").status_code == 404
    assert "Another" not in read(reader, "/api/tokens/")


def test_description_names_every_endpoint(reader: Client, head: User, town: Town) -> None:
    reader.force_login(head)

    page = read(reader, "/api/")

    paths = reader.get("/api/v1/openapi.json").json()["paths"]
    assert len(paths) == 8
    assert all(f"GET {path}" in page for path in paths)


def test_who_has_no_role_has_no_tokens(reader: Client, school: object) -> None:
    reader.force_login(factories.user())

    read(reader, "/api/tokens/", status=403)
    read(reader, "/api/", status=403)
