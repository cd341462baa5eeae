"""Who opens which page of groups, learners, transfers and the queue."""

from collections.abc import Callable
from datetime import date

import pytest
from django.http import HttpResponseBase
from django.test import Client

from gaisma.base import access
from gaisma.base.models import Organisation, User
from tests import factories

pytestmark = pytest.mark.django_db

CAST = ("specialist", "head", "teacher", "support", "visitor", "auditor", "administrator")
READERS = ("specialist", "head", "auditor", "support")
REVIEWERS = ("specialist", "head", "auditor")
KEEPERS = ("specialist", "head")

READ = {
    "/programmes/learners/": (*READERS, "teacher"),
    "/programmes/groups/": (*READERS, "teacher"),
    "/programmes/groups/{group}/": READERS,
    "/programmes/groups/{group}/print/": READERS,
    "/programmes/enrolments/{enrolment}/transfer/": KEEPERS,
    "/programmes/transfers/": REVIEWERS,
    "/programmes/transfers/{offer}/": REVIEWERS,
    "/programmes/queue/": REVIEWERS,
}
ASKED = {
    "/programmes/learners/new/": KEEPERS,
    "/programmes/groups/new/": KEEPERS,
    "/programmes/groups/{group}/change/": KEEPERS,
    "/programmes/groups/{group}/enrol/": KEEPERS,
    "/programmes/groups/{group}/teachers/new/": KEEPERS,
    "/programmes/teachers/{teaching}/end/": KEEPERS,
    "/programmes/enrolments/{enrolment}/": KEEPERS,
    "/programmes/enrolments/{enrolment}/move/": KEEPERS,
    "/programmes/enrolments/{enrolment}/leave/": KEEPERS,
    "/programmes/enrolments/{enrolment}/offer/": KEEPERS,
    "/programmes/transfers/{offer}/accept/": ("specialist",),
    "/programmes/queue/new/": ("specialist",),
    "/programmes/queue/{entry}/place/": ("specialist",),
    "/programmes/queue/{entry}/leave/": ("specialist",),
}
DONE = {
    # The school is the one that gives: its head may withdraw, and cannot decide for the other.
    "/programmes/transfers/{offer}/decline/": ("specialist",),
    "/programmes/transfers/{offer}/withdraw/": KEEPERS,
}


