"""What stands in the lake of results: shares, thresholds, bands at their edges."""

from decimal import Decimal

import pytest

from gaisma.quality.assessments import facts
from tests import factories

pytestmark = pytest.mark.django_db


def test_result_stands_with_its_learner_and_without_a_name(result, paper, own_class):
    own_class.programme.special, own_class.programme.language = ["language"], "lv"
    own_class.programme.save()

    (row,) = facts.results().iter_rows(named=True)

    assert row["person"] == result.person.pseudonym
    assert (row["assessment"], row["subject"], row["grade"]) == (
        "state exam grade 9 2024",
        "mathematics",
        9,
    )
    assert (row["language"], row["special_programme"]) == ("lv", ["language"])
    assert (row["share"], row["is_below"], row["is_low"]) == (Decimal("0.5"), False, None)


@pytest.mark.parametrize(
    ("percent", "is_below"),
    [("9.999", True), ("10", False), ("10.001", False), ("0", True), (None, None)],
)
def test_threshold_itself_is_enough(result, percent, is_below):
    result.percent = percent and Decimal(percent)
    result.save()

    assert facts.results()["is_below"].to_list() == [is_below]


def test_of_a_paper_without_a_threshold_nothing_is_said(result, paper):
    paper.threshold, result.percent = None, 0
    paper.save()
    result.save()

    assert facts.results()["is_below"].to_list() == [None]


def test_absent_learner_is_in_no_table(paper):
    factories.result(paper=paper, absence="absent")

    assert facts.results().is_empty()
    assert facts.bands().is_empty()


@pytest.fixture
def bands(paper):
    """Three of percent, two of marks, and two that the examiner tells."""
    for order, (skill, code, basis, least, most) in enumerate(
        (
            ("", "low", "percent", 0, 39),
            ("", "middle", "percent", 40, 64),
            ("", "high", "percent", 65, 100),
            ("marks", "weak", "mark", 1, 4),
            ("marks", "good", "mark", 7, 10),
            ("speaking", "low", "told", None, None),
            ("speaking", "good", "told", None, None),
        )
    ):
        factories.band(
            paper=paper,
            skill=skill,
            code=code,
            basis=basis,
            least=least,
            most=most,
            is_low=code == "low",
            order=order,
        )


@pytest.mark.parametrize(
    ("percent", "mark", "levels", "found"),
    [
        ("39", 4, [], {"whole=low", "marks=weak"}),
        ("39.999", 5, [], {"whole=low"}),
        ("40", 6, ["speaking=good"], {"whole=middle", "speaking=good"}),
        ("64.999", 7, ["speaking=low"], {"whole=middle", "marks=good", "speaking=low"}),
        ("65", 10, [], {"whole=high", "marks=good"}),
        ("100", None, [], {"whole=high"}),
        (None, None, ["speaking=gone"], set()),
    ],
)
def test_result_falls_into_its_bands(result, bands, percent, mark, levels, found):
    result.percent, result.mark, result.levels = percent and Decimal(percent), mark, levels
    result.save()

    rows = facts.bands().select("skill", "band").rows()

    assert {f"{skill}={band}" for skill, band in rows} == found
    assert len(rows) == len(found)


def test_low_band_of_a_skill_is_no_low_level(result, bands):
    result.percent, result.levels = Decimal(70), ["speaking=low"]
    result.save()
    assert facts.results()["is_low"].to_list() == [False]

    result.percent = Decimal(10)
    result.save()
    assert facts.results()["is_low"].to_list() == [True]


def test_grade_is_the_learners_where_the_paper_names_none(result, paper):
    paper.grade = None
    paper.save()

    assert facts.results()["grade"].to_list() == [9]


def test_reference_is_a_share():
    factories.reference(percent=Decimal("43.5"))

    assert facts.references()["share"].to_list() == [Decimal("0.43500")]
