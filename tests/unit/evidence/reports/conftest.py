from datetime import date

import pytest

from gaisma.base.registry import gathered
from gaisma.evidence.reports import builder
from gaisma.evidence.reports.asking import Asker
from gaisma.evidence.reports.editions import Edition
from tests import factories
from tests.unit.evidence.reports import invented


@pytest.fixture
def edition():
    def make(**given):
        fields = {
            "kind": gathered("REPORTS")["readiness"],
            "language": "lv",
            "school_year": "2024/2025",
            "as_of": date(2024, 8, 20),
            "authority": "Paraugpils Izglītības pārvalde",
            "municipality": "Paraugpils",
            "places": invented.PLACES,
        }
        return Edition(**{**fields, **given})

    return make


@pytest.fixture
def asker():
    def make(answer=invented.answer, **given):
        indicators = {one.key: one for one in gathered("INDICATORS")}
        fields = {"school_year": "2024/2025", "as_of": date(2024, 8, 20), "lake_version": None}
        fields["waves"] = invented.wave
        return Asker(answer=answer, indicators=indicators, **{**fields, **given})

    return make


@pytest.fixture
def build(edition, asker):
    def make(offered=None, answer=invented.answer, **given):
        sections = list(gathered("REPORT_SECTIONS")) if offered is None else offered
        return builder.built(edition(**given), offered=sections, asker=asker(answer))

    return make


@pytest.fixture
def manager(school):
    """The authority's manager, who approves."""
    user = factories.user(username="manager", full_name="Manager")
    factories.role_grant(user=user, role="manager", organisation=factories.authority())
    return user


@pytest.fixture
def report(town):
    """A draft, with evidence to compute it from."""
    return factories.report()
