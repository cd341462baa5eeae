from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from gaisma.analytics import calculation, compiling
from gaisma.analytics.calculation import State
from gaisma.analytics.compiling import Compiled
from gaisma.analytics.indicators import (
    Chapter,
    Indicator,
    Measure,
    Unit,
    change_of,
    distinct,
    indicator,
)
from gaisma.analytics.moments import Moment
from gaisma.analytics.questions import Question
from gaisma.analytics.tables import Lake, LakeTable

STAFF = Chapter("people", title="Staff")
SHARE = Measure(
    lambda rows: rows.person.nunique(where=rows.qualified), lambda rows: rows.person.nunique()
)
PLACE = {"unit": "int64", "institution": "int64", "institution_kind": "string"}
LAKE = Lake(
    [
        LakeTable("posts", {**PLACE, "person": "int64", "load": "decimal(6, 3)"}),
        LakeTable(
            "successions",
            {
                "unit": "int64",
                "successor_unit": "int64",
                "successor_institution": "int64",
                "successor_institution_kind": "string",
                "successor_founder": "string",
                "on": "date",
                "from_on": "date",
                "to_on": "date",
            },
        ),
    ]
)


@indicator(
    "staff.count",
    title="Staff",
    description="People.",
    unit=Unit.COUNT,
    chapter=STAFF,
    noun="staff_member",
    measure=distinct("person"),
    by=("institution", "institution_kind"),
)
def staff(lake: Lake, when: Moment) -> Any:
    return lake.posts


change = change_of(staff, "staff.change", title="Change", description="Change.")
share = Indicator(
    "staff.share",
    "Share",
    "Share.",
    Unit.PERCENT,
    lambda lake, when: lake.posts,
    SHARE,
    (),
    chapter=STAFF,
    noun="staff_member",
)
MOMENT = Moment(date(2024, 8, 20), "2024/2025")


def compiled(question: Question, engine: str = "duckdb 2") -> Compiled:
    return compiling.compiled(question, lake=LAKE, dialect="duckdb", engine=engine)


def figures(question: Question, current: Any, compared: Any = None) -> Any:
    return calculation.figures(
        Compiled(question, "duckdb", "", None),
        current=current,
        compared=compared,
        lake_version=3,
        code_of={1: "PII-01", 2: "PII-02"},
    )


@pytest.mark.parametrize(
    ("numerator", "denominator", "unit", "value"),
    [
        (12, None, Unit.COUNT, 12),
        (Decimal("3.221"), None, Unit.LOADS, Decimal("3.221")),
        (1, 3, Unit.PERCENT, Fraction(100, 3)),
        (0, 3, Unit.PERCENT, 0),
        (0, 0, Unit.PERCENT, None),
    ],
)
def test_value_of_numbers_by_unit(numerator: Any, denominator: Any, unit: Unit, value: Any) -> None:
    assert calculation.value_of(numerator, denominator, unit=unit) == value


def test_figures_without_breakdown_is_one_even_of_nothing() -> None:
    (figure,) = figures(Question(staff, MOMENT), current=[])

    assert (figure.value, figure.numerator, figure.denominator) == (0, 0, None)
    assert figure.lake_version == 3


def test_figures_of_a_share_have_both_numbers() -> None:
    (figure,) = figures(Question(share, MOMENT), current=[(2, 8)])

    assert (figure.value, figure.numerator, figure.denominator) == (25, 2, 8)


def test_figures_by_institution_give_codes() -> None:
    question = Question(staff, MOMENT, by=("institution",))

    made = figures(question, current=[(2, 5), (1, 7), (None, 1)])

    assert [(one.by["institution"], one.value) for one in made] == [
        ("", 1),
        ("PII-01", 7),
        ("PII-02", 5),
    ]


def test_figures_of_a_change_cover_what_is_in_either_year() -> None:
    question = Question(change, MOMENT, by=("institution",), compared_with="2023/2024")

    made = figures(question, current=[(1, 7)], compared=[(2, 5)])

    assert [(one.value, one.compared_value) for one in made] == [(7, 0), (-5, 5)]


