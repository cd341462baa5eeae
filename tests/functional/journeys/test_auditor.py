"""The auditor reads what officials read, and changes nothing."""

import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.functional.journeys.conftest import Entered
from tests.functional.walk.crawling import Found, crawl
from tests.matrix.addresses import addresses

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

OWN = (
    "/language/",
    "/sign-",
    "/password/",
    "/search/",
    "/accounts/own/",
    "/accounts/accept/",
    "/api/tokens/",
    "/calendar/addresses/mine/",
    "/calendar/missing/letters/",
    "/work/",
    "/static/",
)
"""What is sent there is about the sender's own account and reading, and not about the record."""

READ = re.compile(
    r"/people/(find|\d+/code/show|\d+/held/file)/|/instruments/versions/\d+/(\?|$)|/answer/$"
)
"""What is asked for by sending, so that it is noted and stands in no address; nothing changes."""

SENT = re.compile(r"<form[^>]*method=\"post\"[^>]*>", re.IGNORECASE)
TARGET = re.compile(r"action=\"([^\"]*)\"")
OFFICIALS_PAGES = (
    "/programmes/learners/",
    "/programmes/groups/",
    "/programmes/queue/",
    "/people/staff/",
    "/imports/",
    "/data-quality/",
    "/calendar/missing/",
    "/reports/",
    "/boards/",
)


def test_auditor_reads_what_officials_read(entered: Entered) -> None:
    auditor, official = entered("auditor"), entered("specialist")

    for path in OFFICIALS_PAGES:
        assert _rows(auditor, path) == _rows(official, path), path


def test_auditor_is_offered_nothing_that_changes_the_record_and_refused_what_she_sends(
    entered: Entered,
) -> None:
    auditor = entered("auditor")
    reading = Reading(auditor.request)
    found = crawl(reading)
    auditor.goto("/")
    token = auditor.locator("input[name=csrfmiddlewaretoken]").first.input_value()

    taken = {
        path: status
        for path in _addresses(found)
        if (status := _sent(auditor, path, token)) not in (401, 403, 404, 405)
    }

    assert len(found.pages) > 20
    assert found.broken == []
    assert _offered(reading.pages) == []
    assert taken == {}


class Reading:
    """Asks for pages and keeps what they said."""

    def __init__(self, request: Any) -> None:
        self.request = request
        self.pages: dict[str, str] = {}

    def get(self, path: str) -> Any:
        answer = self.request.get(path)
        if "text/html" in answer.headers.get("content-type", ""):
            self.pages[path] = answer.text()
        return answer


def _offered(pages: dict[str, str]) -> list[str]:
    return sorted(
        f"{target} on {path}"
        for path, html in pages.items()
        for target in _targets(html, path)
        if not _is_own(target)
    )


def _addresses(found: Found) -> list[str]:
    """Every address of the site that is not about the sender's own account and reading."""
    paths = []
    for address in addresses():
        room = address.name.split(":")[0]
        known = {
            name: found.values.get(f"{room}:{name}", found.values.get(name)) or 1
            for name in address.parameters
        }
        paths.append(address.path(known))
    return [path for path in paths if not _is_own(path)]


def _is_own(path: str) -> bool:
    return path.startswith(OWN) or READ.match(path) is not None


def _sent(page: "Page", path: str, token: str) -> int:
    return page.request.post(path, headers={"X-CSRFToken": token}, max_redirects=0).status


def _rows(page: "Page", path: str) -> str:
    page.goto(path)
    rows = page.locator(".data tbody tr").count()
    return f"{page.locator('h1').inner_text()}: {rows}"


def _targets(html: str, path: str) -> list[Any]:
    sent = SENT.findall(html)
    return [found[1] if (found := TARGET.search(form)) and found[1] else path for form in sent]
