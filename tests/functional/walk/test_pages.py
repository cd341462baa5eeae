"""Every page to which links of the demo lead: in Latvian light and dark, wide and narrow.

In the other languages what these change: words left untranslated, names, width.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from django.urls import reverse

from gaisma.base.models.accounts import ROLES
from tests.functional.walk import looking
from tests.functional.walk.checking import faults
from tests.functional.walk.conftest import NOBODY, Reached, SignedIn
from tests.functional.walk.crawling import path_of
from tests.functional.walk.listening import Listener
from tests.functional.walk.serving import Site

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

pytestmark = [pytest.mark.browser, pytest.mark.walk]

LANGUAGES = {"lv": "Latviešu", "en": "English", "ru": "Русский"}
SHARES = 6
"""So many tests divide the pages of a language, for processes to take one after another."""

NOT_LED_TO = {
    "account_inactive": "signing in to a closed account leads there",
    "accounts:reset_second_factor": "only an account that has a second step leads there",
    "account_reauthenticate": "what needs the password once more leads there",
    "account_reset_password_done": "asking for a new password leads there",
    "account_reset_password_from_key_done": "setting a new password leads there",
    "mfa_list_webauthn": "only who has a passkey is led there",
    "socialaccount_login_cancelled": "another provider's sign-in leads back there",
    "assessments:classes": "a paper of an assessment that is open leads there",
    "assessments:families": "an assessment that is open to families leads there",
    "assessments:decide": "a result that is appealed against leads there",
    "base:offline": "the browser keeps it for when the network is cut",
    "instruments:bring_back": "an instrument that is retired leads there",
    "prevention:correct_attempt": "a child after whom somebody asked leads there",
    "programmes:offer_new": "transferring a learner to an institution of others leads there",
    "base:style": "it is for those who make pages",
    "surveys:door": "a sheet with codes leads there",
    "surveys:thanks": "sending the answers to a survey leads there",
    "surveys:trial": "sending the answers of a trial leads there",
    "search:search": "the search field of every page leads there",
    "works:list": "it is led to while there is work",
    "inspections:check": "a defect that was reported as mended leads there",
    "reports:change_day": "a report that is a draft leads there",
    "reports:send_for_review": "a report that is a draft leads there",
    "reports:comment": "a report that is not published yet leads there",
    "reports:comment_section": "a report that is not published yet leads there",
    "reports:text": "a report that is not published yet leads there",
    "selfevaluation:judge": "an appraisal that is not concluded leads there",
    "selfevaluation:conclude": "an appraisal that is not concluded leads there",
    "selfevaluation:set_task": "an appraisal that is not concluded leads there",
    "selfevaluation:task": "an appraisal that is not concluded leads there",
    "selfevaluation:talk": "an appraisal that is not concluded leads there",
    "selfevaluation:tell": "an appraisal that is not concluded leads there",
    "reports:return_to_draft": "a report in review leads there",
    "reports:approve": "a report in review leads there",
    "reports:adopt": "a report that is approved leads there",
    "reports:publish": "a report that is adopted leads there",
}
"""Pages that no link of the demo leads to, and what does."""

MAY = {"accounts": "administrator", "reports": "manager", "selfevaluation:task": "manager"}
"""Who may do what no link of the demo leads to, by its room or name; elsewhere the specialist."""

OWN_LANGUAGE = {"reports:document": "lv"}
"""A report speaks the language in which it was written, whoever reads it."""


class Stop(NamedTuple):
    """A page of the walk: as which role it is looked at, and what it answers."""

    role: str
    name: str
    path: str
    status: int = 200


def _stops(reached: Reached) -> list[Stop]:
    """Each page once, as the first role that reaches it; home as each role; in order of roles."""
    stops: dict[str, Stop] = {}
    for role in (NOBODY, "specialist", "administrator", *ROLES):
        for name, path in reached(role).pages.items():
            key = f"{name} as {role}" if name == "home:home" else name
            stops.setdefault(key, Stop(role, name, path))
    for name in NOT_LED_TO:
        role = MAY.get(name) or MAY.get(name.split(":")[0], "specialist")
        if path := path_of(name, reached(role)):
            stops.setdefault(name, Stop(role, name, path))
    nowhere = Stop("specialist", "404", "/nowhere/", 404)
    forbidden = Stop("teacher", "403", reverse("administration:overview"), 403)
    return sorted([*stops.values(), nowhere, forbidden], key=lambda stop: stop.role)


@pytest.mark.parametrize("share", range(SHARES))
@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_have_no_faults(
    reached: Reached, signed_in: SignedIn, site: Site, language: str, share: int
) -> None:
    stops = _stops(reached)
    stops = stops[len(stops) * share // SHARES : len(stops) * (share + 1) // SHARES]

    told = [
        f"{stop.name} {stop.path} as {stop.role}: {fault}"
        for role, pages in groupby(stops, key=lambda stop: stop.role)
        for stop, fault in _walked(signed_in(role), site, language, pages)
    ]

    assert stops
    if told:
        pytest.fail("\n".join(told), pytrace=False)


def _walked(
    context: "BrowserContext", site: Site, language: str, stops: Any
) -> Iterator[tuple[Stop, str]]:
    page, listener = context.new_page(), Listener(site.address)
    page.goto("/")
    page.get_by_role("button", name=LANGUAGES[language], exact=True).click()
    page.wait_for_load_state()
    looking.prepare(page)
    listener.attach(page)
    for stop in stops:
        spoken = OWN_LANGUAGE.get(stop.name, language)
        wrong = faults(page, listener, stop.path, language=spoken, status=stop.status)
        yield from ((stop, fault) for fault in wrong)
    page.close()