@pytest.fixture
def rows(school: Organisation) -> dict[str, int]:
    """A group of the school with one row of each kind."""
    group = factories.group(institution=school)
    enrolment = factories.enrolment(group=group)
    return {
        "group": group.pk,
        "enrolment": enrolment.pk,
        "teaching": factories.group_teacher(group=group).pk,
        "offer": factories.transfer_offer(enrolment=enrolment).pk,
        "entry": factories.queue_entry(institution=school).pk,
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


@pytest.mark.parametrize("role", CAST)
def test_pages_open_for_exactly_those_who_may(
    signed_in: Callable[[str], Client], rows: dict[str, int], role: str
) -> None:
    browser = signed_in(role)

    came = {page for page in (*READ, *ASKED) if opened(browser.get(page.format(**rows)))}

    assert came == {page for page, roles in {**READ, **ASKED}.items() if role in roles}


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
    answers = [client.get(page.format(**rows)) for page in (*READ, *ASKED, *DONE)]

    assert {answer.status_code for answer in answers} == {302}
    assert all("next=/programmes/" in answer["Location"] for answer in answers)


def test_pages_refuse_another_method(
    signed_in: Callable[[str], Client], rows: dict[str, int]
) -> None:
    browser = signed_in("specialist")

    answers = [
        *(browser.post(page.format(**rows)) for page in READ),
        *(browser.put(page.format(**rows)) for page in ASKED),
        *(browser.get(page.format(**rows)) for page in DONE),
    ]

    assert {answer.status_code for answer in answers} == {405}


def test_pages_of_another_institution_are_not_there(client: Client, rows: dict[str, int]) -> None:
    elsewhere = factories.user()
    factories.role_grant(user=elsewhere, role="head", organisation=factories.institution())
    client.force_login(elsewhere)
    pages = [page for page in (*READ, *ASKED) if "{" in page and "/queue/" not in page]

    statuses = {page: client.get(page.format(**rows)).status_code for page in pages}

    assert set(statuses.values()) == {404}, statuses


def test_forms_sent_empty_ask_again(
    signed_in: Callable[[str], Client], rows: dict[str, int]
) -> None:
    browser = signed_in("specialist")

    statuses = {page: browser.post(page.format(**rows)).status_code for page in ASKED}

    assert set(statuses.values()) <= {200, 422}, statuses


TRUTH: dict[str, tuple[str, ...]] = {
    "programmes.see_groups": (
        *("specialist", "manager", "head", "deputy", "auditor"),
        *("support", "class_teacher", "teacher"),
    ),
    "programmes.see_learners": (
        *("specialist", "manager", "head", "deputy", "auditor"),
        *("support", "class_teacher", "teacher"),
    ),
    "programmes.see_queue": ("specialist", "manager", "head", "deputy", "auditor"),
    "programmes.see_transfers": ("specialist", "manager", "head", "deputy", "auditor"),
    "programmes.keep_groups": ("specialist", "manager", "head", "deputy"),
    "programmes.keep_learners": ("specialist", "manager", "head", "deputy"),
    "programmes.keep_queue": ("specialist", "manager"),
}


def test_permissions_are_held_by_exactly_these_roles(
    each_role: Callable[[], dict[str, User]],
) -> None:
    users = each_role()

    held = {
        permission: {role for role, user in users.items() if access.may(user, permission)}
        for permission in TRUTH
    }

    assert held == {permission: set(roles) for permission, roles in TRUTH.items()}


class TestTeacher:
    """A teacher sees her own groups and their learners, and nothing else."""

    @pytest.fixture
    def hers(self, client: Client, teacher: User, school: Organisation) -> Client:
        group = factories.group(institution=school, name="5.a")
        person = factories.account(user=teacher).person
        factories.group_teacher(group=group, person=person, to_on=date(2024, 8, 31))
        self.person = person
        self.group, self.other = group, factories.group(institution=school, name="6.b")
        self.pupil = factories.enrolment(group=group).person
        self.left = factories.enrolment(group=group, to_on=date(2024, 1, 31)).person
        self.stranger = factories.enrolment(group=self.other).person
        client.force_login(teacher)
        return client

    def test_sees_her_own_group_and_no_other(self, hers: Client) -> None:
        assert hers.get(f"/programmes/groups/{self.group.pk}/").status_code == 200
        assert hers.get(f"/programmes/groups/{self.other.pk}/").status_code == 404

    def test_sees_her_learners_and_no_others(self, hers: Client) -> None:
        statuses = [
            hers.get(f"/people/{person.pk}/").status_code
            for person in (self.pupil, self.left, self.stranger)
        ]

        assert statuses == [200, 404, 404]

    def test_lists_her_learners_only(self, hers: Client) -> None:
        page = hers.get("/programmes/learners/?school_year=2023/2024").content.decode()

        assert self.pupil.family_name in page
        assert self.left.family_name not in page
        assert self.stranger.family_name not in page

    def test_changes_nothing(self, hers: Client) -> None:
        assert hers.get(f"/people/{self.pupil.pk}/change/").status_code == 403
        assert hers.get(f"/programmes/groups/{self.group.pk}/enrol/").status_code == 403

    def test_does_not_see_the_personal_code(self, hers: Client) -> None:
        assert hers.post(f"/people/{self.pupil.pk}/code/show/").status_code == 403

    def test_is_led_from_her_own_page_to_the_groups_that_she_may_open(self, hers: Client) -> None:
        past = {"from_on": date(2022, 9, 1), "to_on": date(2023, 8, 31)}
        over = factories.group_teacher(person=self.person, **past).group
        elsewhere = factories.group_teacher(person=self.person, to_on=date(2024, 8, 31)).group

        page = hers.get("/people/me/").content.decode()

        assert f"/programmes/groups/{self.group.pk}/" in page
        assert over.name in page
        assert f"/programmes/groups/{over.pk}/" not in page
        assert f"/programmes/groups/{elsewhere.pk}/" not in page

    def test_sees_her_own_page(self, hers: Client, teacher: User) -> None:
        page = hers.get("/people/me/").content.decode()

        assert "5.a" in page
