"""From file to file, and rules about whole rows."""

import polars as pl
import pytest

from tests import oneroster_sets
from tests.oneroster_marks import gradebook

BOTH = pytest.mark.parametrize("version", ["1.1", "1.2"])


def replaced(frames, name, column, old, new):
    frames[name] = frames[name].with_columns(pl.col(column).replace(old, new))
    return frames


def named(found):
    return [(problem.file, problem.row, problem.column) for problem in found.problems]


@BOTH
@pytest.mark.parametrize(
    ("name", "column", "old", "row"),
    [
        ("orgs", "parentSourcedId", "district", 3),
        ("classes", "courseSourcedId", "course-000001", 2),
        ("classes", "schoolSourcedId", "school-000001", 2),
        ("enrollments", "classSourcedId", "class-000001", 2),
        ("enrollments", "schoolSourcedId", "school-000001", 2),
        ("enrollments", "userSourcedId", "learner-000002", 3),
        ("demographics", "sourcedId", "learner-000003", 4),
    ],
)
def test_reference_to_no_row_is_a_problem_at_its_row(examine, version, name, column, old, row):
    frames = oneroster_sets.roster(version, learners=6)

    found = examine(replaced(frames, name, column, old, "nobody"), version=version)

    assert named(found)[0] == (f"{name}.csv", row, column)
    assert {problem.value for problem in found.problems} == {"nobody"}


def test_every_reference_of_a_list_is_looked_for(examine):
    frames = oneroster_sets.roster(learners=6)

    found = examine(replaced(frames, "classes", "termSourcedIds", "term-1,term-2", "term-1,x, y"))

    assert named(found) == [("classes.csv", 2, "termSourcedIds")] * 2
    assert [problem.value for problem in found.problems] == ["x", "y"]


def test_users_of_the_old_version_name_organisations_that_stand(examine):
    frames = oneroster_sets.roster("1.1", learners=6)

    found = examine(
        replaced(frames, "users", "orgSourcedIds", "school-000001", "school-000001,school-9"),
        version="1.1",
    )

    assert {problem.value for problem in found.problems} == {"school-9"}
    assert found.problems_total == frames["users"].height


def test_delta_may_refer_to_what_earlier_sets_brought(examine):
    frames = {"enrollments": oneroster_sets.delta(oneroster_sets.roster(learners=2)["enrollments"])}
    kept = {"orgs": ["school-000001"], "users": ["learner-000001", "learner-000002"]}

    found = examine(frames, mode="delta", kept=kept)

    assert named(found) == [("enrollments.csv", 4, "userSourcedId")]
    assert found.problems[0].value == "teacher-000001"


def test_bulk_file_must_be_whole_whatever_earlier_sets_brought(examine):
    frames = oneroster_sets.roster(learners=6)

    found = examine(
        replaced(frames, "enrollments", "userSourcedId", "learner-000002", "earlier"),
        kept={"users": ["earlier"]},
    )

    assert [problem.value for problem in found.problems] == ["earlier"]


@BOTH
@pytest.mark.parametrize("name", ["orgs", "users", "classes", "enrollments", "demographics"])
def test_identifier_used_twice_is_a_problem_at_the_later_row(examine, version, name):
    frames = oneroster_sets.roster(version, learners=30)
    frames[name] = pl.concat([frames[name], frames[name].head(1)])

    found = examine(frames, version=version)

    assert named(found) == [(f"{name}.csv", frames[name].height + 1, "sourcedId")]


def test_end_before_beginning_is_a_problem(examine):
    frames = oneroster_sets.roster(learners=6)
    frames["enrollments"] = frames["enrollments"].with_columns(
        endDate=pl.when(pl.col("sourcedId") == "enrolment-000002").then(pl.lit("2024-08-31"))
    )

    found = examine(frames)

    assert named(found) == [("enrollments.csv", 3, "endDate")]


def test_end_on_the_day_of_the_beginning_is_no_problem(examine):
    frames = oneroster_sets.roster(learners=6)
    frames["enrollments"] = frames["enrollments"].with_columns(endDate="beginDate")

    assert examine(frames).problems == []


def test_organisation_above_itself_is_a_problem(examine):
    frames = replaced(
        oneroster_sets.roster(learners=6), "orgs", "parentSourcedId", "", "school-000001"
    )

    found = examine(frames)

    assert named(found) == [
        ("orgs.csv", 2, "parentSourcedId"),
        ("orgs.csv", 3, "parentSourcedId"),
    ]


@BOTH
def test_valid_gradebook_has_nothing_to_say(examine, version):
    frames = oneroster_sets.roster(version, learners=6)

    found = examine(frames | gradebook(version, learners=6), version=version)

    assert (found.problems, found.notes) == ([], [])


@BOTH
@pytest.mark.parametrize(
    ("name", "column", "value"),
    [
        ("results", "score", "8,5"),
        ("results", "scoreStatus", "graded"),
        ("results", "scoreDate", "rīt"),
        ("results", "lineItemSourcedId", "item-9"),
        ("results", "studentSourcedId", "learner-9"),
        ("lineItems", "resultValueMax", "ten"),
        ("lineItems", "categorySourcedId", "category-9"),
    ],
)
def test_gradebook_with_a_bad_field_names_it(examine, version, name, column, value):
    marks = gradebook(version, learners=6)
    marks[name] = marks[name].with_columns(
        pl.when(pl.int_range(pl.len()) == 0).then(pl.lit(value)).otherwise(column).alias(column)
    )

    found = examine(oneroster_sets.roster(version, learners=6) | marks, version=version)

    assert named(found) == [(f"{name}.csv", 2, column)]
    assert found.problems[0].value == value


def test_score_may_be_empty_in_the_new_version_only(examine):
    for version, problems in (("1.1", 1), ("1.2", 0)):
        marks = gradebook(version, learners=1)
        marks["results"] = marks["results"].with_columns(score=pl.lit(""))

        found = examine(oneroster_sets.roster(version, learners=6) | marks, version=version)

        assert found.problems_total == problems, version