def test_figures_compared_but_no_change_keep_the_value() -> None:
    question = Question(staff, MOMENT, compared_with="2023/2024")

    (figure,) = figures(question, current=[(7,)], compared=[(5,)])

    assert (figure.value, figure.compared_value) == (7, 5)


def test_compiled_definition_depends_on_question_and_engine() -> None:
    question = Question(staff, MOMENT)
    filtered = Question(staff, MOMENT, selection={"institution": (1,)})

    same = {compiled(question).definition, compiled(Question(staff, MOMENT)).definition}
    other = {compiled(filtered).definition, compiled(question, engine="duckdb 3").definition}

    assert len(same) == 1
    assert len(same | other) == 3


def test_compiled_institution_is_filtered_by_unit_and_grouped_by_institution() -> None:
    question = Question(staff, MOMENT, by=("institution",), selection={"institution": (1, 2)})

    sql = compiled(question).current

    assert '"unit" IN (1, 2)' in sql
    assert '"institution" AS "by_institution"' in sql


def test_compiled_comparison_follows_successors_before_it_filters() -> None:
    question = Question(change, MOMENT, selection={"institution": (9,)}, compared_with="2023/2024")

    before = compiled(question).compared

    assert before is not None
    assert "successions" in before
    assert "successions" not in compiled(question).current


def test_compiled_year_before_is_compiled_like_the_question_of_its_own() -> None:
    question = Question(change, MOMENT, selection={"institution": (9,)}, compared_with="2023/2024")
    own = Question(
        change,
        MOMENT.in_school_year("2023/2024"),
        selection={"institution": (9,)},
        followed_to="2024/2025",
    )

    assert compiled(question).compared == compiled(own).current


def test_compiled_institutions_themselves_are_counted_as_they_were() -> None:
    counted = replace(staff, subject="unit")

    assert "successions" not in compiled(Question(counted, MOMENT, followed_to="2025/2026")).current


VISITS = Indicator(
    "visits.share",
    "Share",
    "Share.",
    Unit.PERCENT,
    lambda lake, when: lake.posts,
    Measure(
        lambda rows: rows.person.nunique(),
        lambda rows: rows.count(),
        lambda rows: rows.unit.nunique(),
    ),
    ("institution",),
    least=5,
    chapter=STAFF,
    noun="staff_member",
)


def test_cases_are_counted_beside_the_numbers() -> None:
    sql = compiled(Question(VISITS, MOMENT)).current

    assert 'AS "cases"' in sql
    assert 'AS "cases"' not in compiled(Question(staff, MOMENT)).current


@pytest.mark.parametrize(
    ("cases", "value", "suppressed"), [(1, None, True), (4, None, True), (5, 50, False)]
)
def test_of_fewer_cases_than_the_least_nothing_is_told(
    cases: int, value: int | None, suppressed: bool
) -> None:
    (figure,) = figures(Question(VISITS, MOMENT), [(10, 20, cases)])

    assert (figure.value, figure.suppressed) == (value, suppressed)
    assert (figure.numerator, figure.denominator) == ((None, None) if suppressed else (10, 20))


def test_share_of_no_cases_is_undefined_and_hides_nothing() -> None:
    (figure,) = figures(Question(VISITS, MOMENT), [(0, 0, 0)])

    assert (figure.value, figure.state, figure.suppressed) == (None, State.NOT_BEGUN, False)


def test_too_few_cases_are_kept_of_each_value_alone() -> None:
    found = figures(Question(VISITS, MOMENT, by=("institution",)), [(1, 1, 3, 3), (2, 4, 8, 8)])

    assert [figure.suppressed for figure in found] == [True, False]


@pytest.mark.parametrize(("now", "before"), [(3, 8), (8, 3)])
def test_too_few_cases_of_either_year_hide_both(now: int, before: int) -> None:
    question = Question(VISITS, MOMENT, compared_with="2023/2024")

    (figure,) = figures(question, [(1, 2, now)], [(1, 2, before)])

    assert figure.suppressed
    assert (figure.value, figure.compared_value, figure.denominator) == (None, None, None)
