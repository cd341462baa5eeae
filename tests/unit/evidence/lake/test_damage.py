"""A file that is not what it was written as is never read as if it were."""

import re
from contextlib import suppress
from pathlib import Path

import pytest

from gaisma.base.files import storage
from gaisma.base.files.storage import DamagedFile
from gaisma.evidence.lake import actions, engines, files, queries
from gaisma.evidence.lake.files import DamagedLake
from gaisma.evidence.lake.models import LakeVersion
from tests import factories
from tests.moments import NOW
from tests.records import PROJECT

pytestmark = pytest.mark.django_db
READERS = {
    "gaisma/evidence/lake/queries.py": "names them",
    "gaisma/evidence/lake/actions.py": "reads all of them through, and deletes",
    "gaisma/base/files/storage.py": "reads attachments for all others",
    "gaisma/base/files/offers.py": "looks whether they are there",
    "gaisma/config/static.py": "static files, which are the program's",
}
"""Who may ask for a place without its content being looked at, and why."""


@pytest.fixture
def version(tmp_path: Path, settings: object) -> LakeVersion:
    settings.GAISMA_HOME = tmp_path  # type: ignore[attr-defined]
    factories.enrolment()
    actions.touch("organisations", "enrolments", "people")
    made = actions.refresh(reason="test", at=NOW)
    assert made is not None
    return made


def flipped(content: bytes, place: int) -> bytes:
    changed = bytearray(content)
    changed[place] ^= 1
    return bytes(changed)


DAMAGES = {
    "first": lambda content: flipped(content, 0),
    "within": lambda content: flipped(content, len(content) // 2),
    "last": lambda content: flipped(content, -1),
    "cut": lambda content: content[:-1],
    "empty": lambda content: b"",
    "longer": lambda content: content + b"\0",
}


def opened(version: LakeVersion) -> None:
    engines._opened.cache_clear()
    engines.engine(version)


def test_every_file_of_a_version_is_looked_at(version: LakeVersion) -> None:
    opened(version)
    for paths in queries.paths(version).values():
        for file in paths:
            content = file.read_bytes()
            for name, damage in DAMAGES.items():
                file.write_bytes(damage(content))
                with pytest.raises(DamagedLake, match=file.name) as refusal:
                    opened(version)
                assert refusal.value.code == "file_damaged", name
                with pytest.raises(DamagedLake, match=file.name):
                    actions.demand_whole()
            file.unlink()
            with pytest.raises(DamagedLake, match=file.name) as missing:
                opened(version)
            assert missing.value.code == "file_missing"
            file.write_bytes(content)
    opened(version)
    actions.demand_whole()


def test_without_looking_other_numbers_would_be_told(
    version: LakeVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The weakened twin: the engine itself takes a file with another content."""
    (file,) = queries.paths(version)["institutions"]
    content = file.read_bytes()
    monkeypatch.setattr(files, "_is_whole", lambda *_: True)

    def is_taken(place: int) -> bool:
        file.write_bytes(flipped(content, place))
        with suppress(Exception):  # what the engine itself notices
            opened(version)
            return True
        return False

    assert any(is_taken(place) for place in range(0, len(content), 7))


def test_a_file_is_read_once_until_somebody_writes_it(
    version: LakeVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    files.read_anew()
    opened(version)
    before = files._is_whole.cache_info()
    opened(version)
    after = files._is_whole.cache_info()

    assert after.misses == before.misses
    assert after.hits > before.hits


def test_what_a_disk_lost_is_found_by_reading_anew(
    version: LakeVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os

    file = queries.paths(version)["institutions"][0]
    opened(version)
    state = file.stat()
    file.write_bytes(flipped(file.read_bytes(), 8))
    os.utime(file, ns=(state.st_atime_ns, state.st_mtime_ns))
    opened(version)

    with pytest.raises(DamagedLake):
        actions.demand_whole()
    with pytest.raises(DamagedLake):
        opened(version)


@pytest.mark.parametrize("damage", DAMAGES)
def test_an_attachment_that_is_damaged_is_not_given_out(
    tmp_path: Path, settings: object, damage: str
) -> None:
    settings.GAISMA_HOME = tmp_path  # type: ignore[attr-defined]
    storage.place(b"content of a file")
    name = storage.name_of(b"content of a file")
    assert storage.read(name) == b"content of a file"

    storage.path(name).write_bytes(DAMAGES[damage](b"content of a file"))

    with pytest.raises(DamagedFile):
        storage.read(name)


def test_nobody_else_reads_them_without_looking() -> None:
    asking = re.compile(r"\b(?:storage\.path|(?:queries|lake|versions)\.paths)\(")
    found = {
        file.relative_to(PROJECT).as_posix()
        for file in (PROJECT / "gaisma").rglob("*.py")
        if asking.search(file.read_text(encoding="utf-8"))
    }

    assert found <= set(READERS), found - set(READERS)
