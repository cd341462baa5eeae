"""What holds for the people of the whole city."""

from datetime import date

import polars as pl
import pytest

from gaisma.base.models import Organisation
from gaisma.record.people.models import Employment, Person
from gaisma.record.programmes.models import Enrolment, Group, Programme, QueueEntry
from gaisma.sample import plan
from gaisma.sample.city import building
from gaisma.sample.city import people as names
from gaisma.sample.city.building import City
from gaisma.sample.city.institutions import Institution

SEPTEMBER, LAST_SEPTEMBER = date(2024, 9, 1), date(2023, 9, 1)
EXCLUSIVE = ("preschool", "school", "vocational")


@pytest.fixture(scope="module")
def learning(paraugpils: City) -> pl.DataFrame:
    """Enrolments with what they are of."""
    groups = paraugpils[Group].select("grade", "school_year_id", group_id="id", at="institution_id")
    programmes = paraugpils[Programme].select("stage", "special", programme_id="id")
    return (
        paraugpils[Enrolment]
        .join(groups, on="group_id")
        .join(programmes, on="programme_id")
        .join(paraugpils[Person].select("born_on", person_id="id"), on="person_id")
    )


def on(frame: pl.DataFrame, day: date) -> pl.DataFrame:
    return frame.filter(
        (pl.col("from_on") <= day) & (pl.col("to_on").is_null() | (pl.col("to_on") >= day))
    )


def test_city_of_the_same_seed_is_the_same(paraugpils: City) -> None:
    again = building.city()

    assert all(frame.equals(again[model]) for model, frame in paraugpils.items())


def test_city_of_another_seed_has_other_people(paraugpils: City) -> None:
    assert not building.city(seed=1)[Person].equals(paraugpils[Person])


def test_people_have_no_personal_code(paraugpils: City) -> None:
    assert not {"personal_code_encrypted", "personal_code_hash"} & set(paraugpils[Person].columns)


def test_people_have_a_pseudonym_of_their_own(paraugpils: City) -> None:
    assert paraugpils[Person]["pseudonym"].is_unique().all()
    assert paraugpils[Person]["pseudonym"].min() > 0


def test_people_bear_family_names_that_fit_their_sex(paraugpils: City) -> None:
    people = paraugpils[Person]
    girls = {*names.CHILD_GIRLS["lv"], *names.CHILD_GIRLS["ru"]}
    men = {name for families in names.FAMILIES.values() for name in families}
    men -= {name for name in men if names.feminine(name) == name}

    daughters = people.filter(pl.col("given_name").is_in(girls))

    assert not set(daughters["family_name"]) & men


def test_people_in_grades_are_of_fitting_age(learning: pl.DataFrame) -> None:
    this = on(learning, SEPTEMBER).filter(pl.col("grade").is_not_null())

    age = SEPTEMBER.year - this["born_on"].dt.year() - this["grade"]

    assert set(age) == {6, 7}
    assert (age == 6).mean() > 0.9


def test_people_in_preschool_are_between_one_and_six(learning: pl.DataFrame) -> None:
    this = on(learning, SEPTEMBER).filter(stage="preschool")

    assert this["born_on"].min() >= date(2018, 1, 1)
    assert this["born_on"].max() <= date(2023, 3, 2)


@pytest.mark.parametrize("stage", EXCLUSIVE)
def test_enrolments_do_not_overlap_in_a_stage(learning: pl.DataFrame, stage: str) -> None:
    mine = learning.filter(stage=stage).sort("person_id", "from_on")

    before = mine["to_on"].shift()
    same = mine["person_id"] == mine["person_id"].shift()

    assert not (same & (mine["from_on"] <= before)).any()


def test_enrolments_end_after_they_begin_and_are_registered_before(learning: pl.DataFrame) -> None:
    assert (learning["to_on"] >= learning["from_on"]).all()
    assert (learning["registered_on"] <= learning["from_on"]).all()


def test_enrolments_of_this_year_were_known_the_day_before_the_demo(
    learning: pl.DataFrame,
) -> None:
    this = on(learning, SEPTEMBER)

    assert this["registered_on"].max() <= date(2024, 8, 19)
    assert this["leaving_reason"].unique().to_list() == [""]


