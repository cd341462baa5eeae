from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver

from gaisma.base import access, clock, permissions
from gaisma.base.models import Organisation, User
from tests import factories

pytestmark = pytest.mark.django_db

PAGES = permissions.declare("tests.pages", roles=("specialist", "head"))


def views() -> list[tuple[str, object]]:
    """Every address with its view."""

    def walked(resolver: URLResolver, before: str) -> list[tuple[str, object]]:
        found: list[tuple[str, object]] = []
        for pattern in resolver.url_patterns:
            route = before + str(pattern.pattern)
            if isinstance(pattern, URLPattern):
                found.append((route, pattern.callback))
            else:
                found += walked(pattern, route)
        return found

    return walked(get_resolver(), "/")


def test_every_view_states_a_rule() -> None:
    found = views()

    without = [route for route, view in found if not hasattr(view, "access_rule")]

    assert len(found) > 10
    assert not without, "give them @requires(…) or @open_to_everyone"


def test_every_rule_is_a_declared_permission(specialist: User) -> None:
    rules = {view.access_rule for _, view in views()} - {access.EVERYONE}  # type: ignore[attr-defined]

    # An unknown one raises.
    assert all(isinstance(access.may(specialist, rule), bool) for rule in rules)


def test_open_to_everyone_are_only_sign_in_language_health_style_surveys_and_slips() -> None:
    routes = {route for route, view in views() if view.access_rule == access.EVERYONE}  # type: ignore[attr-defined]

    entrance = {route for route in routes if route.startswith(("/sign-in/", "/password/"))}
    assert routes - entrance == {
        "/sign-out/",
        "/^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        "/accounts/accept/<str:token>/",
        "/calendar/feed/<str:token>.ics",
        "/language/",
        "/health/",
        "/health/live",
        "/health/ready",
        "/offline/",
        "/worker.js",
        "/answer/",
        "/assessments/families/<str:token>/",
        "/prevention/own/<str:token>/",
        "/answer/<str:code>/",
        "/answer/thanks/",
        "/answer/trial/",
        r"/^styles-(?P<fingerprint>[0-9a-f]{12})\.css$",
    }


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        ("specialist", True),
        ("head", True),
        ("teacher", False),
        ("support", False),
        ("auditor", False),
        ("administrator", False),
    ],
)
def test_may_asks_for_one_of_the_roles(
    request: pytest.FixtureRequest, role: str, *, allowed: bool
) -> None:
    user = request.getfixturevalue(role)

    assert access.may(user, PAGES) is allowed


def test_may_refuses_who_is_not_signed_in(installation: object) -> None:
    assert access.may(AnonymousUser(), PAGES) is False


def test_may_refuses_a_closed_account(specialist: User) -> None:
    specialist.is_active = False

    assert access.may(specialist, PAGES) is False


def test_may_of_unknown_permission_raises(specialist: User) -> None:
    with pytest.raises(LookupError, match=r"tests\.nonsense"):
        access.may(specialist, "tests.nonsense")


@pytest.mark.parametrize(
    ("starts", "ends", "allowed"),
    [(0, None, True), (0, 0, True), (-9, -1, False), (1, None, False)],
    ids=["from today", "only today", "until yesterday", "from tomorrow"],
)
def test_may_asks_for_a_grant_that_is_valid_today(
    school: Organisation, starts: int, ends: int | None, *, allowed: bool
) -> None:
    def day(offset: int | None) -> date | None:
        return None if offset is None else clock.today() + timedelta(days=offset)

    user = factories.user()
    factories.role_grant(user=user, organisation=school, from_on=day(starts), to_on=day(ends))

    assert access.may(user, PAGES) is allowed


def test_may_on_an_organisation_reaches_its_subtree_only(head: User, school: Organisation) -> None:
    unit = factories.institution(kind="neighbourhood_club", parent=school)
    other = factories.institution()

    assert access.may(head, PAGES, school)
    assert access.may(head, PAGES, unit)
    assert not access.may(head, PAGES, other)
    assert school.parent is not None
    assert not access.may(head, PAGES, school.parent)


def test_reach_of_some_roles_leaves_out_others(teacher: User, school: Organisation) -> None:
    assert access.reach(teacher) == {school.pk}
    assert access.reach(teacher, "head") == frozenset()


def test_found_answers_what_is_visible(head: User, school: Organisation) -> None:
    assert access.found(head, school.pk) == school


def test_found_hides_what_is_not_theirs(head: User) -> None:
    with pytest.raises(Http404):
        access.found(head, factories.institution().pk)


def test_requires_refuses_without_the_permission(teacher: User, rf: RequestFactory) -> None:
    request = rf.get("/")
    request.user = teacher

    with pytest.raises(PermissionDenied):
        _page(request)


def test_requires_lets_in_with_the_permission(head: User, rf: RequestFactory) -> None:
    request = rf.get("/")
    request.user = head

    assert _page(request).content == b"in"


@access.requires(PAGES)
def _page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("in")


def test_holding_unknown_role_is_refused() -> None:
    with pytest.raises(ValueError, match="king"):
        permissions.holding("king")


def test_grants_are_read_once_a_request(head: User, django_assert_num_queries: object) -> None:
    access.may(head, PAGES)

    with django_assert_num_queries(0):  # type: ignore[operator]
        access.may(head, PAGES)
