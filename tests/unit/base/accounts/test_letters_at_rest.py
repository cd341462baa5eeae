"""Letters that nobody sends do not lie for ever."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from gaisma.base.accounts import letters
from gaisma.config import rounds
from tests.moments import NOW


@pytest.fixture
def folder(tmp_path: Path, settings: object) -> Path:
    """A folder of letters, each as old as its name says in days; and something that is none."""
    settings.EMAIL_FILE_PATH = tmp_path / "mail"  # type: ignore[attr-defined]
    (tmp_path / "mail").mkdir()
    for name in ("0.log", "13.log", "15.log", "400.log", "400.txt"):
        moment = (NOW - timedelta(days=int(name.split(".")[0]))).timestamp()
        (tmp_path / "mail" / name).touch()
        os.utime(tmp_path / "mail" / name, (moment, moment))
    return tmp_path / "mail"


def test_letters_go_when_their_time_is_over(folder: Path) -> None:
    assert letters.clean(at=NOW) == 2

    assert sorted(file.name for file in folder.iterdir()) == ["0.log", "13.log", "400.txt"]


def test_no_letter_and_no_folder_is_no_trouble(tmp_path: Path, settings: object) -> None:
    settings.EMAIL_FILE_PATH = tmp_path / "none"  # type: ignore[attr-defined]

    assert letters.clean(at=NOW) == 0


@pytest.mark.django_db
def test_the_worker_cleans_them_once_a_day(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("lake", "attachments", "keeping", "jobs", "uploads"):
        monkeypatch.setattr(getattr(rounds, name), "clean", lambda **_: 0)

    rounds._clean(NOW)

    assert not (folder / "15.log").exists()


def test_a_letter_lies_as_long_as_an_invitation_holds() -> None:
    from gaisma.base.accounts.actions import invitations

    assert letters.KEPT >= invitations.HOLDS_FOR
