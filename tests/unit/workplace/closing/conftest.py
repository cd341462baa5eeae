"""A school that closes in favour of another."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.utils import translation

from gaisma.base.models import Organisation, User
from gaisma.record.people.models import Employment, Person
from gaisma.record.programmes.models import Group
from gaisma.workplace.closing import actions
from gaisma.workplace.closing.models import Closing
from tests import factories
from tests.moments import NOW

BEFORE, YEAR = "2023/2024", "2024/2025"
YEAR_ENDS = date(2024, 8, 31)
"""The last day when a school closes between two school years."""
MIDDLE = date(2024, 1, 31)
"""The last day when it closes within one."""


@dataclass(frozen=True)
class Merger:
    """What the closing school has, and who takes it over."""

    closing: Organisation
    successor: Organisation
    running: Group
    coming: Group
    elza: Person
    post: Employment


@pytest.fixture(autouse=True)
def _english(tmp_path: Any, settings: Any) -> Iterator[None]:
    settings.GAISMA_HOME = tmp_path
    with translation.override("en"):
        yield


@pytest.fixture
def merger(school: Organisation) -> Merger:
    """Elza is in 1.a until the end of the year and has a place in 2.a of the next."""
    old = factories.institution(code="old", name="Vecā skola")
    programme = factories.programme(institution=old, code="21011111")
    given = {"programme": programme, "site": factories.site(institution=old, name="A korpuss")}
    running = factories.group(name="1.a", grade=1, school_year=_year(BEFORE), **given)
    coming = factories.group(name="2.a", grade=2, school_year=_year(YEAR), **given)
    elza = factories.person(given_name="Elza", family_name="Ozola")
    left = {"to_on": YEAR_ENDS, "leaving_reason": "moved"}
    factories.enrolment(person=elza, group=running, **left)
    factories.enrolment(
        person=elza, group=coming, from_on=date(2024, 9, 1), to_on=date(2025, 8, 31)
    )
    post = factories.employment(institution=old)
    return Merger(old, school, running, coming, elza, post)


def _year(name: str) -> Any:
    return factories.school_year(name)


@pytest.fixture
def plan(merger: Merger, specialist: User) -> Closing:
    """The specialist's plan: at the end of the school year, all to the successor."""
    return begun(merger, specialist)


def begun(merger: Merger, by: User | None, **terms: Any) -> Closing:
    """A plan on the usual terms, but for those that are given."""
    usual = {"on": YEAR_ENDS, "successor": merger.successor, "decision": "Nr. 87"}
    return actions.begin(institution=merger.closing, by=by, at=NOW, **{**usual, **terms})
