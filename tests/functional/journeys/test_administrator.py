"""The administrator grants a role and ends it, and meets no learner anywhere."""

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from gaisma.sample import plan
from tests.functional.journeys.conftest import USERNAMES, Entered

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

OF_PEOPLE = (
    "/programmes/learners/",
    "/programmes/groups/",
    "/programmes/queue/",
    "/programmes/transfers/",
    "/people/staff/",
    "/people/find/",
    "/data-quality/",
    "/imports/",
    "/new-year/",
    "/new-year/confirmations/",
    "/closing/",
)
"""Pages on which learners stand, or what is done about them."""


def test_role_is_granted_and_ended(entered: Entered) -> None:
    administrator, finance = entered("administrator"), entered("finance")
    barred = finance.request.get("/people/staff/").status
    administrator.goto(f"/accounts/?q={USERNAMES['finance']}")
    administrator.locator(".data tbody th a").first.click()
    administrator.get_by_role("link", name="Piešķirt lomu").click()
    administrator.select_option("#id_role", value="auditor")
    administrator.select_option("#id_organisation", label=plan.HEAD_AT)
    administrator.locator("main form.form button.primary").click()
    row = administrator.locator("tr", has_text="revidents")
    row.wait_for()

    let_in = finance.request.get("/people/staff/").status
    row.get_by_role("link", name="Izbeigt").click()
    administrator.fill("#id_on", (plan.TODAY - timedelta(days=1)).isoformat())
    administrator.locator("main form.form button").first.click()
    administrator.locator("[aria-labelledby=before]", has_text="revidents").wait_for()

    assert (barred, let_in) == (403, 200)
    assert finance.request.get("/people/staff/").status == 403
    administrator.goto("/administration/audit/")
    noted = administrator.locator(".data tbody").inner_text()
    assert "Piešķirta loma" in noted
    assert "Izbeigta loma" in noted


def test_administrator_meets_no_learner(entered: Entered) -> None:
    administrator, head = entered("administrator"), entered("head")
    head.goto("/programmes/learners/?group=8.a")
    learner = head.locator(".data tbody th a").first
    name, address = learner.inner_text(), learner.get_attribute("href") or ""
    head.goto(address)

    administrator.goto("/")
    menu = links(administrator, "#menu a")
    refused = {path: administrator.request.get(path).status for path in OF_PEOPLE}
    own = {
        page: administrator.request.get(f"{address}{page}").status
        for page in ("", "looks/", "held/", "held/file/")
    }

    assert not [link for link in menu if link.startswith(("/programmes", "/data-quality"))]
    assert set(refused.values()) <= {403, 404}, refused
    assert set(own.values()) <= {403, 404, 405}, own
    assert not seen_by_searching(administrator, name)


@pytest.mark.parametrize("path", ["/administration/audit/", "/work/", "/accounts/", "/"])
def test_what_the_administrator_reads_names_no_learner(entered: Entered, path: str) -> None:
    administrator, head = entered("administrator"), entered("head")
    head.goto("/programmes/learners/?group=8.b")
    names = head.locator(".data tbody th a").all_inner_texts()
    head.goto(head.locator(".data tbody th a").first.get_attribute("href") or "")

    administrator.goto(path)
    told = administrator.locator("main").inner_text()

    assert names
    assert not [
        name for name in names if name in told or " ".join(reversed(name.split(", "))) in told
    ]
    assert not [link for link in links(administrator, "main a") if re.match(r"/people/\d", link)]


def test_key_of_the_administrator_for_programs_opens_no_learner(entered: Entered) -> None:
    administrator = entered("administrator")
    administrator.goto("/api/tokens/new/")
    administrator.fill("#id_name", "Pārraudzība")
    administrator.fill("#id_until_on", (plan.TODAY + timedelta(days=30)).isoformat())
    administrator.locator("main form.form button.primary").click()
    key = re.search(r"gaisma_[\w-]+", administrator.locator("main").inner_text())
    assert key

    bearer = {"Authorization": f"Bearer {key[0]}"}
    answers = {
        path: administrator.request.get(path, headers=bearer)
        for path in ("/api/v1/institutions", "/api/v1/groups", "/programmes/learners/")
    }

    assert answers["/api/v1/institutions"].ok
    sizes = [group["size"] for group in answers["/api/v1/groups"].json()["items"]]
    assert not [size for size in sizes if size is not None and 0 < size < 5]
    assert answers["/programmes/learners/"].status == 403


def seen_by_searching(page: "Page", name: str) -> list[str]:
    """Hits whose text holds the family name and the given name."""
    family, given = name.split(", ")
    page.fill("[data-search] input[type=search]", family)
    page.keyboard.press("Enter")
    page.get_by_role("status").first.wait_for()
    hits = page.locator("main .list li").all_inner_texts()
    return [hit for hit in hits if family in hit and given in hit]


def links(page: "Page", selector: str) -> list[str]:
    """Where the links lead."""
    found: list[str] = page.locator(selector).evaluate_all(
        "all => all.map(each => each.getAttribute('href') || '')"
    )
    return found
