"""The served demo, and a browser profile for each role that its accounts hold."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import settings

from tests.functional.walk.serving import Site, served
from tests.functional.walk.serving import signed_in as signed_in_session

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

SignedIn = Callable[[str], "BrowserContext"]


@pytest.fixture(scope="session")
def site(city: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demo, served."""
    with served(city, tmp_path_factory.mktemp("walk") / "demo") as found:
        yield found


@pytest.fixture(scope="session")
def signed_in(browser: "Browser", site: Site) -> Iterator[SignedIn]:
    """Answers a profile in which somebody with a role has signed in."""
    profiles: dict[str, BrowserContext] = {}

    def profile(role: str) -> "BrowserContext":
        if role not in profiles:
            profiles[role] = _signed_in(browser, site, role)
        return profiles[role]

    yield profile
    for each in profiles.values():
        each.close()


def _signed_in(browser: "Browser", site: Site, role: str) -> "BrowserContext":
    context = browser.new_context(base_url=site.address, locale="lv-LV")
    context.set_default_timeout(30_000)
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": signed_in_session(site, role)}
    context.add_cookies([{**cookie, "url": site.address}])
    return context
