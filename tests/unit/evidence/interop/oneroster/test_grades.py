"""Grades as stages and years of study."""

import polars as pl
import pytest

from gaisma.evidence.interop.oneroster import grades


def value(expression, text):
    return (
        pl.DataFrame({"grades": [text]}, schema={"grades": pl.String})
        .select(expression(pl.col("grades")))
        .item()
    )


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("IT", "preschool"),
        ("PR", "preschool"),
        ("PK", "preschool"),
        ("TK", "preschool"),
        ("KG", "preschool"),
        ("01", "school"),
        ("1", "school"),
        ("12", "school"),
        ("13", "vocational"),
        ("PS", "vocational"),
        ("ABE", "adult"),
        ("UG", None),
        ("UG,05", "school"),
        ("5.a", None),
        (None, None),
    ],
)
def test_stage_of_a_grade(text, stage):
    assert value(grades.stage, text) == stage


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("01", "1"),
        ("7", "7"),
        ("12", "12"),
        ("07,07", "7"),
        ("07, 08", None),
        ("PK", None),
        ("13", None),
        (None, None),
    ],
)
def test_year_of_a_class_that_has_one_only(text, year):
    assert value(grades.year, text) == year


@pytest.mark.parametrize(
    ("text", "unknown"),
    [("01,02", False), ("PK", False), ("UG", False), ("5.a", True), ("01,x", True)],
)
def test_unknown_grades_are_seen(text, unknown):
    assert value(grades.unknown, text) is unknown
