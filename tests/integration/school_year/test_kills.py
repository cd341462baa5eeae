"""`kill -9` while a school year is carried out or undone: all of it is there, or nothing."""

from pathlib import Path

from tests.integration.kills import harness
from tests.integration.kills.harness import Case, Scene, Seen
from tests.integration.observer import watching

LEARNERS = 40


def made(scene: Scene) -> None:
    scene.observer.ask("make(20)")


def going_on(scene: Scene, attempt: int) -> tuple[str | Path, ...]:
    line = "from tests.integration.school_year import yearly; yearly.there_and_back()"
    return ("shell", "--no-imports", "-c", line)


def all_or_nobody_goes_on(scene: Scene, seen: Seen) -> None:
    assert seen["problems"] == []
    assert seen["enrolments"] in (LEARNERS, 2 * LEARNERS)
    # Nobody goes on without an act that can be undone.
    assert seen["enrolments"] == LEARNERS or seen["imports"]


def everything_is_as_before(scene: Scene, seen: Seen) -> None:
    assert seen["enrolments"] == seen["heads"] == LEARNERS
    assert seen["imports"] >= 2


CASE = Case("school year", made, going_on, all_or_nobody_goes_on, everything_is_as_before)


def test_school_year_killed_at_any_moment_is_there_whole_or_not_at_all(migrated, tmp_path):
    folder = tmp_path / "beside"
    folder.mkdir()

    with watching(migrated) as observer:
        harness.play(CASE, Scene(migrated, folder, observer))
