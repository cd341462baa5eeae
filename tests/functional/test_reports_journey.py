"""A specialist writes the report, the manager reviews and approves it, and it is downloaded."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from gaisma.base.models import User
from gaisma.evidence.reports.models import Report
from tests import factories
from tests.pages import Town

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def manager(school: object) -> User:
    user = factories.user(username="manager", full_name="Manager")
    factories.role_grant(user=user, role="manager", organisation=factories.authority())
    return user


def test_report_goes_from_its_draft_to_its_download(
    page: "Page",
    sign_in: Callable[[User], None],
    specialist: User,
    manager: User,
    town: Town,
    settings: Any,
) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    report = factories.report()
    home = f"/reports/{report.pk}/"
    # What is asked for the first time is compiled first.
    page.set_default_timeout(60_000)
    sign_in(specialist)

    page.goto(f"{home}texts/brief.figures/lv/")
    page.fill("#id_text", "Mācās ")
    page.fill("#id_q", "skoleni")
    page.locator("#tokens [data-insert]").first.click()
    preview = page.locator("#preview")
    preview.locator("a.figure").wait_for()
    assert "[[" in page.input_value("#id_text")
    page.fill("#id_text", "Mācās [[learners.count stage=skool]].")
    preview.locator(".message.bad").wait_for()
    page.fill("#id_text", "Mācās [[learners.count stage=school as=words]].")
    preview.get_by_text("skolēni").wait_for()
    page.locator("button[value=keep]").click()
    page.wait_for_url(f"**{home}**")
    page.locator(f"a[href='{home}send/']").click()
    page.locator("main form.form button").last.click()
    page.wait_for_url(f"**{home}")

    sign_in(manager)
    page.goto(f"{home}comment/brief.figures/")
    page.fill("#id_text", "Labi.")
    page.locator("main form.form button").first.click()
    page.locator(".remark form button").click()
    page.locator(f"a[href='{home}approve/']").click()
    page.locator("main form.form button").first.click()
    page.wait_for_url(f"**{home}")

    assert Report.objects.get().state == "approved"
    page.goto(home)
    with page.expect_download() as download:
        page.locator("a[href$='/files/lv/docx/']").click()
    assert download.value.suggested_filename == "readiness-2024-2025-lv.docx"


def test_text_is_written_without_javascript(
    browser: Any, live_server: Any, specialist: User, town: Town, client: Any, settings: Any
) -> None:
    report = factories.report()
    client.force_login(specialist)
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    page = context.new_page()

    page.goto(f"/reports/{report.pk}/texts/brief.figures/lv/")
    page.fill("#id_text", "Mācās [[learners.count stage=school as=words]].")
    page.locator("button[value=preview]").click()
    page.locator("#preview a.figure").wait_for()
    page.locator("button[value=keep]").click()

    assert report.narratives.get().text == "Mācās [[learners.count stage=school as=words]]."
    context.close()
