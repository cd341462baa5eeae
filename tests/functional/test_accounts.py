"""Signing in, keys and the pages of accounts, in a browser."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from allauth.mfa.models import Authenticator

from gaisma.base.models import User
from tests import factories

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def key(page: "Page") -> Any:
    """A key in the computer, which says yes whenever it is asked."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session


def test_key_is_added_and_signs_in(page: "Page", key: Any, teacher: User) -> None:
    page.goto("/sign-in/")
    page.fill("#id_login", "teacher")
    page.fill("#id_password", "password")
    page.click("button.primary")
    page.goto("/accounts/own/second-step/passkeys/add/")
    page.fill("#id_password", "password")
    page.click("button.primary")
    page.check("#id_passwordless")
    page.click("#passkey_add")
    page.wait_for_url("**/recovery/")
    # The form looks first at what is kept on the device, and only then goes.
    with page.expect_navigation():
        page.click("form[action='/sign-out/'] button")

    page.goto("/sign-in/?next=/accounts/own/")
    page.click("#passkey_login")

    page.locator("#guards").wait_for()
    assert Authenticator.objects.get(user=teacher, type="webauthn").last_used_at is not None


def test_key_that_is_refused_is_told(page: "Page", key: Any, installation: object) -> None:
    page.goto("/sign-in/")

    page.click("#passkey_login")

    page.locator("[data-passkey-trouble]").wait_for(state="visible")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_pages_of_accounts_have_no_faults(
    page: "Page", sign_in: Callable[[User], None], administrator: User, teacher: User,
    scheme: Any, width: int,
) -> None:  # fmt: skip
    from axe_playwright_python.sync_playwright import Axe

    factories.invitation(organisation=teacher.grants.get().organisation)
    sign_in(administrator)
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)

    for address in (
        "/accounts/",
        f"/accounts/{teacher.pk}/",
        f"/accounts/{teacher.pk}/grant/",
        f"/accounts/{teacher.pk}/close/",
        "/accounts/invitations/",
        "/accounts/invitations/new/",
        "/accounts/invitations/list/",
        "/accounts/locks/",
        "/accounts/mail/",
        "/accounts/own/",
        "/accounts/own/name/",
        "/accounts/own/password/",
        "/accounts/own/second-step/",
    ):
        page.goto(address)
        found = Axe().run(page)
        assert found.violations_count == 0, f"{address}: {found.generate_report()}"
        overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert overflow <= 0, address


@pytest.mark.parametrize("language", ["lv", "en", "ru"])
def test_pages_before_signing_in_have_no_faults(
    page: "Page", head: User, live_server: Any, language: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page.context.add_cookies(
        [{"name": "django_language", "value": language, "url": live_server.url}]
    )
    for address in ("/sign-in/", "/password/", "/password/sent/", "/sign-in/closed/"):
        page.goto(address)
        found = Axe().run(page)
        assert found.violations_count == 0, f"{address}: {found.generate_report()}"
