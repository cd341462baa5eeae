"""Cities beside Paraugpils in the lake."""

from datetime import date

import polars as pl
import pytest

from gaisma.sample import plan, scale

ENROLMENTS = pl.DataFrame(
    {
        "unit": [3, 4],
        "institution": [3, 3],
        "authority": [1, 1],
        "institution_kind": ["preschool", "innovation_centre"],
        "group": [10, 11],
        "grade": [None, 4],
        "person": [2**63 - 5, None],
        "home_municipality": [plan.MUNICIPALITY, "Silavas novads"],
        "from_on": [date(2024, 9, 1)] * 2,
    }
)
INSTITUTIONS = pl.DataFrame(
    {
        "unit": [1, 2],
        "code": ["IP-01", "PII-01"],
        "name": ["Pārvalde", "Rūķītis"],
        "aliases": [[], ["1. PII"]],
        "parent": [None, 1],
    }
)


def test_another_city_has_keys_of_its_own() -> None:
    second = scale.another(ENROLMENTS, 2)

    assert second["unit"].to_list() == [1_000_003, 1_000_004]
    assert second["authority"].to_list() == [1_000_001, 1_000_001]
    assert second["group"].to_list() == [1_000_010, 1_000_011]


def test_another_city_has_people_of_its_own() -> None:
    people = [scale.another(ENROLMENTS, number)["person"][0] for number in range(1, 101)]

    assert len(set(people)) == 100
    assert min(people) >= 0


def test_another_city_keeps_totals_without_people() -> None:
    assert scale.another(ENROLMENTS, 2)["person"][1] is None


def test_another_city_is_home_to_its_own_residents() -> None:
    homes = scale.another(ENROLMENTS, 2)["home_municipality"].to_list()

    assert homes == [f"{plan.MUNICIPALITY} 2", "Silavas novads"]


def test_another_city_leaves_facts_as_they_are() -> None:
    second = scale.another(ENROLMENTS, 2)

    same = ["institution_kind", "grade", "from_on"]
    assert second.select(same).equals(ENROLMENTS.select(same))


def test_another_city_names_its_institutions_apart() -> None:
    second = scale.another(INSTITUTIONS, 7)

    assert second["name"].to_list() == ["Pārvalde (7)", "Rūķītis (7)"]
    assert second["code"].to_list() == ["IP-01-7", "PII-01-7"]
    assert second["aliases"].to_list() == [[], []]
    assert second["parent"].to_list() == [None, 6_000_001]


@pytest.mark.parametrize("cities", [1, 2, 10, 11, 100])
def test_batches_cover_every_further_city_once(cities: int) -> None:
    numbers = [number for batch in scale._batches(cities) for number in batch]

    assert numbers == list(range(2, cities + 1))
