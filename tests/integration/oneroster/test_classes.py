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


def lessons_only(*, grades=True, learners=30):
    """A set in which every learner is in three lessons and nobody in a homeroom."""
    frames = oneroster_sets.roster(learners=learners, year=2023)
    classes = frames["classes"].with_columns(classType=pl.lit("scheduled"))
    students = frames["enrollments"].filter(pl.col("role") == "student")
    parts = [("", ""), ("-mat", ". Matemātika"), ("-lat", ". Latviešu valoda")]
    frames["classes"] = pl.concat(
        classes.with_columns(pl.col("sourcedId") + mark, pl.col("title") + words)
        for mark, words in parts
    )
    frames["enrollments"] = pl.concat(
        [
            *(
                students.with_columns(pl.col("sourcedId") + mark, pl.col("classSourcedId") + mark)
                for mark, _words in parts
            ),
            frames["enrollments"].filter(pl.col("role") == "teacher"),
        ]
    )
    if not grades:
        for name in ("users", "classes"):
            frames[name] = frames[name].with_columns(grades=pl.lit(""))
    return frames


def test_set_of_lessons_asks_once_before_classes_are_formed_from_grades(take_in):
    asked = take_in(lessons_only())
    taken = take_in(lessons_only(), yes=True)
    again = take_in(lessons_only())

    assert (asked.status, asked.problems_total) == ("asks", 0)
    assert [decision.code for decision in asked.decisions] == ["lessons_only"]
    assert "30 learners" in asked.decisions[0].question
    assert (taken.status, taken.created["learners"]) == ("taken", 30)
    assert list(Group.objects.order_by("name").values_list("name", "programme__stage")) == [
        ("Grupa KG", "preschool"),
        ("Grupa PK", "preschool"),
    ]
    assert (again.status, again.decisions) == ("taken", [])
    assert sum(again.created.values()) + sum(again.changed.values()) == 0


def test_learner_of_lessons_who_goes_up_a_grade_moves(take_in):
    frames = lessons_only()
    take_in(frames, yes=True)
    is_first = pl.col("sourcedId") == "learner-000001"
    later = frames | {
        "users": frames["users"].with_columns(
            grades=pl.when(is_first).then(pl.lit("KG")).otherwise("grades")
        )
    }

    outcome = take_in(later)

    assert (outcome.status, outcome.problems) == ("taken", [])
    spans = Enrolment.objects.filter(person__identifiers__value="learner-000001")
    names = spans.order_by("from_on").values_list("group__name", "leaving_reason")
    assert list(names) == [("Grupa PK", "moved"), ("Grupa KG", "")]


def test_set_of_lessons_without_grades_is_one_problem(take_in, folder):
    outcome = take_in(lessons_only(grades=False, learners=200), yes=True)

    assert (outcome.status, outcome.problems_total) == ("refused", 1)
    assert "learners: 200" in outcome.problems[0].message
    assert oneroster_sets.points_astray(folder, outcome.problems) == []


def test_lessons_in_a_delta_leave_a_formed_class_alone(take_in):
    frames = lessons_only()
    take_in(frames, yes=True)
    lesson = frames["enrollments"].filter(pl.col("sourcedId") == "enrolment-000001-mat")
    later = oneroster_sets.delta(lesson.with_columns(sourcedId=pl.lit("new-lesson")))

    outcome = take_in({"enrollments": later}, mode="delta")

    assert (outcome.status, outcome.problems) == ("taken", [])
    assert Enrolment.objects.count() == 30


def crossed(version, column, name):
    frames = oneroster_sets.roster(version, learners=10, year=2023)
    second = frames["orgs"].tail(1)
    second = second.with_columns(
        sourcedId=pl.lit("school-2"), name=pl.lit("2. vidusskola"), identifier=pl.lit("SK-2")
    )
    frames["orgs"] = pl.concat([frames["orgs"], second])
    here = pl.int_range(pl.len()) == 3
    changed = pl.when(here).then(pl.lit("school-2")).otherwise(column).alias(column)
    frames[name] = frames[name].with_columns(changed)
    return frames


@pytest.mark.parametrize(
    ("version", "column", "name"),
    [
        ("1.1", "schoolSourcedId", "enrollments"),
        ("1.2", "schoolSourcedId", "enrollments"),
        ("1.1", "orgSourcedIds", "users"),
        ("1.2", "orgSourcedId", "roles"),
    ],
)
def test_learner_of_one_school_in_a_class_of_another_is_asked_about_once(
    take_in, version, column, name
):
    frames = crossed(version, column, name)

    asked = take_in(frames, version=version)
    taken = take_in(frames, version=version, yes=True)
    again = take_in(frames, version=version)

    [decision] = asked.decisions
    assert (decision.code, decision.file, decision.row) == ("school_crossed", "enrollments.csv", 5)
    assert (asked.status, taken.status, again.status) == ("asks", "taken", "taken")
    assert taken.created["learners"] == 10
