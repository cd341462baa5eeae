"""Members of staff over several sets: two institutions, leaving one, coming back."""

from datetime import date

import polars as pl
import pytest

from gaisma.record.people.models import Employment
from tests import factories, oneroster_sets
from tests.moments import TODAY

pytestmark = pytest.mark.django_db
LEARNERS = 300


@pytest.fixture
def frames():
    """A set of two schools, whose first teacher works at both."""
    frames = oneroster_sets.roster(learners=LEARNERS, year=2023)
    second = (
        frames["roles"]
        .filter(pl.col("userSourcedId") == "teacher-000001")
        .with_columns(
            sourcedId=pl.lit("role-second"),
            roleType=pl.lit("secondary"),
            orgSourcedId=pl.lit("school-000002"),
        )
    )
    return frames | {"roles": pl.concat([frames["roles"], second])}


def without_second(frames):
    return frames | {"roles": frames["roles"].filter(pl.col("sourcedId") != "role-second")}


def posts():
    rows = Employment.objects.filter(person__identifiers__value="teacher-000001")
    return list(rows.order_by("institution__code").values_list("institution__code", "to_on"))


def test_teacher_of_two_schools_has_two_posts(take_in, frames):
    take_in(frames)

    assert posts() == [("SK-1", None), ("SK-2", None)]


def test_teacher_who_leaves_one_of_two_schools_keeps_the_other(take_in, frames):
    take_in(frames)

    outcome = take_in(without_second(frames))
    again = take_in(without_second(frames))

    assert (outcome.status, outcome.changed["staff"]) == ("taken", 1)
    assert posts() == [("SK-1", None), ("SK-2", TODAY)]
    assert sum(again.changed.values()) == 0


def test_post_at_an_institution_that_the_sender_does_not_cover_is_left(take_in, frames):
    take_in(frames)
    teacher = Employment.objects.filter(person__identifiers__value="teacher-000001")[0].person
    club = factories.institution(code="CLUB", name="Bērnu un jauniešu centrs")
    factories.employment(person=teacher, institution=club)

    take_in(without_second(frames))

    assert posts() == [("CLUB", None), ("SK-1", None), ("SK-2", TODAY)]


def test_teacher_who_comes_back_has_the_load_of_before(take_in, frames):
    take_in(frames)
    Employment.objects.update(load="0.500")
    take_in(without_second(frames))

    take_in(frames)

    assert posts() == [("SK-1", None), ("SK-2", None)]
    assert {str(post.load) for post in Employment.objects.all()} == {"0.500"}


def test_role_with_dates_has_them(take_in, frames):
    dates = {"beginDate": "2023-10-02", "endDate": "2024-06-01"}
    is_second = pl.col("sourcedId") == "role-second"
    frames["roles"] = frames["roles"].with_columns(
        pl.when(is_second).then(pl.lit(value)).otherwise(name).alias(name)
        for name, value in dates.items()
    )

    take_in(frames)

    post = Employment.objects.get(
        person__identifiers__value="teacher-000001", institution__code="SK-2"
    )
    assert (post.from_on, post.to_on) == (date(2023, 10, 2), date(2024, 5, 31))
