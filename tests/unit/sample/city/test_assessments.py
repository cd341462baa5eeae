"""Results of several years are of the same learners, each in a class of then."""

import polars as pl
import pytest

from gaisma.base.models import SchoolYear
from gaisma.quality.assessments.models import Assessment, Paper, Result
from gaisma.record.programmes.models import Group, Programme
from gaisma.sample import assessment_plan
from gaisma.sample.city.building import City


@pytest.fixture(scope="module")
def sat(paraugpils: City) -> pl.DataFrame:
    """First attempts of those who sat, with their paper, its sitting and the class of then."""
    sittings = paraugpils[Assessment].select("key", year="school_year_id", assessment_id="id")
    papers = paraugpils[Paper].select("assessment_id", "code", of_grade="grade", paper_id="id")
    classes = paraugpils[Group].select(
        "grade", year_of_class="school_year_id", at="institution_id", group_id="id"
    )
    taught = paraugpils[Programme].select(taught_at="institution_id", programme_id="id")
    return (
        paraugpils[Result]
        .filter(attempt=1, absence="")
        .join(papers, on="paper_id")
        .join(sittings, on="assessment_id")
        .join(classes, on="group_id")
        .join(taught, on="programme_id")
    )


@pytest.fixture(scope="module")
def earlier(sat: pl.DataFrame) -> pl.DataFrame:
    return sat.filter(pl.col("key").is_in([one.key for one in assessment_plan.EARLIER]))


@pytest.mark.parametrize("sitting", assessment_plan.EARLIER, ids=lambda one: one.key)
def test_as_many_sat_with_such_means_as_the_plan_says(sat: pl.DataFrame, sitting) -> None:
    for paper in sitting.papers:
        rows = sat.filter(key=sitting.key, code=paper.code)
        below = assessment_plan.BELOW.get(sitting.key, {}).get(paper.code, ())

        assert rows.height == rows["person_id"].n_unique() == paper.count
        assert rows["percent"].cast(pl.Float64).mean() == pytest.approx(float(paper.mean), abs=0.05)
        assert rows.filter(pl.col("percent") < int(paper.threshold or 0)).height == len(below)


def test_everybody_sat_in_a_class_of_that_year_grade_and_institution(
    earlier: pl.DataFrame, paraugpils: City
) -> None:
    last = paraugpils[SchoolYear].sort("starts_on")["name"].to_list().index("2023/2024") + 1

    assert (earlier["year_of_class"] == earlier["year"]).all()
    assert (earlier["year"] < last).all()
    assert (earlier["at"] == earlier["institution_id"]).all()
    assert (earlier["taught_at"] == earlier["institution_id"]).all()
    told = earlier.drop_nulls("of_grade")
    assert (told["grade"] == told["of_grade"]).all()


@pytest.mark.parametrize(
    ("then", "now", "grade"),
    [
        ("monitoring Latvian 2022", "state exam grade 9 2024", 7),
        ("monitoring mathematics 2022", "state exam grade 9 2024", 7),
        ("monitoring Latvian 2023", "monitoring Latvian 2024", None),
    ],
)
def test_only_those_a_grade_higher_a_year_sit_again_and_the_strong_stay_strong(
    sat: pl.DataFrame, then: str, now: str, grade: int | None
) -> None:
    before = sat.filter(key=then).select("person_id", "grade", "percent")
    after = sat.filter(key=now).select("person_id", "grade", "percent")
    both = before.join(after, on="person_id", suffix="_now")

    if grade is None:
        # Tests of grades 1, 4 and 7: a year later nobody sits one again.
        assert both.is_empty()
        return
    assert both.height > 500
    assert (both["grade"] + 2 == both["grade_now"]).all()
    each = both.select(pl.corr("percent", "percent_now", method="spearman")).item()
    assert each > 0.5


def test_weak_of_grade_7_are_there_for_whom_support_is_proposed(sat: pl.DataFrame) -> None:
    of_7 = sat.filter(pl.col("of_grade") == 7, pl.col("percent") < 20)

    assert dict(of_7.group_by("year").len().iter_rows()).keys() >= {2, 3, 4}
