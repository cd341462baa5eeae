"""The tree and what belongs to it."""

from datetime import date

import polars as pl

from gaisma.sample import plan
from gaisma.sample.city import institutions
from gaisma.sample.city.institutions import Institution

Known = tuple[Institution, ...]


def row(frame: pl.DataFrame, **values: object) -> dict[str, object]:
    return frame.row(
        by_predicate=pl.all_horizontal(*(pl.col(k) == v for k, v in values.items())), named=True
    )


def test_organisations_are_below_the_authority_or_their_institution(known: Known) -> None:
    frame = institutions.organisations(known)

    centre = row(frame, name=plan.YOUTH_CENTRE)
    assert row(frame, name=plan.AUTHORITY)["parent_id"] is None
    assert centre["parent_id"] == row(frame, name=plan.AUTHORITY)["id"]
    assert row(frame, name=plan.INNOVATION_CENTRE)["parent_id"] == centre["id"]


def test_organisations_have_codes_of_their_own(known: Known) -> None:
    codes = institutions.organisations(known)["code"]

    assert codes.n_unique() == len(known)
    assert row(institutions.organisations(known), code="PII-04")["aliases"] == [
        "PII „Zīlīte”",
        "4. PII",
        "Zīlīte",
    ]


def test_organisations_aliases_name_one_institution(known: Known) -> None:
    aliases = institutions.organisations(known)["aliases"].explode().drop_nulls()

    assert aliases.is_unique().all()


def test_organisations_have_no_number_that_may_be_somebodys(known: Known) -> None:
    frame = institutions.organisations(known)

    assert not {"phone", "registration_number", "register_id"} & set(frame.columns)
    assert frame["email"].str.ends_with(".example").all()


def test_sites_of_a_successor_include_the_merged_building(known: Known) -> None:
    ids = {institution.name: institution.id for institution in known}
    frame = institutions.sites(known)

    names = frame.filter(institution_id=ids["Paraugpils Ziemeļu vidusskola"])["name"]

    assert names.to_list() == ["Galvenā ēka", "Bijusī 11. pamatskola"]


def test_sites_of_the_technical_school_are_three_buildings_and_two_dormitories(
    known: Known,
) -> None:
    ids = {institution.name: institution.id for institution in known}

    names = institutions.sites(known).filter(institution_id=ids[plan.TECHNICAL_SCHOOL])["name"]

    assert names.to_list() == [*institutions.TECHNICAL_SITES, *institutions.DORMITORIES]


def test_successions_are_those_that_the_council_decided(known: Known) -> None:
    frame = institutions.successions(known)

    assert frame.height == len(plan.SUCCESSORS)
    assert set(frame["decided_on"]) == {date(2024, 2, 22)}
    assert set(frame["on"]) == {date(2024, 8, 31)}


def test_licences_run_on_the_day_of_the_demo(known: Known) -> None:
    frame = institutions.licences(known)

    assert (frame["from_on"] <= plan.TODAY).all()
    assert (frame["to_on"] >= plan.TODAY).all()
