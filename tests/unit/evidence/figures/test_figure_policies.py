from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from gaisma.analytics.indicators import Indicator
from gaisma.base.models import Installation, User
from gaisma.evidence.figures import policies, queries, suppression
from gaisma.evidence.figures.published_tables import Basis
from gaisma.evidence.figures.suppression import Hidden
from gaisma.evidence.lake import queries as versions
from tests.moments import TODAY
from tests.pages import Town, read

pytestmark = pytest.mark.django_db
YEAR = {"school_year": "2024/2025"}
TOLD = Hidden({"learners.count": frozenset()}, {"": "institution"}, frozenset())


def ask(user: User, indicator: str, by: str = "", **filters: str) -> None:
    question = queries.understood(
        indicator,
        filters=YEAR | filters,
        by=[by] if by else [],
        as_of=TODAY,
        version=versions.version(None),
    )
    policies.check(user, question, lake_version=versions.version(None).number)


@pytest.mark.parametrize(
    ("role", "filters", "by", "allowed"),
    [
        ("specialist", {"special_programme": "language"}, "", True),
        ("specialist", {}, "institution", True),
        ("administrator", {}, "institution", True),
        ("administrator", {}, "special_programme", False),
        ("head", {"stage": "school"}, "grade", True),
        ("head", {}, "institution", True),
        ("head", {"institution": "school"}, "special_programme", True),
        ("head", {"institution": "zilite"}, "", True),
        ("head", {"institution": "zilite"}, "grade", False),
        ("head", {"institution": "school|zilite"}, "", False),
        ("head", {"home_municipality": "Paraugpils"}, "", False),
        ("visitor", {"institution": "school"}, "grade", False),
        ("teacher", {"institution": "school"}, "", True),
        ("support", {"institution": "school"}, "language", False),
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


def test_check_leaves_figures_that_tell_of_no_learners_alone(town: Town, teacher: User) -> None:
    ask(teacher, "staff.count", "institution", institution="zilite")


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


def test_shown_keeps_a_small_number_back(
    installation: Installation, town: Town, teacher: User, specialist: User
) -> None:
    installation.smallest_group = 10
    installation.save()
    (figure,) = queries.answer("queue.count", filters={}, as_of=TODAY)
    (small,) = queries.answer(
        "learners.count", filters={**YEAR, "institution": "school"}, as_of=TODAY
    )

    assert small.value == 9
    assert policies.shown(teacher, small).value is None
    assert policies.shown(teacher, small).suppressed
    assert policies.shown(None, small).suppressed
    assert policies.shown(specialist, small) == small
    assert policies.shown(teacher, figure) == figure


def test_shown_keeps_back_what_is_of_another_day_or_version(town: Town, teacher: User) -> None:
    (now,) = queries.answer("learners.count", filters=YEAR, as_of=TODAY)
    (then,) = queries.answer("learners.count", filters=YEAR, as_of=TODAY - timedelta(days=1))

    assert policies.shown(teacher, now) == now
    assert policies.shown(teacher, then).suppressed
    assert policies.shown(teacher, replace(now, lake_version=99)).suppressed


def test_shown_tells_a_small_difference_of_large_numbers(
    installation: Installation, town: Town, teacher: User
) -> None:
    (change,) = queries.answer("learners.change", filters=YEAR, as_of=TODAY)

    assert change.value == -4
    assert policies.shown(teacher, change) == change


def test_shown_keeps_back_a_change_from_few(
    installation: Installation, town: Town, teacher: User
) -> None:
    installation.smallest_group = 8
    installation.save()
    filters = {**YEAR, "institution": "zilite"}
    (change,) = queries.answer("learners.change", filters=filters, as_of=TODAY)

    assert policies.shown(teacher, change).suppressed


@pytest.mark.parametrize("year", ["2024/2025", "2023/2024"])
def test_shown_keeps_back_what_is_hidden_in_either_year(
    town: Town, teacher: User, monkeypatch: pytest.MonkeyPatch, year: str
) -> None:
    (figure,) = queries.answer("learners.count", filters=YEAR, as_of=TODAY)
    compared = replace(figure, compared_value=figure.value)
    assert policies.shown(teacher, compared) == compared

    def hidden(_indicator: Indicator, basis: Basis) -> Hidden:
        return replace(TOLD, is_everything=basis.school_year == year)

    monkeypatch.setattr(suppression, "hidden", hidden)

    assert policies.shown(teacher, compared).suppressed
    assert policies.shown(teacher, figure).suppressed == (year == figure.filters["school_year"])


def test_breakdowns_that_may_not_be_asked_are_not_offered(
    reader: Client, town: Town, head: User
) -> None:
    reader.force_login(head)

    page = read(reader, "/figures/learners.count/?school_year=2024/2025")

    assert "by=grade" in page
    assert "by=language" not in page
    assert "by=special_programme" not in page


def test_refused_question_is_told_on_our_page(reader: Client, town: Town, head: User) -> None:
    reader.force_login(head)

    page = read(reader, "/figures/learners.count/?institution=zilite&language=lv", status=403)

    assert "not open to you" in page
