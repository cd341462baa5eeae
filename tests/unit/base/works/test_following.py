"""A page that follows a work, in a browser."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from gaisma.base.works import signs
from gaisma.base.works.models import Work
from tests import factories
from tests.moments import NOW

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)


def test_page_of_a_work_follows_it_to_its_result(
    page: "Page", sign_in: Callable[..., Any], specialist: Any
) -> None:
    from playwright.sync_api import expect

    work = factories.work(by=specialist, state="running", begun_at=NOW)
    sign_in(specialist)

    with signs.held(work.pk) as sign:
        assert sign
        sign.tell(1, 4)
        page.goto(work.get_absolute_url())
        bar = page.get_by_role("progressbar")
        expect(bar).to_have_attribute("value", "1")
        sign.tell(3, 4)
        expect(bar).to_have_attribute("value", "3")
    Work.objects.update(state="done", ended_at=NOW, result="/style/")

    page.wait_for_url("**/style/")
