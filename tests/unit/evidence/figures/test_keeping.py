import inspect
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from threading import Barrier

import pytest

from gaisma.analytics.compiling import Compiled
from gaisma.analytics.moments import Moment
from gaisma.analytics.questions import Question
from gaisma.base.registry import gathered
from gaisma.evidence.figures import keeping, queries
from tests.moments import NOW


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: object) -> None:
    settings.GAISMA_HOME = tmp_path  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def _compiled_once() -> None:
    """Here each home keeps its own."""


def question(as_of: date = date(2024, 8, 20)) -> Question:
    return Question(gathered("INDICATORS")["groups.count"], Moment(as_of, "2024/2025"))


class Maker:
    """Compiles, and counts how often."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> Compiled:
        self.times += 1
        return Compiled(question(), "duckdb", f"SELECT {self.times}", None, "abc")


def kept(make: Maker, asked: Question | None = None, engine: str = "duckdb 2") -> Compiled:
    return queries.kept_compilation(asked or question(), dialect="duckdb", engine=engine, make=make)


def test_kept_compiles_once() -> None:
    make = Maker()

    first, second = kept(make), kept(make)

    assert make.times == 1
    assert first == second


def test_kept_by_several_threads_at_once_is_whole() -> None:
    together = Barrier(8)

    class Together(Maker):
        def __call__(self) -> Compiled:
            together.wait()
            return super().__call__()

    with ThreadPoolExecutor(8) as threads:
        told = list(threads.map(lambda _: kept(Together()), range(8)))

    assert {one.current for one in told} == {"SELECT 1"}
    assert kept(Maker()) == told[0]
    assert [file.suffix for file in keeping.folder().iterdir()] == [".json"]


def test_kept_compiles_again_for_another_day_or_engine() -> None:
    make = Maker()

    kept(make)
    kept(make, question(date(2024, 8, 21)))
    kept(make, engine="duckdb 3")

    assert make.times == 3


def test_kept_compiles_again_when_definitions_change(monkeypatch: pytest.MonkeyPatch) -> None:
    make = Maker()
    kept(make)

    monkeypatch.setattr(keeping, "_definitions", lambda: "changed")

    assert kept(make).current == "SELECT 2"


def test_kept_compiles_again_when_what_was_kept_is_broken() -> None:
    make = Maker()
    kept(make)
    (file,) = keeping.folder().iterdir()
    file.write_text('{"current": ', encoding="utf-8")

    assert kept(make).current == "SELECT 2"
    assert kept(make).current == "SELECT 2"


def test_clean_throws_away_after_a_week() -> None:
    kept(Maker())

    young = keeping.clean(at=NOW - timedelta(days=10_000))
    old = keeping.clean(at=NOW + timedelta(days=10_000))

    assert (young, old) == (0, 1)


@pytest.mark.parametrize("indicator", gathered("INDICATORS").keys)
def test_kept_depends_on_the_file_of_every_indicator(indicator: str) -> None:
    known = gathered("INDICATORS")[indicator]
    told = (known.rows, known.covered or known.rows)

    for rows in told:
        assert Path(str(inspect.getsourcefile(rows))) in keeping.defining()
