"""Groups and classes of five school years."""

import polars as pl
import pytest

from gaisma.sample import plan

BOTH_YEARS = (plan.LAST_YEAR, plan.THIS_YEAR)


def test_groups_have_a_name_of_their_own_in_institution_and_year(all_groups: pl.DataFrame) -> None:
    assert not all_groups.select("institution", "name", "school_year").is_duplicated().any()


def test_groups_have_a_programme_and_a_site(all_groups: pl.DataFrame) -> None:
    assert all_groups["programme_id"].null_count() == 0
    assert all_groups["site_id"].null_count() == 0


def test_groups_sizes_lie_within_their_limits(all_groups: pl.DataFrame) -> None:
    full = all_groups.filter(pl.col("school_year").is_in(BOTH_YEARS))

    assert full.filter(~pl.col("size").is_between("min_size", "max_size")).is_empty()


def test_groups_hold_the_planned_children_and_free_places(all_groups: pl.DataFrame) -> None:
    this = all_groups.filter(school_year=plan.THIS_YEAR, stage="preschool")
    totals = this.group_by("institution").agg(
        pl.len().alias("groups"),
        pl.col("size").sum().alias("children"),
        (pl.col("max_size") - pl.col("size")).sum().alias("free"),
    )

    held = {name: tuple(numbers) for name, *numbers in totals.iter_rows()}

    planned = {
        name: (given.groups, given.children, given.free)
        for name, given in plan.PRESCHOOLS.items()
        if given.groups
    }
    assert held == planned


def test_groups_of_a_closed_school_are_last_years_only(all_groups: pl.DataFrame) -> None:
    years = all_groups.filter(pl.col("institution").is_in(list(plan.SUCCESSORS)))["school_year"]

    assert plan.THIS_YEAR not in set(years)
    assert plan.LAST_YEAR in set(years)


def test_groups_of_earlier_years_keep_totals_only(all_groups: pl.DataFrame) -> None:
    earlier = all_groups.filter(pl.col("school_year").is_in(plan.EARLIER_YEARS))

    assert earlier["learners_total"].null_count() == 0
    assert earlier["size"].sum() == 0
    assert all_groups.filter(pl.col("school_year").is_in(BOTH_YEARS))["learners_total"].sum() == 0


@pytest.mark.parametrize("year", plan.EARLIER_YEARS)
def test_groups_of_an_earlier_year_add_up_to_its_totals(
    all_groups: pl.DataFrame, year: str
) -> None:
    preschool = all_groups.filter(school_year=year, stage="preschool")
    school = all_groups.filter(school_year=year, stage="school")

    assert (preschool.height, preschool["learners_total"].sum()) == plan.EARLIER_PRESCHOOL[year]
    assert (school.height, school["learners_total"].sum()) == plan.EARLIER_SCHOOL[year]


def test_groups_special_needs_are_those_of_the_institution(
    all_groups: pl.DataFrame, known: tuple[object, ...]
) -> None:
    this = all_groups.filter(pl.col("special") != "", school_year=plan.THIS_YEAR, stage="preschool")
    wanted = {(i.name, need) for i in known for need in i.preschool_special}

    assert set(this.select("institution", "special").iter_rows()) == wanted


def test_groups_with_a_grade_are_classes_of_schools_only(all_groups: pl.DataFrame) -> None:
    graded = all_groups.filter(pl.col("grade").is_not_null())

    assert set(graded["stage"]) == {"school"}
    assert set(graded["grade"]) == set(range(1, 13))


def test_groups_around_the_clock_are_at_the_planned_places(all_groups: pl.DataFrame) -> None:
    around = all_groups.filter(regime="24_hour", school_year=plan.THIS_YEAR)

    assert sorted(around["institution"]) == sorted(plan.TWENTY_FOUR_HOUR_AT)


def test_groups_of_the_minority_programme_fade_out(all_groups: pl.DataFrame) -> None:
    minority = all_groups.filter(programme="21011121")

    assert set(minority.filter(school_year=plan.LAST_YEAR)["grade"]) == {2, 3, 5, 6, 8, 9}
    assert set(minority.filter(school_year=plan.THIS_YEAR)["grade"]) == {3, 6, 9}


def test_groups_of_the_youth_centre_also_meet_in_its_units(all_groups: pl.DataFrame) -> None:
    interest = all_groups.filter(stage="interest", school_year=plan.THIS_YEAR)

    assert interest.height == plan.INTEREST_GROUPS
    assert interest["programme"].n_unique() == 49
    assert {plan.YOUTH_CENTRE, plan.INNOVATION_CENTRE} < set(interest["institution"])
    assert interest["offered_by"].n_unique() == 1
