"""Which classes are groups."""

import polars as pl
import pytest

from gaisma.record.programmes.models import Enrolment, Group
from tests import oneroster_sets

pytestmark = pytest.mark.django_db


def with_lessons(frames, **values):
    """The set and one scheduled class, in which all learners of the first class are as well."""
    lesson = (
        frames["classes"]
        .head(1)
        .with_columns(
            sourcedId=pl.lit("lesson"), title=pl.lit("Matemātika"), classType=pl.lit("scheduled")
        )
    )
    lesson = lesson.with_columns(**{name: pl.lit(value) for name, value in values.items()})
    attending = (
        frames["enrollments"]
        .filter(pl.col("classSourcedId") == "class-000001")
        .with_columns(
            sourcedId=pl.format("{}-lesson", "sourcedId"), classSourcedId=pl.lit("lesson")
        )
    )
    return frames | {
        "classes": pl.concat([frames["classes"], lesson]),
        "enrollments": pl.concat([frames["enrollments"], attending]),
    }


def test_lessons_of_learners_with_a_homeroom_are_no_groups(take_in):
    frames = with_lessons(oneroster_sets.roster(learners=10, year=2023))

    outcome = take_in(frames)

    assert (outcome.status, outcome.created["learners"]) == ("taken", 10)
    assert list(Group.objects.values_list("name", flat=True)) == ["PK.a"]


def test_scheduled_class_of_learners_without_a_homeroom_is_a_group(take_in):
    frames = oneroster_sets.roster(learners=10, year=2023)
    frames["classes"] = frames["classes"].with_columns(classType=pl.lit("scheduled"))

    outcome = take_in(frames)

    assert (outcome.status, outcome.created["learners"]) == ("taken", 10)
    assert list(Group.objects.values_list("name", flat=True)) == ["PK.a"]


def test_groups_of_interest_education_may_be_several_a_learner(take_in):
    frames = oneroster_sets.roster(learners=10, year=2023)
    frames["orgs"] = frames["orgs"].with_columns(
        name=pl.col("name").replace("Paraugpils 1. vidusskola", "Bērnu un jauniešu centrs")
    )
    for name in ("classes", "users"):
        frames[name] = frames[name].with_columns(grades=pl.lit(""))

    outcome = take_in(with_lessons(frames))

    assert outcome.status == "taken"
    assert Enrolment.objects.count() == 20


def test_learner_in_two_homerooms_at_once_is_a_problem_in_enrollments(take_in):
    frames = with_lessons(oneroster_sets.roster(learners=1, year=2023), classType="homeroom")

    outcome = take_in(frames)

    assert outcome.status == "refused"
    assert {problem.file for problem in outcome.problems} == {"enrollments.csv"}
    assert outcome.problems[0].row in (2, 4)


def test_two_classes_of_one_name_are_told_apart_by_their_codes(take_in):
    frames = oneroster_sets.roster(learners=30, year=2023)
    frames["classes"] = frames["classes"].with_columns(
        title=pl.lit("Grupa"), classCode=pl.Series(["A", "B"])
    )

    take_in(frames)

    names = Group.objects.order_by("name").values_list("name", flat=True)
    assert list(names) == ["Grupa (A)", "Grupa (B)"]


def test_group_above_its_maximum_is_noted_in_enrollments(take_in):
    frames = oneroster_sets.roster(learners=10, year=2023)
    take_in(frames)
    Group.objects.update(max_size=5)

    outcome = take_in(frames)

    assert outcome.status == "taken"
