"""The results of a class entered by the keyboard alone: no page is loaded, and nothing is lost."""

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from gaisma.base.models import User
from gaisma.quality.assessments.models import Paper, Result
from gaisma.record.people.models import Person
from tests import factories
from tests.functional.observations.test_leaving import leave

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def home(tmp_path: Any, settings: Any) -> None:
    settings.GAISMA_HOME = tmp_path


@pytest.fixture
def paper(installation: Any) -> Paper:
    found: Paper = factories.paper()
    for number, most in enumerate((8, 12), start=1):
        factories.item(paper=found, number=number, maximum=Decimal(most))
    return found


@pytest.fixture
def learners(head: User, paper: Paper, school: Any) -> list[Person]:
    year = paper.assessment.school_year
    group = factories.group(institution=school, school_year=year, grade=9, name="9.b")
    names = ("Anna", "Elza", "Zane")
    people = [factories.person(given_name=name, family_name="Ozola") for name in names]
    for person in people:
        factories.enrolment(group=group, person=person)
    return people


@pytest.fixture
def grid(page: "Page", sign_in: Callable[[User], None], head: User, learners: list[Person],
         paper: Paper) -> "Page":  # fmt: skip
    """The page of the class, with its scripts at work."""
    sign_in(head)
    group = learners[0].enrolments.get().group
    page.goto(f"/assessments/papers/{paper.pk}/classes/{group.pk}/")
    page.wait_for_load_state("networkidle")
    page.evaluate("window.loadedOnce = true")
    return page


def cell(page: "Page", person: Person, name: str) -> "Locator":
    return page.locator(f"[name='row-{person.pk}-{name}']")


def points() -> list[tuple[str, Any, Any]]:
    rows = Result.objects.order_by("person__given_name")
    return [(one.person.given_name, one.points, one.absence) for one in rows]


def test_class_is_entered_by_the_keyboard_alone(grid: "Page", learners: list[Person]) -> None:
    keys = grid.keyboard
    cell(grid, learners[0], "task-1").focus()
    for text in ("5", "6", "-"):
        keys.type(text)
        keys.press("Enter")
    for _step in range(2):
        keys.press("ArrowUp")
    keys.press("ArrowRight")
    keys.type("12")
    keys.press("ArrowDown")
    keys.type("2,5")
    keys.press("ArrowDown")
    keys.type("0")

    assert grid.evaluate("document.activeElement.name") == f"row-{learners[2].pk}-task-2"
    for _step in range(6):
        keys.press("Tab")
    keys.press("Enter")
    grid.locator(".toast, .message.good").first.wait_for()

    assert points() == [
        ("Anna", ["5", "12"], ""),
        ("Elza", ["6", "2,5"], ""),
        ("Zane", ["-", "0"], ""),
    ]
    assert grid.evaluate("window.loadedOnce") is True


def pasted(page: "Page", at: "Locator", text: str) -> None:
    at.focus()
    at.evaluate(
        """(cell, text) => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text/plain", text);
          const options = { clipboardData, bubbles: true, cancelable: true };
          cell.dispatchEvent(new ClipboardEvent("paste", options));
        }""",
        text,
    )


def test_block_of_a_spreadsheet_is_pasted(grid: "Page", learners: list[Person]) -> None:
    first = cell(grid, learners[0], "task-1")
    pasted(grid, first, '1\t2\r\n\t\t\t\t\tNAV BIJIS\t"slima,\nmājās"\r\n3\t4\r\n9\t9\r\n')

    assert cell(grid, learners[1], "absence").input_value() == "absent"
    grid.locator("[data-grid-said]").filter(has_text="vietas: 2").wait_for()
    grid.locator("form[data-grid] button.primary").click()
    grid.locator(".toast, .message.good").first.wait_for()

    assert points() == [
        ("Anna", ["1", "2"], ""),
        ("Elza", [], "absent"),
        ("Zane", ["3", "4"], ""),
    ]
    assert Result.objects.get(absence="absent").reason == "slima, mājās"


def test_problem_stands_at_its_cell_at_once_and_after_saving(
    grid: "Page", learners: list[Person]
) -> None:
    wrong = cell(grid, learners[0], "task-1")
    wrong.fill("9")
    assert wrong.get_attribute("aria-invalid") == "true"
    cell(grid, learners[0], "task-2").fill("4")

    grid.locator("form[data-grid] button.primary").click()
    grid.locator(".problems").wait_for()

    assert cell(grid, learners[0], "task-1").get_attribute("aria-describedby")
    assert cell(grid, learners[0], "task-2").input_value() == "4"
    assert points() == []
    cell(grid, learners[0], "task-1").fill("8")
    grid.locator("form[data-grid] button.primary").click()
    grid.locator(".toast, .message.good").first.wait_for()
    assert points() == [("Anna", ["8", "4"], "")]


def test_failed_save_and_a_reload_lose_nothing(grid: "Page", learners: list[Person]) -> None:
    cell(grid, learners[0], "task-1").fill("5")
    cell(grid, learners[0], "task-2").fill("6")
    cut = "**/classes/*/"
    grid.context.route(cut, lambda route: route.abort() if route.request.method == "POST"
                       else route.continue_())  # fmt: skip
    grid.locator("form[data-grid] button.primary").click()
    grid.locator("[data-grid-said]").filter(has_text="Atbildes nav").wait_for()
    assert points() == []

    grid.reload()
    grid.locator("[data-grid-said]").filter(has_text="iepriekš").wait_for()
    assert cell(grid, learners[0], "task-1").input_value() == "5"
    grid.context.unroute(cut)
    grid.locator("form[data-grid] button.primary").click()
    grid.locator(".toast, .message.good").first.wait_for()

    assert points() == [("Anna", ["5", "6"], "")]
    grid.reload()
    grid.wait_for_load_state("networkidle")
    assert grid.locator("[data-grid-said]").inner_text() == ""


def test_draft_does_not_stay_after_signing_out(grid: "Page", learners: list[Person]) -> None:
    cell(grid, learners[0], "task-1").fill("5")
    grid.locator("[data-grid-said]").filter(has_text="ierīcē").wait_for()

    assert leave(grid) == []


@pytest.mark.parametrize("width", [390, 1440])
def test_page_is_no_wider_than_the_window(grid: "Page", learners: list[Person], width: int) -> None:
    grid.set_viewport_size({"width": width, "height": 900})

    assert grid.evaluate("document.documentElement.scrollWidth") <= width
