"""What a killed backup leaves is gone with the next one, or with the worker's next round."""

import fcntl
import signal
import time
from pathlib import Path

import pytest

from gaisma.evidence.archive import drafts
from tests.integration import small_city

NAMES = (".city.tar.age.00.backup-draft", ".gaisma-2024-08-20.tar.part.ab12.draft")


@pytest.mark.parametrize("name", NAMES)
def test_a_draft_of_another_name_is_removed_unless_somebody_writes_it(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_bytes(b"left over")
    (tmp_path / f"{name}.kept").touch()
    living = tmp_path / f".living{drafts.ENDING}"
    with living.open("wb") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)

        with drafts.file(tmp_path / "gaisma-2024-08-21.tar.age") as written:
            written.write(b"whole")

        assert living.exists()
    assert not (tmp_path / name).exists()
    assert {file.name for file in tmp_path.iterdir()} == {
        "gaisma-2024-08-21.tar.age",
        f"{name}.kept",
        living.name,
    }


def test_a_folder_of_the_home_is_cleaned_unless_somebody_works_there(tmp_path: Path) -> None:
    left_over = tmp_path / ".drafts" / "ab12"
    left_over.mkdir(parents=True)
    (left_over / "record.sqlite3").touch()

    drafts.clean(tmp_path)
    with drafts.folder(tmp_path) as own:
        drafts.clean(tmp_path)
        assert own.exists()

    assert not left_over.exists()
    drafts.clean(tmp_path / "none")


def test_what_a_killed_backup_leaves_goes_with_the_next_round(migrated, tmp_path: Path) -> None:
    made = small_city.made(migrated, 300)
    out = tmp_path / "out"
    out.mkdir()
    killed = made.start("backup", out)
    last = time.monotonic() + 60
    while not list((made.home / ".drafts").glob("*/*/record.*")):
        assert time.monotonic() < last
        assert killed.poll() is None
        time.sleep(0.002)
    killed.send_signal(signal.SIGKILL)
    killed.wait()

    # Otherwise this would prove nothing.
    assert list((made.home / ".drafts").glob("*/*/record.*"))
    drafts.clean(made.home)

    assert [file.name for file in (made.home / ".drafts").iterdir()] == [drafts.LOCK]
