import pytest

from gaisma.base.errors import GaismaError
from gaisma.base.jobs import cache_warming
from gaisma.base.jobs.cache_warming import Warmed
from gaisma.base.registry import Registry


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    made: list[str] = []

    def failing(error: Exception) -> None:
        raise error

    rooms = Registry(
        [
            Warmed("refused", lambda: failing(GaismaError("Nothing is set up."))),
            Warmed("broken", lambda: failing(RuntimeError("broken"))),
            Warmed("good", lambda: made.append("good")),
        ]
    )
    monkeypatch.setattr(cache_warming, "gathered", {"WARMED": rooms}.__getitem__)
    monkeypatch.setattr(cache_warming, "close_old_connections", lambda: made.append("closed"))
    return made


def test_warm_goes_on_after_one_that_fails(
    done: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    cache_warming.warm()

    assert done == ["good"]
    # That nothing is set up yet is no fault.
    assert [record.getMessage() for record in caplog.records] == ["broken could not be warmed."]


def test_warming_begun_closes_what_it_opened(done: list[str]) -> None:
    cache_warming.begin().join()

    assert done == ["good", "closed"]
