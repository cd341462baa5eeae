"""Gaps between audiences and waves, worked out from what is told."""

from datetime import date
from typing import Any

import pytest
from django.utils import translation

from gaisma.base.models import Organisation, User
from gaisma.quality.surveys.results import differences
from gaisma.quality.surveys.results.differences import DifferencesPage
from tests import factories
from tests.unit.quality.surveys.closed_campaigns import LIKES, TIRED, closed, likes, questionnaire
from tests.unit.quality.surveys.test_results_pages import opened, rows, text

pytestmark = pytest.mark.django_db

PUPILS, PARENTS = "pupils_grades_5_12", "parents_of_school"
BEFORE: dict[str, Any] = {"opens_on": date(2023, 5, 1), "closes_on": date(2023, 5, 31)}


def page(campaign: Any, user: User, **asked: str) -> DifferencesPage:
    given = {"first": "", "second": "", "place": "city", "of": "mean"} | asked
    with translation.override("en"):
        return differences.page(campaign, user, **given)


def test_gap_between_audiences_is_of_their_means(specialist: User, school: Organisation) -> None:
    campaign = closed(
        {
            (PUPILS, school): likes(always=10, never=10),
            (PARENTS, school): likes(always=15, never=5),
        }
    )

    [gap] = page(campaign, specialist).audience_gaps

    assert (gap.title, gap.first, gap.second) == ("Belonging", 50.0, 75.0)
    assert gap.difference == -25.0
    assert gap.signed.startswith("−25")


def test_gap_between_audiences_is_of_good_answers(specialist: User, school: Organisation) -> None:
    campaign = closed(
        {(PUPILS, school): likes(often=5, rarely=15), (PARENTS, school): likes(always=20)}
    )

    [gap] = page(campaign, specialist, of="share").audience_gaps

    assert (gap.first, gap.second, gap.difference) == (25.0, 100.0, -75.0)


def test_gap_with_a_hidden_side_is_not_told(head: User, school: Organisation) -> None:
    large, larger = factories.institution(), factories.institution()
    campaign = closed(
        {
            (PUPILS, school): likes(always=20),
            (PARENTS, school): likes(always=3),
            (PARENTS, large): likes(always=30),
            (PARENTS, larger): likes(never=30),
        }
    )

    [gap] = page(campaign, head, place=f"institution:{school.code}").audience_gaps
    shown = text(opened(head, campaign, "differences/", place=f"institution:{school.code}"))
    [row] = rows(opened(head, campaign, "differences/", format="csv"))

    assert (gap.first, gap.second, gap.difference, gap.is_hidden) == (100.0, None, None, True)
    assert "Piederība 100,0 … …" in shown
    assert (row["Pirmais"], row["Otrais"], row["Starpība"]) == ("100.0", "…", "…")


def test_change_is_since_the_wave_before(specialist: User, school: Organisation) -> None:
    version = factories.survey_version(asks=questionnaire(LIKES))
    given = {"version": version, "series": "wellbeing"}
    closed({(PUPILS, school): likes(never=20)}, **given, opens_on=date(2022, 5, 1))
    earlier = closed({(PUPILS, school): likes(always=5, never=15)}, **given, **BEFORE)
    closed({(PUPILS, school): likes(never=20)}, version=version, **BEFORE)
    campaign = closed({(PUPILS, school): likes(always=15, never=5)}, **given)

    found = page(campaign, specialist)

    assert found.earlier == earlier
    assert [(one.title, one.first, one.second) for one in found.changes] == [("Belonging", 75, 25)]
    assert [(one.title, one.difference) for one in found.item_changes] == [("Likes", 50.0)]


def test_change_is_hidden_where_one_wave_is(specialist: User, school: Organisation) -> None:
    version = factories.survey_version(asks=questionnaire(LIKES))
    given = {"version": version, "series": "wellbeing"}
    closed({(PUPILS, school): likes(always=4)}, **given, **BEFORE)
    campaign = closed({(PUPILS, school): likes(always=20)}, **given)

    found = page(campaign, specialist)

    assert [(one.second, one.difference) for one in found.changes] == [(None, None)]
    assert [(one.second, one.difference) for one in found.item_changes] == [(None, None)]
    assert found.has_hidden


def test_construct_of_other_items_is_no_change(specialist: User, school: Organisation) -> None:
    first = factories.survey_version(asks=questionnaire(LIKES))
    more = questionnaire(LIKES, TIRED.__class__(**{**vars(TIRED), "construct": "belonging"}))
    second = factories.survey_version(asks=more)
    closed({(PUPILS, school): likes(always=20)}, version=first, series="w", **BEFORE)
    given = [{"likes": "always", "tired": "never"}] * 20
    campaign = closed({(PUPILS, school): given}, version=second, series="w")

    found = page(campaign, specialist)

    assert found.changes == ()
    assert [one.difference for one in found.item_changes] == [0.0]


def test_wave_in_which_the_institution_took_no_part_is_not_told(
    head: User, school: Organisation
) -> None:
    version = factories.survey_version(asks=questionnaire(LIKES))
    given = {"version": version, "series": "wellbeing"}
    closed({(PUPILS, factories.institution()): likes(always=20)}, **given, **BEFORE)
    campaign = closed({(PUPILS, school): likes(always=20)}, **given)

    assert page(campaign, head).earlier is None


def test_page_of_differences_names_both_waves(specialist: User, school: Organisation) -> None:
    version = factories.survey_version(asks=questionnaire(LIKES))
    given = {"version": version, "series": "wellbeing"}
    closed({(PUPILS, school): likes(never=20)}, name="pirmā", **given, **BEFORE)
    campaign = closed({(PUPILS, school): likes(always=20)}, name="otrā", **given)

    shown = text(opened(specialist, campaign, "differences/", place="city"))

    assert "Kopš „pirmā”: 5.–12. klašu skolēni" in shown
    assert "Piederība 100,0 0,0 +100,0" in shown


def test_an_earlier_wave_is_chosen_where_there_are_several(
    specialist: User, school: Organisation
) -> None:
    version = factories.survey_version(asks=questionnaire(LIKES))
    given = {"version": version, "series": "wellbeing"}
    first = closed(
        {(PUPILS, school): likes(never=20)}, name="pirmā", **given, opens_on=date(2022, 5, 1)
    )
    second = closed({(PUPILS, school): likes(always=5, never=15)}, name="otrā", **given, **BEFORE)
    campaign = closed({(PUPILS, school): likes(always=15, never=5)}, name="trešā", **given)

    found = page(campaign, specialist, since=str(first.pk))
    unknown = page(campaign, specialist, since=f"{campaign.pk}")
    shown = text(opened(specialist, campaign, "differences/", place="city", since=str(first.pk)))

    assert found.waves == (second, first)
    assert found.earlier == first
    assert [(one.first, one.second) for one in found.changes] == [(75, 0)]
    assert unknown.earlier == second
    assert "Kopš kārtas" in shown
    assert "Kopš „pirmā”: 5.–12. klašu skolēni" in shown
