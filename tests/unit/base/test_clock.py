"""One clock: in a demo its day goes on, elsewhere it is the true one."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from gaisma.base import clock
from gaisma.base.models import Installation
from tests.moments import TODAY

pytestmark = pytest.mark.django_db
NIGHT = datetime(2026, 11, 22, 22, 30, tzinfo=UTC)
"""In Riga the next day has begun."""


def test_moment_in_a_demo_is_of_its_day_at_the_true_time(installation: Installation) -> None:
    Installation.objects.update(is_demo=True, today=TODAY)

    found = timezone.localtime(clock.here(NIGHT))

    assert (found.date(), found.hour, found.minute) == (TODAY, 0, 30)
    assert timezone.localdate(clock.now()) == TODAY


def test_moment_elsewhere_is_the_true_one(installation: Installation) -> None:
    Installation.objects.update(is_demo=False, today=None)

    assert clock.here(NIGHT) == NIGHT
    assert abs((clock.now() - timezone.now()).total_seconds()) < 60


def test_moment_before_anything_is_set_up_is_the_true_one() -> None:
    assert clock.here(NIGHT) == NIGHT


def test_day_that_is_given_keeps_the_time() -> None:
    assert timezone.localtime(clock.on(date(2024, 2, 29), NIGHT)).date() == date(2024, 2, 29)
