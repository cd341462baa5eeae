"""Every page to which links of the demo lead: three languages, light and dark, wide and narrow."""

from typing import TYPE_CHECKING, Any

import pytest

from tests.functional.walk.checking import Listener, faults
from tests.functional.walk.conftest import SignedIn
from tests.functional.walk.crawling import Found, crawl, unled
from tests.functional.walk.serving import Site

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

pytestmark = [pytest.mark.browser, pytest.mark.walk]

ROLES = ("specialist", "administrator", "head", "teacher")
"""A page is looked at as the first of them that reaches it; home as each."""

LANGUAGES = {"lv": "Latviešu", "en": "English", "ru": "Русский"}
NOT_LED_TO = {
    "account_inactive": "signing in to a closed account leads there",
    "account_reauthenticate": "what needs the password once more leads there",
    "account_reset_password_done": "asking for a new password leads there",
    "account_reset_password_from_key_done": "setting a new password leads there",
    "mfa_list_webauthn": "only who has a passkey is led there",
    "socialaccount_login_cancelled": "another provider's sign-in leads back there",
    "base:style": "it is for those who make pages",
    "search:search": "the search field of every page leads there",
    "works:list": "it is led to while there is work",
}
"""Pages that no link of the demo leads to, and what does."""

FEWEST = 8


@pytest.fixture(scope="module")
def found(signed_in: SignedIn) -> dict[str, Found]:
    """The pages of each role."""
    return {role: crawl(signed_in(role).request) for role in ROLES}


def _shared(found: dict[str, Found]) -> dict[tuple[str, str], str]:
    """Each page once, with the role as which it is looked at; home as everyone."""
    pages: dict[str, tuple[str, str]] = {}
    for role, reached in found.items():
        for name, path in reached.pages.items():
            key = f"{name} as {role}" if name == "home:home" else name
            pages.setdefault(key, (role, path))
    return {(role, name): path for name, (role, path) in pages.items()}


def test_links_lead_somewhere(found: dict[str, Found]) -> None:
    assert not {role: reached.broken for role, reached in found.items() if reached.broken}


def test_pages_are_led_to(found: dict[str, Found], signed_in: SignedIn) -> None:
    lonely: dict[str, str] = {}
    reached = {name for each in found.values() for name in each.pages} | set(NOT_LED_TO)
    for role, each in found.items():
        pages = unled(signed_in(role).request, each)
        lonely |= {name: path for name, path in pages.items() if name not in reached}

    assert not lonely


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_have_no_faults(
    found: dict[str, Found], signed_in: SignedIn, site: Site, language: str
) -> None:
    pages, told = _shared(found), list[str]()

    for role in found:
        page, listener = _reading(signed_in(role), site, language)
        for (whose, name), path in pages.items():
            if whose == role:
                wrong = faults(page, listener, path, language=language)
                told += [f"{name} {path} as {role}: {fault}" for fault in wrong]
        page.close()

    assert len(pages) >= FEWEST
    if told:
        pytest.fail("\n".join(told), pytrace=False)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_who_has_not_signed_in_have_no_faults(
    browser: Any, site: Site, language: str
) -> None:
    context = browser.new_context(base_url=site.address, locale="lv-LV")
    context.set_default_timeout(30_000)
    pages = crawl(context.request, "/sign-in/").pages
    page, listener = _reading(context, site, language, "/sign-in/")
    told = [
        f"{name} {path}: {fault}"
        for name, path in pages.items()
        for fault in faults(page, listener, path, language=language)
    ]
    context.close()

    assert pages
    if told:
        pytest.fail("\n".join(told), pytrace=False)


def _reading(context: "BrowserContext", site: Site, language: str, start: str = "/") -> Any:
    """A page that speaks the language from now on, and who listens to it."""
    page = context.new_page()
    page.goto(start)
    page.get_by_role("button", name=LANGUAGES[language], exact=True).click()
    listener = Listener(site.address)
    listener.attach(page)
    return page, listener
