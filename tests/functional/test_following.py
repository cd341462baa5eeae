"""A page that follows a job, in a browser."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from gaisma.base.jobs import signs
from gaisma.base.jobs.models import Job
from tests import factories
from tests.moments import NOW

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)


def test_page_of_a_work_follows_it_to_its_result(
    page: "Page", sign_in: Callable[..., Any], specialist: Any
) -> None:
    from playwright.sync_api import expect

    job = factories.job(by=specialist, state="running", begun_at=NOW)
    sign_in(specialist)

    with signs.held(job.pk) as sign:
        assert sign
        sign.tell(1, 4)
        page.goto(job.get_absolute_url())
        bar = page.get_by_role("progressbar")
        expect(bar).to_have_attribute("value", "1")
        sign.tell(3, 4)
        expect(bar).to_have_attribute("value", "3")
    Job.objects.update(state="done", ended_at=NOW, result="/style/")

    page.wait_for_url("**/style/")
