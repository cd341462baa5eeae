"""Broken and odd sets of every kind: what is said names the file, row, column and value."""

from collections.abc import Callable

import polars as pl
import pytest

from gaisma.record.programmes.models import Group
from tests import factories, oneroster_sets
from tests.integration.oneroster.test_classes import with_lessons

pytestmark = pytest.mark.django_db
LEARNERS = 30
Frames = oneroster_sets.Frames


def city(version: str = "1.2") -> Frames:
    """A set in which a learner stands in another row of each file."""
    frames = oneroster_sets.roster(version, learners=LEARNERS, year=2023)
    return frames | {
        "enrollments": frames["enrollments"].sort("role", descending=True, maintain_order=True)
    }


def spoiled(frames: Frames, name: str, column: str, value: str, row: int = 2) -> Frames:
    """The set in which one cell says something else."""
    here = pl.int_range(pl.len()) == row - 2
    cell = pl.when(here).then(pl.lit(value)).otherwise(column).alias(column)
    return frames | {name: frames[name].with_columns(cell)}


def twin(frames: Frames) -> Frames:
    """The last learner has the name and the birth date of the first."""
    users, births = frames["users"], frames["demographics"]
    for column in ("givenName", "familyName"):
        frames = spoiled(frames, "users", column, users[column][0], row=LEARNERS + 1)
    return spoiled(frames, "demographics", "birthDate", births["birthDate"][0], row=LEARNERS + 1)


def same_code(frames: Frames) -> Frames:
    return spoiled(
        spoiled(frames, "users", "userIds", "{pk:010113-11111}", row=5),
        "users",
        "userIds",
        "{pk:010113-11111}",
        row=9,
    )


def elsewhere(frames: Frames) -> Frames:
    """A second school, and the fourth learner enrolled there in a class of the first."""
    second = (
        frames["orgs"]
        .tail(1)
        .with_columns(
            sourcedId=pl.lit("school-2"), name=pl.lit("2. vidusskola"), identifier=pl.lit("SK-2")
        )
    )
    frames = frames | {"orgs": pl.concat([frames["orgs"], second])}
    return spoiled(frames, "enrollments", "schoolSourcedId", "school-2", row=5)


FAULTS: dict[str, tuple[Callable[[Frames], Frames], tuple[str, int, str]]] = {
    "ends before it begins": (
        lambda frames: spoiled(frames, "enrollments", "endDate", "2023-08-01", row=4),
        ("enrollments.csv", 4, "endDate"),
    ),
    "ends on the day it begins": (
        lambda frames: spoiled(frames, "enrollments", "endDate", "2023-09-01", row=4),
        ("enrollments.csv", 4, "endDate"),
    ),
    "ends on the last of a month": (
        lambda frames: spoiled(frames, "enrollments", "endDate", "2024-05-31", row=4),
        ("enrollments.csv", 4, "endDate"),
    ),
    "two homerooms at once": (
        lambda frames: with_lessons(frames, classType="homeroom"),
        ("enrollments.csv", LEARNERS + 5, "beginDate"),
    ),
    "no such class": (
        lambda frames: spoiled(frames, "enrollments", "classSourcedId", "class-9", row=6),
        ("enrollments.csv", 6, "classSourcedId"),
    ),
    "the same name and birth date": (twin, ("users.csv", LEARNERS + 1, "familyName")),
    "the same personal code": (same_code, ("users.csv", 9, "userIds")),
    "another school's class": (elsewhere, ("enrollments.csv", 5, "schoolSourcedId")),
    "a name that is too long": (
        lambda frames: spoiled(frames, "users", "familyName", "x" * 300, row=7),
        ("users.csv", 7, "familyName"),
    ),
    "a school whose name is too long": (
        lambda frames: spoiled(frames, "orgs", "name", "1. vidusskola " + "x" * 300, row=3),
        ("orgs.csv", 3, "name"),
    ),
    "a school year that is written out": (
        lambda frames: spoiled(frames, "academicSessions", "schoolYear", "2023-2024", row=3),
        ("academicSessions.csv", 3, "schoolYear"),
    ),
}


@pytest.mark.parametrize("version", ["1.1", "1.2"])
@pytest.mark.parametrize("name", list(FAULTS))
def test_what_is_said_of_a_set_stands_where_it_says(take_in, folder, installation, version, name):
    installation.personal_code_type = "pk"
    installation.save()
    spoil, place = FAULTS[name]

    outcome = take_in(spoil(city(version)), version=version, dry_run=True)

    told = [*outcome.problems, *outcome.notes]
    assert oneroster_sets.points_astray(folder, told) == []
    assert place in {(one.file, one.row, one.column) for one in told}, told


def test_group_above_its_maximum_is_said_of_a_row_of_the_class(take_in, folder):
    frames = city()
    take_in(frames)
    Group.objects.update(max_size=5)

    outcome = take_in(spoiled(frames, "users", "givenName", "Anna"))

    assert oneroster_sets.points_astray(folder, outcome.notes) == []


def test_doubtful_institution_is_said_of_its_row(take_in, folder, school):
    factories.institution(code="other", name="Cita", aliases=["Paraugpils vidusskola"])
    frames = oneroster_sets.roster(learners=1, year=2023)
    frames = spoiled(frames, "orgs", "name", "Paraugpils vidusskola", row=3)

    outcome = take_in(spoiled(frames, "orgs", "identifier", "", row=3), yes=True)

    assert outcome.problems
    assert oneroster_sets.points_astray(folder, outcome.problems) == []
