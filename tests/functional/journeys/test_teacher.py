"""A teacher, and a class teacher, see their own groups and learners and no others."""

from typing import TYPE_CHECKING

import pytest

from tests.functional.journeys.conftest import Entered

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

NAMES = ".data tbody th a"
OF_ANOTHER_CLASS = "/programmes/learners/?group=9.a"


def stranger(page: "Page") -> tuple[str, str, str]:
    """A learner of another class as the head sees them: name, page, the group's page."""
    page.goto("/programmes/groups/?q=9.a")
    group = page.locator(NAMES).first.get_attribute("href") or ""
    page.goto(OF_ANOTHER_CLASS)
    learner = page.locator(NAMES).first
    return learner.inner_text(), learner.get_attribute("href") or "", group


@pytest.mark.parametrize("role", ["teacher", "class_teacher"])
def test_teacher_sees_only_her_own(entered: Entered, role: str) -> None:
    teacher = entered(role)
    name, learner, group = stranger(entered("head"))

    teacher.goto("/programmes/groups/")
    own_groups = set(teacher.locator(NAMES).all_inner_texts())
    teacher.goto("/programmes/learners/")
    own_learners = teacher.locator(NAMES).all_inner_texts()
    groups_of_them = set(teacher.locator(".data tbody td:nth-of-type(2)").all_inner_texts())
    teacher.goto(OF_ANOTHER_CLASS)
    of_another = teacher.locator(NAMES).count()

    assert own_groups
    assert "9.a" not in own_groups
    assert own_learners
    assert groups_of_them <= own_groups
    assert of_another == 0
    assert teacher.request.get(learner).status == 404
    assert teacher.request.get(group).status == 404
    assert teacher.request.get(f"{group}print/").status == 404
    assert found(teacher, name.split(",")[0], name) == []
    assert own_learners[0] in found(teacher, own_learners[0].split(",")[0], own_learners[0])


def test_teacher_learns_no_names_through_the_interface_for_programs(entered: Entered) -> None:
    teacher = entered("teacher")
    name, _learner, group = stranger(entered("head"))

    document = teacher.request.get("/api/v1/openapi.json").json()
    schemas = document["components"]["schemas"].values()
    fields = {field for each in schemas for field in each.get("properties", ())}
    told = teacher.request.get("/api/v1/groups?per_page=1000").text()

    assert not {"given_name", "family_name", "born_on", "personal_code", "person"} & fields
    assert name.split(",")[0] not in told
    assert teacher.request.get(f"/api/v1{group}").status == 404


def found(page: "Page", words: str, name: str) -> list[str]:
    """What the search of every page finds under the words and calls by the name."""
    given = name.split(", ")[1]
    page.fill("[data-search] input[type=search]", words)
    page.keyboard.press("Enter")
    page.get_by_role("status").first.wait_for()
    hits = page.locator("main .list li a").all_inner_texts()
    return [name for hit in hits if given in hit and name.split(",")[0] in hit]
