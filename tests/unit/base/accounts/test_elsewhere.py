"""Signing in by OpenID Connect, at a small provider that the test starts."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.http import HttpResponse
from django.test import Client

from gaisma.base.models import User
from gaisma.config import sign_in
from tests import factories, oidc
from tests.oidc import Provider
from tests.pages import read

pytestmark = pytest.mark.django_db
ADDRESS = f"/sign-in/with/{sign_in.KEY}/"
LATER = datetime(2999, 1, 1, tzinfo=UTC)


@pytest.fixture
def elsewhere(settings: Any, installation: object) -> Iterator[Provider]:
    """The provider, known to the settings; it lets Anna in."""
    with oidc.provider() as served:
        app = sign_in.app(served.issuer, client=oidc.CLIENT, secret=oidc.SECRET, name="Skolas")
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
        served.claims = {"sub": "1", "email": "anna@example.lv", "email_verified": True}
        yield served


def come_back(client: Client, *, address: str = ADDRESS) -> HttpResponse:
    """Go to the provider and come back with what it says."""
    there = client.get(address)
    assert there.status_code == 302, there.content
    back = requests.get(there.headers["Location"], allow_redirects=False, timeout=5)
    answer: HttpResponse = client.get(back.headers["Location"].replace("http://testserver", ""))
    return answer


def signed_in(client: Client) -> int | None:
    found = client.session.get("_auth_user_id")
    return int(found) if found else None


def test_page_offers_the_other_place(reader: Client, elsewhere: Provider) -> None:
    page = read(reader, "/sign-in/?next=/figures/")

    assert "Sign in with Skolas" in page
    assert f"{ADDRESS}?next=/figures/" in page


def test_page_offers_nothing_without_the_setting(reader: Client, installation: object) -> None:
    assert "/sign-in/with/" not in read(reader, "/sign-in/")


def test_who_has_an_account_by_the_address_is_let_in(reader: Client, elsewhere: Provider) -> None:
    anna = factories.user(email="Anna@example.lv")

    answer = come_back(reader, address=f"{ADDRESS}?next=/figures/")

    assert signed_in(reader) == anna.pk
    assert answer.headers["Location"] == "/figures/"


def test_who_has_come_once_is_known_by_the_provider_not_by_the_address(
    reader: Client, elsewhere: Provider
) -> None:
    anna = factories.user(email="anna@example.lv")
    come_back(reader)
    reader.logout()
    User.objects.filter(pk=anna.pk).update(email="else@example.lv")

    come_back(reader)

    assert signed_in(reader) == anna.pk
    assert SocialAccount.objects.count() == 1


def test_who_is_invited_gets_the_account(reader: Client, elsewhere: Provider, head: User) -> None:
    school = head.grants.get().organisation
    factories.invitation(
        email="anna@example.lv", organisation=school, invited_by=head, expires_at=LATER
    )

    come_back(reader)

    anna = User.objects.get(email="anna@example.lv")
    assert signed_in(reader) == anna.pk
    assert not anna.has_usable_password()
    assert anna.grants.get().role == "teacher"


def test_who_is_not_invited_is_turned_away_and_gets_no_account(
    reader: Client, elsewhere: Provider
) -> None:
    before = User.objects.count()

    answer = come_back(reader)

    assert answer.status_code == 403
    assert "You have no account here" in answer.content.decode()
    assert signed_in(reader) is None
    assert User.objects.count() == before


@pytest.mark.parametrize("verified", [False, None, "false", "true"])
def test_address_that_is_not_verified_is_nobodys(
    reader: Client, elsewhere: Provider, verified: Any
) -> None:
    factories.user(email="anna@example.lv")
    elsewhere.claims["email_verified"] = verified

    assert come_back(reader).status_code == 403
    assert signed_in(reader) is None


def test_without_an_address_nobody_is_let_in(reader: Client, elsewhere: Provider) -> None:
    factories.user(email="")
    elsewhere.claims = {"sub": "1"}

    assert come_back(reader).status_code == 403


def test_closed_account_stays_closed(reader: Client, elsewhere: Provider) -> None:
    factories.user(email="anna@example.lv", is_active=False)

    answer = come_back(reader)

    assert answer.headers["Location"] == "/sign-in/closed/"
    assert signed_in(reader) is None


def test_second_step_is_asked_for_here_too(reader: Client, elsewhere: Provider) -> None:
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    anna = factories.user(email="anna@example.lv")
    TOTP.activate(anna, generate_totp_secret())

    answer = come_back(reader)

    assert answer.headers["Location"] == "/sign-in/code/"
    assert signed_in(reader) is None


def test_who_turns_back_there_is_told(reader: Client, elsewhere: Provider) -> None:
    elsewhere.refuses = True

    answer = come_back(reader)
    page = reader.get(answer.headers["Location"]) if answer.status_code == 302 else answer

    assert "You have not been signed in" in page.content.decode()


def test_coming_back_without_having_gone_is_refused(reader: Client, elsewhere: Provider) -> None:
    answer = reader.get(f"{ADDRESS}back/?code=code-0&state=forged")

    assert "You have not been signed in" in answer.content.decode()
    assert signed_in(reader) is None


def test_who_is_signed_in_joins_no_second_account(
    reader: Client, elsewhere: Provider, teacher: User
) -> None:
    reader.force_login(teacher)

    assert reader.get(f"{ADDRESS}?process=connect").headers["Location"] == "/"
    assert not SocialAccount.objects.exists()


def test_unknown_place_is_not_found(reader: Client, elsewhere: Provider) -> None:
    assert reader.get("/sign-in/with/nobody/").status_code == 404


def test_settings_ask_for_client_and_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GAISMA_OIDC_ISSUER", "https://sso.example.lv")

    with pytest.raises(Exception, match="GAISMA_OIDC_CLIENT"):
        sign_in.providers()


def test_settings_make_a_provider(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("ISSUER", "https://sso.example.lv"), ("CLIENT", "a"), ("SECRET", "b")):
        monkeypatch.setenv(f"GAISMA_OIDC_{name}", value)

    (app,) = sign_in.providers()["openid_connect"]["APPS"]

    assert (app["client_id"], app["secret"], app["name"]) == ("a", "b", "OpenID Connect")
    assert app["settings"]["server_url"] == "https://sso.example.lv"


def test_settings_without_an_issuer_make_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GAISMA_OIDC_ISSUER", raising=False)

    assert sign_in.providers() == {}
