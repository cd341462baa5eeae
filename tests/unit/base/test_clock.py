"""One clock: in a demo its day goes on, elsewhere it is the true one."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from gaisma.base import clock, request_cache
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


def test_today_is_the_day_of_the_demo_and_elsewhere_the_true_one(
    installation: Installation,
) -> None:
    Installation.objects.update(is_demo=True, today=TODAY)
    shown = clock.today()
    Installation.objects.update(is_demo=False, today=None)

    assert (shown, clock.today()) == (TODAY, timezone.localdate())


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_request_reads_the_day_of_the_installation_once(
    installation: Installation, method: str, django_assert_num_queries: Any
) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(f"{clock.now()} {clock.today()} {clock.here(NIGHT)}")

    with django_assert_num_queries(1):
        request_cache.ReadOnce(view)(RequestFactory().generic(method, "/"))


def test_day_that_is_given_keeps_the_time() -> None:
    assert timezone.localtime(clock.on(date(2024, 2, 29), NIGHT)).date() == date(2024, 2, 29)
