"""Links that are shown to a role lead it to pages, and every page is led to."""

import pytest

from gaisma.base.models.accounts import ROLES
from tests.functional.walk.conftest import NOBODY, Reached, SignedIn
from tests.functional.walk.crawling import unled
from tests.functional.walk.test_pages import NOT_LED_TO

pytestmark = [pytest.mark.browser, pytest.mark.walk]

FEWEST = 20
"""So many kinds of pages are there even for who may do least."""


@pytest.mark.parametrize("role", [NOBODY, *ROLES])
def test_links_lead_to_pages(reached: Reached, role: str) -> None:
    found = reached(role)

    assert not found.broken
    assert len(found.pages) >= FEWEST or role == NOBODY


def test_pages_are_led_to(reached: Reached, signed_in: SignedIn) -> None:
    known = {name for role in ROLES for name in reached(role).pages} | set(NOT_LED_TO)

    lonely = {role: unled(signed_in(role).request, reached(role), known) for role in ROLES}

    assert not {role: pages for role, pages in lonely.items() if pages}
