"""The served demo, a browser profile for each role, and the pages that each role reaches."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import settings

from tests.functional.walk.crawling import Found, crawl
from tests.functional.walk.serving import Site, served, sessions
from tests.functional.walk.sharing import once

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

NOBODY = ""
"""The role of who has not signed in."""

SignedIn = Callable[[str], "BrowserContext"]
Reached = Callable[[str], Found]


@pytest.fixture(scope="session")
def site(city: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demo, served."""
    with served(city, tmp_path_factory.mktemp("walk") / "demo") as found:
        yield found


@pytest.fixture(scope="session")
def signed_in(browser: "Browser", site: Site) -> Iterator[SignedIn]:
    """Answers a profile in which somebody with a role has signed in."""
    keys = {**sessions(site), NOBODY: ""}
    profiles: dict[str, BrowserContext] = {}

    def profile(role: str) -> "BrowserContext":
        if role not in profiles:
            profiles[role] = _signed_in(browser, site, keys[role])
        return profiles[role]

    yield profile
    for each in profiles.values():
        each.close()


def _signed_in(browser: "Browser", site: Site, key: str) -> "BrowserContext":
    # Pages come from the server, not from what a service worker has kept of them.
    context = browser.new_context(
        base_url=site.address, locale="lv-LV", service_workers="block", reduced_motion="reduce"
    )
    context.set_default_timeout(60_000)
    if key:
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": key}
        context.add_cookies([{**cookie, "url": site.address}])
    return context


@pytest.fixture(scope="session")
def reached(signed_in: SignedIn, city: Path) -> Reached:
    """Answers what a role reaches: the process that asks first follows the links for all."""

    def found(role: str) -> Found:
        start = "/" if role else "/sign-in/"
        kept = once(
            city.parent / f"reached-{role or 'nobody'}.json",
            lambda: crawl(signed_in(role).request, start).as_json(),
        )
        return Found(**kept)

    return found
