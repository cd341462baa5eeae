"""Each request that sends a sheet goes wrong in each way: nothing is lost, nothing comes twice."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from gaisma.base.models import AuditRecord, User
from gaisma.quality.observations.models import Sheet

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORDS = "Skolēni paši nosauca, ko iemācīsies."
REQUESTS = ("GET", "POST")
"""By the first the page asks for a token, by the second it sends what was written."""

TROUBLES = {
    "aborted": "throw new TypeError('Failed to fetch')",
    "delayed": "await new Promise((done) => setTimeout(done, 1000)); return ask(...asked)",
    "in trouble": "return new Response('', { status: 500 })",
    "lost": "await ask(...asked); throw new TypeError('Failed to fetch')",
}
ONCE = """
const ask = window.fetch.bind(window);
window.underWay = 0;
window.mostUnderWay = 0;
window.fetch = async (...asked) => {
  const isOurs = String(asked[0]).includes("/observations/sheets/");
  if (!isOurs) return ask(...asked);
  window.underWay += 1;
  window.mostUnderWay = Math.max(window.mostUnderWay, window.underWay);
  try {
    if ((asked[1]?.method ?? "GET") !== window.troubled) return await ask(...asked);
    window.troubled = null;
    return await (async () => { %s })();
  } finally {
    window.underWay -= 1;
  }
};
"""


def filled(page: "Page", sheet: Sheet, *, trouble: str) -> None:
    """The sheet's page with all that is asked, whose requests go wrong once when they are told."""
    page.add_init_script(ONCE % TROUBLES[trouble])
    page.goto(f"/observations/sheets/{sheet.pk}/")
    page.locator("[data-offline-panel][data-offline=ready]").wait_for()
    page.locator("[name=held_on]").fill("2024-04-16")
    page.locator("[name='answer-outcomes'][value=yes]").check()
    page.locator("[name=strengths]").fill(WORDS)
    page.locator("[data-offline-panel][data-state=kept]").wait_for()


def submit(page: "Page", *, troubled: str) -> None:
    page.evaluate("(method) => { window.troubled = method; }", troubled)
    page.locator("button[name=act][value=submit]").click()


def submitted_once() -> bool:
    """Whether the sheet has reached the server whole, and in one act."""
    row = Sheet.objects.get()
    acts = AuditRecord.objects.filter(action="sheet.submit").count()
    return (row.answers, row.strengths, row.revision, acts) == ({"outcomes": "yes"}, WORDS, 2, 1)


@pytest.mark.parametrize("troubled", REQUESTS)
@pytest.mark.parametrize("trouble", TROUBLES)
def test_what_goes_wrong_on_the_way_is_sent_when_the_network_is_back(
    page: "Page",
    sign_in: Callable[[User], None],
    observer: User,
    sheet: Sheet,
    troubled: str,
    trouble: str,
) -> None:
    sign_in(observer)
    filled(page, sheet, trouble=trouble)

    submit(page, troubled=troubled)
    if trouble != "delayed":
        page.locator("[data-offline-panel][data-state=waiting]").wait_for()
        page.evaluate("window.dispatchEvent(new Event('online'))")

    page.wait_for_url(f"**/observations/{sheet.observation_id}/")
    assert submitted_once()


@pytest.mark.parametrize("troubled", REQUESTS)
@pytest.mark.parametrize("trouble", ["aborted", "in trouble", "lost"])
def test_what_goes_wrong_on_the_way_is_sent_when_the_page_is_opened_again(
    context: "BrowserContext",
    page: "Page",
    sign_in: Callable[[User], None],
    observer: User,
    sheet: Sheet,
    troubled: str,
    trouble: str,
) -> None:
    sign_in(observer)
    filled(page, sheet, trouble=trouble)
    submit(page, troubled=troubled)
    page.locator("[data-offline-panel][data-state=waiting]").wait_for()
    page.close()

    again = context.new_page()
    again.goto(f"/observations/sheets/{sheet.pk}/")
    if (trouble, troubled) == ("lost", "POST"):
        # Nothing is left to be said: what lies on the server is what was written.
        again.locator("[data-offline-panel][data-offline=ready]").wait_for(state="attached")
    else:
        again.wait_for_url(f"**/observations/{sheet.observation_id}/")

    assert submitted_once()


def test_one_sheet_is_sent_once_at_a_time(
    page: "Page", sign_in: Callable[[User], None], observer: User, sheet: Sheet
) -> None:
    sign_in(observer)
    filled(page, sheet, trouble="aborted")
    submit(page, troubled="GET")
    page.locator("[data-offline-panel][data-state=waiting]").wait_for()

    most = page.evaluate(
        """async () => {
          window.mostUnderWay = 0;
          for (let time = 0; time < 3; time += 1) window.dispatchEvent(new Event("online"));
          while (!window.mostUnderWay) await new Promise((done) => setTimeout(done, 1));
          for (let look = 0; look < 10 && window.underWay; look += 1) {
            await new Promise((done) => setTimeout(done, 1));
          }
          return window.mostUnderWay;
        }"""
    )

    page.locator("[data-offline-panel]").wait_for(state="detached")
    assert most == 1
    assert submitted_once()
