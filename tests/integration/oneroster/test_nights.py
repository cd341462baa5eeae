"""A city over several nights: after each, the record is what an independent count says."""

import random
from datetime import date

import pytest

from gaisma.record.programmes.models import Enrolment
from tests.integration.oneroster.city import DAY, PLANNED, City

pytestmark = pytest.mark.django_db
NIGHTS = 3
FIRST = date(2024, 3, 4)


def recorded():
    """Learner, class, first and last day of every enrolment."""
    rows = Enrolment.objects.values_list(
        "person__identifiers__value", "group__identifiers__value", "from_on", "to_on"
    )
    return sorted((*row[:3], row[3] or date.max) for row in rows)


def expected(city):
    return sorted(
        (f"learner-{learner + 1:06}", f"class-{place + 1:06}", since, until or date.max)
        for learner, place, since, until in city.known.values()
    )


@pytest.mark.parametrize("mode", ["bulk", "delta"])
@pytest.mark.parametrize("planned", [PLANNED, None], ids=["planned-ends", "open-ends"])
@pytest.mark.parametrize("version", ["1.1", "1.2"])
def test_nights_of_a_city_leave_the_record_that_was_counted(take_in, version, planned, mode):
    city = City(version, planned, random.Random(f"{version} {mode} {planned}"))
    take_in(city.bulk(FIRST - DAY), version=version)
    city.slept()
    assert recorded() == expected(city)

    for number in range(NIGHTS):
        night = FIRST + number * 3 * DAY
        city.join(city.learners + number, number % 2, night)
        city.move(night)
        city.move(night)
        city.leave(night, whole=mode == "bulk")
        city.replan(night)
        frames = city.bulk(night) if mode == "bulk" else city.delta(night)

        outcome = take_in(frames, version=version, mode=mode, yes=True)
        told = recorded()
        again = take_in(frames, version=version, mode=mode, yes=True)

        assert (outcome.status, outcome.problems) == ("taken", []), outcome.problems
        assert told == expected(city)
        assert outcome.ended["learners"] == 1
        assert (again.status, recorded()) == ("taken", told)
        assert not any([*again.created.values(), *again.changed.values(), *again.ended.values()])
        city.slept()
