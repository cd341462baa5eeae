import stat
from multiprocessing.pool import ThreadPool
from pathlib import Path

from gaisma.base import keys


def test_key_is_made_once_and_only_the_owner_reads_it(tmp_path: Path) -> None:
    made = keys.key(tmp_path, "signing")

    file = tmp_path / "keys" / "signing"
    assert keys.key(tmp_path, "signing") == made
    assert len(bytes.fromhex(made)) == 32
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_key_asked_for_at_once_is_the_same_for_all(tmp_path: Path) -> None:
    with ThreadPool(8) as pool:
        made = set(pool.map(lambda _: keys.key(tmp_path, "signing"), range(32)))

    assert len(made) == 1
    assert [file.name for file in (tmp_path / "keys").iterdir()] == ["signing"]


def test_keys_of_two_names_differ(tmp_path: Path) -> None:
    assert keys.key(tmp_path, "one") != keys.key(tmp_path, "two")
