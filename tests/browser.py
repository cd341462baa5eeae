"""The browser of the tests: it reaches this machine only, and a page's own errors fail the test."""

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from gaisma.base.models import User
from tests import programs

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response

LANGUAGE = "lv-LV"
WITHIN_MILLISECONDS = 10_000
PARTS_OF_A_PAGE = frozenset({"stylesheet", "script", "image", "font"})


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """One Chromium for all tests."""
    from playwright.sync_api import sync_playwright

    place = programs.chromium()
    if place is None:
        pytest.fail("Chromium is missing; `make test` installs it or leaves these tests out.")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread, which Django takes for asynchronous code.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        chromium = playwright.chromium.launch(executable_path=place)
        yield chromium
        chromium.close()


@pytest.fixture
def context(browser: "Browser", live_server: Any) -> "Iterator[BrowserContext]":
    """A browser profile of the test's own, at the test's own site."""
    context = browser.new_context(base_url=live_server.url, locale=LANGUAGE)
    context.set_default_timeout(WITHIN_MILLISECONDS)
    yield context
    context.close()


@pytest.fixture
def page(context: "BrowserContext", live_server: Any) -> "Iterator[Page]":
    """A page; what it asks of another machine, and what its scripts fail at, fails the test."""
    page = context.new_page()
    troubles = Troubles.of(page, live_server.url)
    yield page
    assert not troubles


def enter(page: "Page", username: str, password: str = "password") -> None:
    """Sign in by the form."""
    page.goto("/sign-in/")
    form = page.locator("form:has(input[type=password])")
    form.locator("input:not([type=hidden])").first.fill(username)
    form.locator("input[type=password]").fill(password)
    form.locator("button.primary").click()


class Troubles(list[str]):
    """What went wrong in the browser. A refused page may be what the test is about."""

    @classmethod
    def of(cls, page: "Page", site: str) -> "Troubles":
        """What goes wrong on the page from now on; it may ask the site only."""
        troubles = cls()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", troubles.hear)
        page.on("response", troubles.see)
        page.context.route(
            lambda address: not address.startswith((site, "data:", "blob:")),
            lambda route: (troubles.append(f"asked {route.request.url}"), route.abort()),
        )
        return troubles

    def hear(self, said: "ConsoleMessage") -> None:
        if said.type == "error" and not said.text.startswith("Failed to load resource"):
            self.append(said.text)

    def see(self, response: "Response") -> None:
        if response.status >= 400 and response.request.resource_type in PARTS_OF_A_PAGE:
            self.append(f"{response.status} {response.url}")


@pytest.fixture
def sign_in(context: "BrowserContext", live_server: Any) -> Callable[[User], None]:
    """Signs a user in without the form."""
    return lambda user: context.add_cookies([session_of(user, live_server.url)])


def session_of(user: User, address: str) -> Any:
    """The cookie of a session that a user has begun at the address."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return {
        "name": settings.SESSION_COOKIE_NAME,
        "value": session.session_key,
        "url": address,
    }
