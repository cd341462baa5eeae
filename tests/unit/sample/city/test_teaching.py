from datetime import date

import polars as pl
import pytest

from gaisma.record.people.models import Employment, ProfessionalDevelopment, Qualification
from gaisma.record.programmes.models import Group, GroupTeacher
from gaisma.sample.city.building import City, city
from gaisma.sample.city.teaching import teachings


@pytest.fixture(scope="module")
def frames() -> City:
    return city()


def test_every_class_and_preschool_group_of_the_two_years_has_one_class_teacher(
    frames: City,
) -> None:
    leads = frames[GroupTeacher].filter("is_class_teacher").group_by("group_id").len()
    kept = frames[Group].filter(pl.col("learners_total").is_null(), pl.col("grade").is_not_null())

    led = kept.join(leads, left_on="id", right_on="group_id", how="left")

    assert led.height > 0
    assert led["len"].to_list() == [1] * led.height


def test_teachers_hold_a_post_at_the_institution_while_they_teach(frames: City) -> None:
    places = frames[Group].select(group_id="id", institution_id="institution_id")
    posts = frames[Employment].select("person_id", "institution_id", begun="from_on", ended="to_on")

    taught = frames[GroupTeacher].with_row_index("line").join(places, on="group_id")
    held = taught.join(posts, on=["person_id", "institution_id"]).filter(
        pl.col("begun") <= pl.col("from_on"),
        pl.col("ended").is_null() | (pl.col("ended") >= pl.col("to_on")),
    )

    assert held["line"].n_unique() == frames[GroupTeacher].height


def test_nobody_teaches_a_group_twice(frames: City) -> None:
    lines = frames[GroupTeacher]

    assert lines.select("group_id", "person_id").is_unique().all()


def test_a_group_without_pedagogues_at_its_place_has_no_teacher() -> None:
    groups = pl.DataFrame(
        {"id": [1], "institution_id": [7], "stage": ["school"], "school_year": ["2024/2025"]}
    )
    posts = pl.DataFrame(
        {
            "person_id": [5],
            "institution_id": [8],
            "stage": ["school"],
            "role": ["subject_teacher"],
            "from_on": [date(2020, 9, 1)],
            "to_on": [None],
        },
        schema_overrides={"to_on": pl.Date},
    )

    assert teachings(groups, posts).is_empty()


def test_pedagogues_have_a_degree_and_hours_of_development(frames: City) -> None:
    degrees, hours = frames[Qualification], frames[ProfessionalDevelopment]

    assert degrees["person_id"].is_unique().all()
    assert set(hours["person_id"]) <= set(degrees["person_id"])
    assert hours["person_id"].n_unique() > 0.9 * degrees.height
    assert hours["completed_on"].max() <= date(2024, 8, 20)  # type: ignore[operator]
