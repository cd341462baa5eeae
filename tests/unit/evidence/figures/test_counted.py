"""The noun after a number is that of what is counted."""

import pytest

from gaisma.analytics.indicators import Indicator, Unit
from gaisma.base.registry import gathered
from gaisma.evidence.figures import counted

LOADS = [one for one in gathered("INDICATORS") if one.unit is Unit.LOADS]


@pytest.mark.parametrize("indicator", LOADS, ids=lambda one: one.key)
def test_loads_are_no_people(indicator: Indicator) -> None:
    assert counted.noun_of(indicator.key, {}) == "load"


def test_the_filter_that_says_it_best_is_taken() -> None:
    assert counted.noun_of("learners.count", {"stage": "preschool", "grade": "1"}) == "child"
    assert counted.noun_of("staff.count", {"role": "teacher"}) == "staff_member"
