from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from gaisma.base.models import User
from gaisma.evidence.figures import policies, queries
from gaisma.evidence.lake import queries as versions
from tests.moments import TODAY
from tests.pages import Town, read

pytestmark = pytest.mark.django_db
YEAR = {"school_year": "2024/2025"}


def ask(user: User, indicator: str, by: str = "", **filters: str) -> None:
    question = queries.understood(
        indicator,
        filters=YEAR | filters,
        by=[by] if by else [],
        as_of=TODAY,
        version=versions.version(None),
    )
    policies.check(user, question)


@pytest.mark.parametrize(
    ("role", "filters", "by", "allowed"),
    [
        ("specialist", {"special_programme": "language"}, "", True),
        ("specialist", {}, "institution", True),
        ("administrator", {}, "institution", False),
        ("head", {"stage": "school"}, "grade", True),
        ("head", {}, "institution", False),
        ("head", {"institution": "school"}, "special_programme", True),
        ("head", {"institution": "zilite"}, "", False),
        ("head", {"institution": "school|zilite"}, "", False),
        ("head", {"home_municipality": "Paraugpils"}, "", False),
        ("visitor", {"institution": "school"}, "", True),
        ("teacher", {"institution": "school"}, "", False),
        ("support", {"institution": "school"}, "", False),
        ("teacher", {"grade": "1"}, "", True),
    ],
)
def test_check_keeps_questions_about_people_within_reach(
    request: pytest.FixtureRequest,
    town: Town,
    role: str,
    filters: dict[str, str],
    by: str,
    *,
    allowed: bool,
) -> None:
    user = request.getfixturevalue(role)

    if allowed:
        ask(user, "learners.count", by, **filters)
    else:
        with pytest.raises(PermissionDenied):
            ask(user, "learners.count", by, **filters)


def test_check_leaves_figures_that_count_no_learners_alone(town: Town, teacher: User) -> None:
    ask(teacher, "groups.count", "institution", institution="zilite")


@pytest.mark.parametrize(
    ("role", "filters", "by", "allowed"),
    [
        ("specialist", {"institution": "zilite"}, "level", True),
        ("auditor", {"institution_kind": "preschool"}, "level", True),
        ("head", {"institution": "school"}, "level", True),
        ("head", {"institution": "zilite"}, "level", False),
        ("head", {"institution_kind": "preschool"}, "level", False),
        ("head", {"level": "good"}, "founder", False),
        ("head", {"level": "good"}, "institution", False),
        ("teacher", {"institution": "school", "level": "good"}, "", False),
        ("teacher", {"institution": "school", "kind": "self_evaluation"}, "", True),
        ("teacher", {"kind": "appraisal"}, "level", True),
        ("administrator", {}, "institution_kind", True),
    ],
)
def test_check_keeps_levels_of_places_within_reach(
    request: pytest.FixtureRequest,
    town: Town,
    role: str,
    filters: dict[str, str],
    by: str,
    *,
    allowed: bool,
) -> None:
    user = request.getfixturevalue(role)

    if allowed:
        ask(user, "evaluations.count", by, **filters)
    else:
        with pytest.raises(PermissionDenied):
            ask(user, "evaluations.count", by, **filters)


def test_second_breakdown_that_may_not_be_asked_is_not_offered(
    reader: Client, town: Town, teacher: User
) -> None:
    reader.force_login(teacher)

    page = read(reader, "/figures/evaluations.count/?by=institution_kind")

    choices = page[page.index('name="and_by"') :]
    choices = choices[: choices.index("</select>")]
    assert 'value="area"' in choices
    assert 'value="level"' not in choices
    address = "/figures/evaluations.count/?by=institution_kind&and_by=level"
    assert "not open to you" in read(reader, address, status=403)


def test_shown_keeps_a_small_number_back(town: Town, teacher: User, specialist: User) -> None:
    (figure,) = queries.answer("queue.count", filters={}, as_of=TODAY)
    (counted,) = queries.answer("learners.count", filters=YEAR, as_of=TODAY)
    small = replace(counted, value=4, numerator=4)

    assert policies.shown(teacher, small).value is None
    assert policies.shown(teacher, small).suppressed
    assert policies.shown(specialist, small) == small
    assert policies.shown(teacher, figure) == figure


def test_shown_tells_a_small_difference_of_large_numbers(town: Town, teacher: User) -> None:
    (change,) = queries.answer("learners.change", filters=YEAR, as_of=TODAY)
    of_few = replace(change, compared_value=4)

    assert change.value == -4
    assert policies.shown(teacher, change) == change
    assert policies.shown(teacher, of_few).suppressed


def test_breakdowns_that_may_not_be_asked_are_not_offered(
    reader: Client, town: Town, head: User
) -> None:
    reader.force_login(head)

    page = read(reader, "/figures/learners.count/?school_year=2024/2025")

    assert "by=grade" in page
    assert "by=institution&" not in page
    assert "by=special_programme" not in page


def test_refused_question_is_told_on_our_page(reader: Client, town: Town, head: User) -> None:
    reader.force_login(head)

    page = read(reader, "/figures/learners.count/?institution=zilite", status=403)

    assert "not open to you" in page
