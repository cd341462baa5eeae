"""A worker that is killed, stopped, or not alone."""

import signal
import subprocess
import time
from collections.abc import Callable, Iterator

import pytest

from tests.installations import SeparateInstallation
from tests.integration.observer import Observer, watching

MODULE = "tests.integration.kills.rehearsal"
WORKER = "from tests.integration.kills import rehearsal; rehearsal.worker()"
PATIENCE = 60


class Workers:
    """Starts workers, and leaves none behind."""

    def __init__(self, installation: SeparateInstallation) -> None:
        self.installation = installation
        self.processes: list[subprocess.Popen[str]] = []

    def start(self) -> "subprocess.Popen[str]":
        process = self.installation.start("shell", "--no-imports", "-c", WORKER)
        self.processes.append(process)
        return process

    def end(self) -> None:
        for process in self.processes:
            process.kill()
            process.wait()


@pytest.fixture
def workers(migrated: SeparateInstallation) -> Iterator[Workers]:
    started = Workers(migrated)
    yield started
    started.end()


@pytest.fixture
def observer(migrated: SeparateInstallation) -> Iterator[Observer]:
    with watching(migrated, MODULE) as watched:
        watched.ask("prepare()")
        yield watched


def eventually(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "it did not come about in time"
        time.sleep(0.05)


def test_work_whose_worker_was_killed_is_found_and_done(workers, observer):
    (number,) = observer.ask("begin(steps=15)")
    first = workers.start()
    eventually(lambda: observer.ask(f"seen({number})")["told"] > 3)
    at_its_death = observer.ask(f"seen({number})")
    first.kill()
    first.wait()

    workers.start()
    eventually(lambda: observer.ask(f"seen({number})")["state"] == "done")

    # Told from within a transaction that nobody else could see into.
    assert (at_its_death["state"], at_its_death["municipality"]) == ("running", "Paraugpils")
    assert observer.ask(f"seen({number})")["attempts"] == 2
    assert observer.ask(f"seen({number})")["municipality"] == "rehearsed 15"


def test_worker_asked_to_stop_finishes_what_it_has_begun(workers, observer):
    first, second = observer.ask("begin(steps=15, times=2)")
    worker = workers.start()
    eventually(lambda: observer.ask(f"seen({first})")["told"] > 3)

    worker.send_signal(signal.SIGTERM)

    assert worker.wait(PATIENCE) == 0
    assert observer.ask(f"seen({first})")["state"] == "done"
    assert observer.ask(f"seen({second})")["state"] == "waiting"


def test_several_workers_perform_each_work_once(migrated, workers, observer):
    numbers = observer.ask("begin(steps=2, times=6)")

    for _ in range(3):
        workers.start()
    eventually(
        lambda: all(observer.ask(f"seen({number})")["state"] == "done" for number in numbers)
    )

    assert [observer.ask(f"seen({number})")["attempts"] for number in numbers] == [1] * 6
    assert (migrated.home / "rehearsed").read_text() == "x" * 6
