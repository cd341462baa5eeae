"""The demo as its people use it: served with its background work, entered by the form."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from gaisma.sample.accounts import ACCOUNTS, PASSWORD
from tests.browser import LANGUAGE, WITHIN_MILLISECONDS, Troubles, enter
from tests.functional.walk.serving import Site, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Locator, Page

Entered = Callable[[str], "Page"]
USERNAMES = {account.role: account.username for account in ACCOUNTS}
OTHER_HEAD = "other_head"
OTHER_SCHOOL = "Paraugpils Upes vidusskola"
"""Where the other head of the journeys works; the demo's own head works elsewhere."""

HIRING = f"""
from datetime import date
from django.utils import timezone
from gaisma.base.models import Organisation, RoleGrant, User
user = User.objects.create_user(
    username="{OTHER_HEAD}", full_name="Otrs Vadītājs", password="{PASSWORD}")
RoleGrant.objects.create(
    user=user, role="head", organisation=Organisation.objects.get(name="{OTHER_SCHOOL}"),
    from_on=date(2020, 1, 1), granted_at=timezone.now())
"""


@pytest.fixture(scope="session")
def site(city: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demo, served; what one journey changes the next one finds changed."""
    home = tmp_path_factory.mktemp("journeys") / "demo"
    with served(city, home, "--with-worker") as found:
        done = found.installation.run("shell", "-v", "0", "-c", HIRING)
        assert done.returncode == 0, done.stderr
        yield found


@pytest.fixture(scope="session")
def keys(browser: "Browser", site: Site) -> Callable[[str], Any]:
    """Answers the cookies of somebody who has signed in, once for all tests."""
    known: dict[str, Any] = {}

    def of(username: str) -> Any:
        if username not in known:
            known[username] = _keys(browser, site, username)
        return known[username]

    return of


@pytest.fixture
def entered(browser: "Browser", site: Site, keys: Callable[[str], Any]) -> Iterator[Entered]:
    """Opens a page for somebody who has signed in: a role of the demo's accounts, or a username.

    Each call opens a profile of its own, as on another computer. What goes wrong in a page fails
    the test.
    """
    profiles: list[BrowserContext] = []
    troubles: list[Troubles] = []

    def page(who: str) -> "Page":
        profile = _profile(browser, site, storage_state=keys(USERNAMES.get(who, who)))
        profiles.append(profile)
        opened = profile.new_page()
        troubles.append(Troubles.of(opened, site.address))
        return opened

    yield page
    for profile in profiles:
        profile.close()
    assert not [trouble for each in troubles for trouble in each]


def open_result(page: "Page", led_to: "Locator") -> None:
    """Wait for background work, if there is any, until what it leads to is there.

    With scripts the page of the work goes on to its result by itself.
    """
    result = page.get_by_role("link", name="Atvērt rezultātu")
    result.or_(led_to).first.wait_for()
    if result.count():
        page.goto(result.get_attribute("href") or "")
    led_to.wait_for()


def _keys(browser: "Browser", site: Site, username: str) -> Any:
    profile = _profile(browser, site)
    page = profile.new_page()
    enter(page, username, PASSWORD)
    page.wait_for_url(f"{site.address}/")
    state = profile.storage_state()
    profile.close()
    return state


def _profile(browser: "Browser", site: Site, **options: Any) -> "BrowserContext":
    profile = browser.new_context(base_url=site.address, locale=LANGUAGE, **options)
    # What is asked for the first time is compiled first.
    profile.set_default_timeout(3 * WITHIN_MILLISECONDS)
    return profile
