from datetime import timedelta
from threading import Event

import pytest

from gaisma.config import rounds
from gaisma.config.rounds import Rounds
from tests.moments import NOW


class Lake:
    """Remembers what it was asked for; an error is raised as often as it is given."""

    def __init__(self, *errors):
        self.errors = list(errors)
        self.refreshed, self.cleaned = [], []

    def refresh(self, *, reason, at):
        self.refreshed.append(at)
        if self.errors:
            raise self.errors.pop()

    def clean(self, *, at):
        self.cleaned.append(at)


@pytest.fixture
def lake(monkeypatch):
    kept = Lake()
    monkeypatch.setattr(rounds, "lake", kept)
    monkeypatch.setattr(rounds, "close_old_connections", lambda: None)
    return kept


def test_round_refreshes_each_time_and_cleans_once_a_day(lake):
    moments = [NOW, NOW + timedelta(seconds=30), NOW + timedelta(days=1)]
    clock = iter(moments)
    going = Rounds(now=lambda: next(clock))

    for _ in moments:
        going.go()

    assert lake.refreshed == moments
    assert lake.cleaned == [moments[0], moments[2]]


def test_round_survives_an_error_with_a_line_in_the_log(lake, caplog):
    lake.errors = [OSError("disk full")]
    going = Rounds(now=lambda: NOW)

    going.go()
    going.go()

    assert len(lake.refreshed) == 2
    assert lake.cleaned == [NOW]
    assert ["disk full" in record.exc_text for record in caplog.records] == [True]


def test_rounds_end_when_told(lake):
    stop = Event()
    going = Rounds(now=lambda: stop.set() or NOW, every=600)

    going.go_on_until(stop)

    assert len(lake.refreshed) == 1
