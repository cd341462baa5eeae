import os
from datetime import UTC, datetime
from pathlib import Path

from gaisma.base import locks
from gaisma.base.jobs import signs


def test_sign_held_is_held_by_one_only() -> None:
    with signs.held(7) as first, signs.held(7) as second:
        assert first
        assert second is None


def test_sign_let_go_can_be_held_again_and_leaves_no_file(home: Path) -> None:
    with signs.held(7):
        pass

    with signs.held(7) as again:
        assert again
    assert not list((home / "works").iterdir())


def test_sign_of_another_is_no_hindrance() -> None:
    with signs.held(7), signs.held(8) as other:
        assert other


def test_sign_whose_file_was_removed_meanwhile_is_not_held(home: Path, monkeypatch: object) -> None:
    lock = locks.fcntl.flock

    def removed_before(descriptor: int, how: int) -> None:
        (home / "works" / "7").unlink()
        lock(descriptor, how)

    monkeypatch.setattr(locks.fcntl, "flock", removed_before)  # type: ignore[attr-defined]

    with signs.held(7) as sign:
        assert sign is None


def test_progress_told_is_read() -> None:
    with signs.held(7) as sign:
        assert sign
        assert signs.progress(7) == (0, 0)
        sign.tell(1_000, 2_000)
        sign.tell(20, 2_000)
        assert signs.progress(7) == (20, 2_000)

    assert signs.progress(7) == (0, 0)


def test_worker_announced_is_present_with_its_last_sign(home: Path) -> None:
    moment = datetime(2024, 8, 20, tzinfo=UTC)
    with signs.announced() as sign:
        (file,) = (home / "works" / "workers").iterdir()
        os.utime(file, (0, moment.timestamp()))
        before = [worker.seen_at for worker in signs.workers()]
        sign()
        after = [worker.seen_at for worker in signs.workers()]

    assert before == [moment]
    assert after[0] > moment
    assert signs.workers() == []


def test_worker_that_died_is_not_present_and_its_file_goes(home: Path) -> None:
    left = home / "works" / "workers" / "dead"
    left.parent.mkdir(parents=True)
    left.touch()

    assert signs.workers() == []
    assert not left.exists()