def test_enrolments_of_last_year_ended_for_a_reason(learning: pl.DataFrame) -> None:
    last = learning.filter(pl.col("from_on") < SEPTEMBER)

    assert "" not in set(last["leaving_reason"])
    assert {"completed", "moved", "merger", "withdrawn"} < set(last["leaving_reason"])


def test_enrolments_of_the_year_move_while_it_lasts(learning: pl.DataFrame) -> None:
    last = learning.filter(pl.col("from_on") < SEPTEMBER, pl.col("stage").is_in(EXCLUSIVE))

    joined = last.filter(pl.col("from_on") > LAST_SEPTEMBER)
    left = last.filter(pl.col("to_on") < date(2024, 2, 1))

    assert joined.height == plan.JOINED_DURING_YEAR
    assert left.height == plan.LEFT_DURING_YEAR


def test_enrolments_from_other_municipalities_are_as_planned(learning: pl.DataFrame) -> None:
    last = on(learning, LAST_SEPTEMBER).filter(pl.col("home_municipality") != plan.MUNICIPALITY)

    preschool = last.filter(stage="preschool").height
    basic = last.filter(pl.col("grade") <= 9).height
    secondary = last.filter(pl.col("grade") >= 10).height

    planned = plan.NON_RESIDENTS
    assert abs(preschool - planned["preschool"]) <= 6
    assert abs(basic - planned["basic"]) <= 6
    assert abs(secondary - planned["secondary"]) <= 6
    assert set(last["home_municipality"]) == set(plan.NEIGHBOURS)


def test_enrolments_in_special_programmes_are_where_they_are_offered(
    paraugpils: City, known: tuple[Institution, ...], learning: pl.DataFrame
) -> None:
    school = on(learning, SEPTEMBER).filter(pl.col("special").list.len() > 0, stage="school")
    names_of = dict(paraugpils[Organisation].select("id", "name").iter_rows())

    found = {
        (names_of[at], need)
        for at, need in school.select("at", "special").explode("special").rows()
    }

    assert found == {(i.name, n) for i in known if not i.closed_on for n in i.school_special}


def test_enrolments_in_programmes_taken_over_begin_with_the_successor(
    paraugpils: City, learning: pl.DataFrame
) -> None:
    ids = dict(paraugpils[Organisation].select("name", "id").iter_rows())
    north = learning.filter(at=ids["Paraugpils Ziemeļu vidusskola"], stage="school")
    sighted = north.filter(pl.col("special").list.contains("vision"))

    assert sighted["from_on"].min() == SEPTEMBER


def test_enrolments_in_hobbies_are_of_learners_of_the_same_year(learning: pl.DataFrame) -> None:
    this = on(learning, SEPTEMBER)
    hobbies = this.filter(~pl.col("stage").is_in(EXCLUSIVE))

    elsewhere = hobbies.join(
        this.filter(pl.col("stage").is_in(EXCLUSIVE)), on="person_id", how="anti"
    )

    assert hobbies.height > 3000
    assert elsewhere.is_empty()


def test_queue_was_left_by_everybody(paraugpils: City) -> None:
    queue = paraugpils[QueueEntry].join(
        paraugpils[Person].select("born_on", person_id="id"), on="person_id"
    )

    assert queue["left_on"].max() < plan.TODAY
    assert (queue["registered_on"] <= queue["left_on"]).all()
    assert (queue["registered_on"] >= queue["born_on"]).all()
    assert queue["institution_id"].null_count() > 100


def test_staff_loads_stay_below_one_and_a_half(paraugpils: City) -> None:
    loads = on(paraugpils[Employment], SEPTEMBER).group_by("person_id").agg(pl.col("load").sum())

    assert loads["load"].max() <= 1.5
    assert loads["load"].min() > 0


def test_staff_of_a_merged_school_ended_with_it(paraugpils: City) -> None:
    ids = dict(paraugpils[Organisation].select("name", "id").iter_rows())
    merged = paraugpils[Employment].filter(
        pl.col("institution_id").is_in([ids[name] for name in plan.SUCCESSORS])
    )

    assert merged.height > 40
    assert set(merged["to_on"]) == {plan.MERGED_ON}


def test_staff_are_grown_up(paraugpils: City) -> None:
    posts = paraugpils[Employment].join(
        paraugpils[Person].select("born_on", person_id="id"), on="person_id"
    )

    assert (posts["from_on"] >= posts["born_on"].dt.offset_by("22y")).all()
    assert posts["born_on"].min() > date(1950, 1, 1)
