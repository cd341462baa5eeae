from datetime import timedelta
from threading import Event

import pytest

from gaisma.config import rounds
from gaisma.config.rounds import Rounds
from tests.moments import NOW

CLEANED = ("lake", "attachments", "jobs", "keeping", "uploads", "letters")


class Part:
    """Remembers what it was asked for; an error is raised as often as it is given."""

    def __init__(self, *errors):
        self.errors = list(errors)
        self.refreshed, self.cleaned, self.sent, self.warmed = [], [], [], 0
        self.read_through = self.ended = 0

    def refresh(self, *, reason, at):
        self.refreshed.append(at)
        if self.errors:
            raise self.errors.pop()

    def find_lost(self, *, at):
        return self.refresh(reason="lost", at=at)

    def clean(self, home=None, *, at=None):
        self.cleaned.append(at or home)

    def demand_whole(self):
        self.read_through += 1

    def clear_expired(self):
        self.ended += 1

    def send_digests(self, *, at):
        self.sent.append(at)
        return 0

    def warm(self):
        self.warmed += 1


@pytest.fixture
def parts(monkeypatch):
    names = (*CLEANED, "drafts", "SessionStore", "calendar", "cache_warming")
    kept = {name: Part() for name in names}
    for name, part in kept.items():
        monkeypatch.setattr(rounds, name, part)
    monkeypatch.setattr(rounds, "close_old_connections", lambda: None)
    monkeypatch.setattr(rounds.clock, "here", lambda at: at)
    return kept


def test_round_refreshes_each_time_and_cleans_and_warms_once_a_day(parts):
    moments = [NOW, NOW + timedelta(seconds=30), NOW + timedelta(days=1)]
    clock = iter(moments)
    going = Rounds(now=lambda: next(clock))

    for _ in moments:
        going.go()

    assert parts["lake"].refreshed == parts["jobs"].refreshed == moments
    assert parts["calendar"].sent == moments
    assert all(parts[name].cleaned == [moments[0], moments[2]] for name in CLEANED)
    assert len(parts["drafts"].cleaned) == 3
    assert (parts["lake"].read_through, parts["attachments"].read_through) == (2, 2)
    assert parts["SessionStore"].ended == 2
    assert parts["cache_warming"].warmed == 2


def test_round_survives_an_error_of_one_part_with_a_line_in_the_log(parts, caplog):
    parts["jobs"].errors = [OSError("disk full")]
    going = Rounds(now=lambda: NOW)

    going.go()
    going.go()

    assert len(parts["lake"].refreshed) == 2
    assert parts["lake"].cleaned == [NOW]
    assert ["disk full" in record.exc_text for record in caplog.records] == [True]


def test_round_says_how_many_works_were_lost(parts, caplog):
    parts["jobs"].find_lost = lambda *, at: 2

    Rounds(now=lambda: NOW).go()

    assert "2 jobs" in caplog.text


def test_round_gives_a_sign_of_life(parts):
    signs = []

    Rounds(now=lambda: NOW, sign=lambda: signs.append("here")).go()

    assert signs == ["here"]


def test_round_beside_a_server_that_warms_itself_warms_from_the_next_day(parts):
    clock = iter([NOW, NOW + timedelta(days=1)])
    going = Rounds(now=lambda: next(clock), is_warm=True)

    going.go()
    at_first = parts["cache_warming"].warmed
    going.go()

    assert (at_first, parts["cache_warming"].warmed) == (0, 1)


def test_rounds_end_when_told(parts):
    stop = Event()
    going = Rounds(now=lambda: stop.set() or NOW, every=600)

    going.go_on_until(stop)

    assert len(parts["lake"].refreshed) == 1
