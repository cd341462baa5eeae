"""The city, built once for the tests that look at it."""

import numpy as np
import polars as pl
import pytest

from gaisma.sample import plan
from gaisma.sample.city import building, groups, institutions, programmes
from gaisma.sample.city.institutions import Institution


@pytest.fixture(scope="session")
def known() -> tuple[Institution, ...]:
    return institutions.institutions()


@pytest.fixture(scope="session")
def offered(known: tuple[Institution, ...]) -> pl.DataFrame:
    return programmes.programmes(known)


@pytest.fixture(scope="session")
def all_groups(known: tuple[Institution, ...], offered: pl.DataFrame) -> pl.DataFrame:
    years = building.school_years()
    places = groups.Places(
        institutions={institution.name: institution.id for institution in known},
        programmes=offered,
        sites=institutions.sites(known),
        school_years=dict(zip(years["name"], years["id"], strict=True)),
    )
    return groups.groups(known, places, np.random.default_rng(plan.SEED))


@pytest.fixture(scope="session")
def paraugpils() -> building.City:
    return building.city()
