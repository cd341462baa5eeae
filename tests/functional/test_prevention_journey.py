"""From a signal to its outcome: a case is opened, support planned and given, the case closed."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from gaisma.base.models import Organisation, User
from gaisma.quality.prevention.models import Case
from gaisma.quality.prevention.signals import queries
from gaisma.quality.prevention.signals.queries import Fact
from tests import factories
from tests.unit.quality.prevention.conftest import working

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LEARNT = "Konsultācijas palīdzēja, kavējumu vairs nav."


def send(page: "Page") -> None:
    """Send the form of the page."""
    page.locator("main form.form button.primary").click()


@pytest.fixture(autouse=True)
def home(tmp_path: Any, settings: Any) -> None:
    settings.GAISMA_HOME = tmp_path


@pytest.fixture
def teacher(installation: Any, school: Organisation, monkeypatch: pytest.MonkeyPatch) -> User:
    """The class teacher of a learner who attended seven lessons of ten, as the lake tells."""
    group = factories.group(institution=school, name="8.a", grade=8)
    user = working("class_teacher", school)
    factories.group_teacher(group=group, person=user.account.person, is_class_teacher=True)
    person = factories.person(given_name="Elza", family_name="Ozola")
    factories.enrolment(group=group, person=person)
    factories.signal_rule()
    fact = Fact("few_lessons", person.pseudonym, school.pk, 7, 10)
    monkeypatch.setattr(
        queries,
        "facts",
        lambda _thresholds, _span, whose: (
            one for one in [fact] if whose.has(one.person, one.unit)
        ),
    )
    return user


def test_class_teacher_goes_from_a_signal_to_its_outcome(
    page: "Page", sign_in: Callable[[User], None], teacher: User
) -> None:
    sign_in(teacher)
    page.goto("/prevention/signals/")
    signal = page.locator("[aria-labelledby=open] li").first
    learner = signal.locator("a").first.inner_text()
    signal.locator("a[href*='/prevention/cases/new/']").click()

    page.locator("input[name=reasons]").first.check()
    page.fill("#id_situation", "Kavē pirmās stundas; ģimene zina un grib palīdzēt.")
    send(page)
    page.get_by_role("heading", level=1, name=learner).wait_for()
    case = page.url

    page.locator("main a[href$='/support/new/']").click()
    page.select_option("#id_kind", "psychologist")
    page.fill("#id_planned_hours", "4")
    send(page)
    page.wait_for_url(f"{case}**")

    # Hours in two clicks: the day stands there, the hours are written.
    page.locator("[aria-labelledby=plan] a[href$='/give/']").click()
    page.fill("#id_hours", "1.5")
    send(page)
    hours = page.locator("[aria-labelledby=plan] .badge.good")
    hours.filter(has_text=re.compile(r"1,5\s+st\.\s+/\s+4")).wait_for()

    # The signal is seen to by the case.
    page.goto("/prevention/signals/")
    seen_to = page.locator("[aria-labelledby=seen-to] li", has_text=learner)
    assert seen_to.locator(f"a[href='{Case.objects.get().get_absolute_url()}']").count() >= 1
    assert page.locator("[aria-labelledby=open] li", has_text=learner).count() == 0

    page.goto(case)
    page.locator("main a[href$='/close/']").click()
    page.select_option("#id_outcome", "stays")
    page.fill("#id_learnt", LEARNT)
    send(page)
    page.get_by_text(LEARNT).wait_for()
    assert page.locator("main a[href$='/support/new/']").count() == 0

    # Its forms lead back, and say why.
    page.goto(f"{case}support/new/")
    assert page.url == case
    page.locator(".message.bad").wait_for()
