"""The plan against the list of institutions that it fills."""

import csv

import pytest

from gaisma.analytics.vocabulary import TEACHING_ROLES
from gaisma.sample import curriculum, plan
from gaisma.sample.city.institutions import SOURCE
from gaisma.sample.city.staff import ROLES


@pytest.fixture(scope="module")
def listed() -> dict[str, dict[str, str]]:
    with SOURCE.open(encoding="utf-8", newline="") as file:
        return {row["name"]: row for row in csv.DictReader(file)}


def test_plan_names_listed_institutions_only(listed: dict[str, dict[str, str]]) -> None:
    named = {*plan.PRESCHOOLS, *plan.SCHOOLS, *plan.VOCATIONAL_COURSES, *plan.SUCCESSORS}
    named |= {*plan.SUCCESSORS.values(), *plan.MINORITY_PROGRAMME_AT, *plan.TWENTY_FOUR_HOUR_AT}
    named |= {plan.AUTHORITY, plan.YOUTH_CENTRE, plan.INNOVATION_CENTRE, plan.SPORTS_SCHOOL}
    named |= {vacancy.institution for vacancy in plan.VACANCIES}
    named |= {name for name, *_ in plan.STATUSES}

    assert not named - set(listed)


def test_plan_gives_every_listed_school_its_groups(listed: dict[str, dict[str, str]]) -> None:
    wanted = {
        name: int(row["preschool_groups"])
        for name, row in listed.items()
        if row["preschool_groups"]
    }

    planned = {name: plan.PRESCHOOLS[name].groups for name in wanted}

    assert planned == wanted


def test_plan_closes_what_is_listed_as_closed(listed: dict[str, dict[str, str]]) -> None:
    closed = {name: row["closed_on"] for name, row in listed.items() if row["closed_on"]}

    assert closed == dict.fromkeys(plan.SUCCESSORS, plan.MERGED_ON.isoformat())
    assert all(not plan.PRESCHOOLS[name].groups for name in closed)
    assert all(plan.SCHOOLS[name].classes == (0, 0, 0) for name in closed)


def test_plan_has_places_for_the_learners_of_every_grade() -> None:
    for grades, which in ((plan.LAST_GRADES, "last_classes"), (plan.GRADES, "classes")):
        bands = [sum(getattr(s, which)[band] for s in plan.SCHOOLS.values()) for band in range(3)]

        for grade, learners in enumerate(grades, start=1):
            band = 0 if grade <= 6 else 1 if grade <= 9 else 2
            assert 18 <= learners / bands[band] <= 28


def test_plan_of_special_programmes_has_a_code_for_every_need(
    listed: dict[str, dict[str, str]],
) -> None:
    needs = {
        column: {
            word.replace(" ", "_") for row in listed.values() for word in row[column].split("|")
        }
        for column in ("preschool_special", "school_special")
    }

    assert needs["preschool_special"] - {""} <= set(curriculum.PRESCHOOL_SPECIAL_CODES)
    assert needs["school_special"] - {""} <= set(curriculum.BASIC_SPECIAL_CODES)
    assert needs["school_special"] - {""} <= set(curriculum.FOR_NEEDS)


def test_plan_teaches_in_teaching_roles_only() -> None:
    assert {role for roles in ROLES.values() for role in roles} <= set(TEACHING_ROLES)
