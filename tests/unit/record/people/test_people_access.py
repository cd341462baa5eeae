"""Who opens which page of people: every address, every role, inside and outside."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponseBase
from django.test import Client

from gaisma.base import access
from gaisma.base.models import Organisation, User
from tests import factories

pytestmark = pytest.mark.django_db

CAST = ("specialist", "head", "teacher", "support", "visitor", "auditor", "administrator")
REVIEWERS = ("specialist", "head", "auditor")
KEEPERS = ("specialist", "head")


@pytest.fixture
def rows(school: Organisation) -> dict[str, int]:
    """A member of staff of the school with one row of each kind."""
    person = factories.person(personal_code="32000000001")
    return {
        "person": person.pk,
        "post": factories.employment(person=person, institution=school).pk,
        "contact": factories.contact(person=person).pk,
        "guardian": factories.guardian(learner=person).pk,
        "number": factories.person_identifier(person=person).pk,
        "qualification": factories.qualification(person=person).pk,
        "development": factories.professional_development(person=person).pk,
        "vacancy": factories.vacancy(institution=school).pk,
        "tie": factories.tie(person=person).pk,
    }


READ = {
    "/people/staff/": REVIEWERS,
    "/people/vacancies/": REVIEWERS,
    "/people/{person}/": REVIEWERS,
    "/people/{person}/looks/": REVIEWERS,
    "/people/{person}/held/": KEEPERS,
    "/people/ties/{tie}/": KEEPERS,
    "/people/me/": CAST,
}
ASKED = {
    "/people/find/": (*REVIEWERS, "support", "teacher"),
    "/people/staff/new/": KEEPERS,
    "/people/vacancies/new/": KEEPERS,
    "/people/vacancies/{vacancy}/plan/": KEEPERS,
    "/people/vacancies/{vacancy}/close/": KEEPERS,
    "/people/{person}/change/": KEEPERS,
    "/people/{person}/code/": KEEPERS,
    "/people/{person}/contacts/new/": KEEPERS,
    "/people/contacts/{contact}/": KEEPERS,
    "/people/{person}/guardians/new/": KEEPERS,
    "/people/guardians/{guardian}/": KEEPERS,
    "/people/{person}/numbers/new/": KEEPERS,
    "/people/{person}/posts/new/": KEEPERS,
    "/people/posts/{post}/": KEEPERS,
    "/people/posts/{post}/end/": KEEPERS,
    "/people/{person}/qualifications/new/": KEEPERS,
    "/people/qualifications/{qualification}/": KEEPERS,
    "/people/{person}/development/new/": KEEPERS,
    "/people/{person}/erase/": (),
}
DONE = {
    "/people/{person}/code/show/": REVIEWERS,
    "/people/{person}/held/file/": KEEPERS,
    "/people/contacts/{contact}/remove/": KEEPERS,
    "/people/guardians/{guardian}/remove/": KEEPERS,
    "/people/numbers/{number}/remove/": KEEPERS,
    "/people/qualifications/{qualification}/remove/": KEEPERS,
    "/people/development/{development}/remove/": KEEPERS,
}


@pytest.fixture
def signed_in(client: Client, request: pytest.FixtureRequest) -> Callable[[str], Client]:
    def as_role(role: str) -> Client:
        client.force_login(request.getfixturevalue(role))
        return client

    return as_role


def opened(answer: HttpResponseBase) -> bool:
    """Whether the page came, or the act was done; anything but a plain refusal fails."""
    assert answer.status_code in (200, 302, 403, 404)
    return answer.status_code in (200, 302)


@pytest.mark.parametrize("address", [*READ, *ASKED])
def test_page_opens_for_exactly_those_who_may(
    signed_in: Callable[[str], Client], rows: dict[str, int], address: str
) -> None:
    came = {role for role in CAST if opened(signed_in(role).get(address.format(**rows)))}

    assert came == set({**READ, **ASKED}[address])


@pytest.mark.parametrize("role", CAST)
def test_acts_are_done_by_exactly_those_who_may(
    signed_in: Callable[[str], Client], rows: dict[str, int], role: str
) -> None:
    browser = signed_in(role)

    done = {page for page in DONE if opened(browser.post(page.format(**rows)))}

    assert done == {page for page, roles in DONE.items() if role in roles}


def test_pages_ask_whoever_is_not_signed_in_to_sign_in(
    client: Client, rows: dict[str, int]
) -> None:
    answers = [client.get(address.format(**rows)) for address in (*ASKED, *DONE, *READ)]

    assert {answer.status_code for answer in answers} == {302}
    assert all("next=/people/" in answer["Location"] for answer in answers)


def test_pages_refuse_another_method(
    signed_in: Callable[[str], Client], rows: dict[str, int]
) -> None:
    browser = signed_in("specialist")
    asked = [page for page in ASKED if ASKED[page]]

    answers = [
        *(browser.post(page.format(**rows)) for page in READ),
        *(browser.put(page.format(**rows)) for page in asked),
        *(browser.get(page.format(**rows)) for page in DONE),
    ]

    assert {answer.status_code for answer in answers} == {405}


def test_pages_of_another_institution_are_not_there(client: Client, rows: dict[str, int]) -> None:
    elsewhere = factories.user()
    factories.role_grant(user=elsewhere, role="head", organisation=factories.institution())
    client.force_login(elsewhere)
    pages = [page for page in (*READ, *ASKED) if "{" in page and not page.endswith("/erase/")]

    statuses = {page: client.get(page.format(**rows)).status_code for page in pages}

    assert set(statuses.values()) == {404}, statuses


@pytest.mark.parametrize("address", [page for page in ASKED if ASKED[page] == KEEPERS])
def test_form_sent_empty_asks_again_or_is_accepted(
    signed_in: Callable[[str], Client], rows: dict[str, int], address: str
) -> None:
    answer = signed_in("head").post(address.format(**rows))

    assert answer.status_code in (302, 422)


TRUTH: dict[str, tuple[str, ...]] = {
    "people.see": (
        "specialist",
        "manager",
        "head",
        "deputy",
        "auditor",
        "support",
        "class_teacher",
        "teacher",
    ),
    "people.see_staff": ("specialist", "manager", "head", "deputy", "auditor"),
    "people.show_code": ("specialist", "manager", "head", "deputy", "auditor"),
    "people.see_looks": ("specialist", "manager", "head", "auditor"),
    "people.keep": ("specialist", "manager", "head", "deputy"),
    "people.keep_staff": ("specialist", "manager", "head", "deputy"),
    "people.merge": ("specialist", "manager"),
    "people.erase": ("manager",),
}


@pytest.mark.parametrize("permission", TRUTH)
def test_permission_is_held_by_exactly_these_roles(
    permission: str, each_role: Callable[[], dict[str, Any]]
) -> None:
    held = {role for role, user in each_role().items() if access.may(user, permission)}

    assert held == set(TRUTH[permission])


def test_own_page_is_everybodys(each_role: Callable[[], dict[str, User]]) -> None:
    assert all(access.may(user, "people.see_own") for user in each_role().values())
