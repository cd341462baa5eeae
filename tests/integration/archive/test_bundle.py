import io
import json
import tarfile
from pathlib import Path

import pytest

from gaisma.evidence.archive import bundle, manifest
from gaisma.evidence.archive.manifest import Manifest, Part, UnableToReadBackup

MOMENT = 1_724_144_400
CONTENT = {
    "record.sqlite3": b"record" * 500,
    "lake/queue/ab12.parquet": b"PAR1",
    "reports/a.html": b"",
}


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    files = {}
    for name, content in CONTENT.items():
        files[name] = tmp_path / "source" / name
        files[name].parent.mkdir(parents=True, exist_ok=True)
        files[name].write_bytes(content)
    parts = {name: manifest.part_of(file) for name, file in files.items()}
    bundle.write(tmp_path / "city.tar", described(parts), files, moment=MOMENT)
    return tmp_path / "city.tar"


def described(parts: dict[str, Part]) -> Manifest:
    return Manifest("2024-08-20", "sqlite", ["base.0001"], 7, {"personal-code": "ab"}, parts)


def tampered(
    backup: Path, name: str, content: bytes = b"evil", kind: bytes = tarfile.REGTYPE
) -> None:
    with tarfile.open(backup, "a") as tar:
        member = tarfile.TarInfo(name)
        member.type, member.linkname = kind, "/etc/passwd"
        member.size = len(content) if kind == tarfile.REGTYPE else 0
        tar.addfile(member, io.BytesIO(content))


def test_unpack_gives_back_what_was_written(backup, tmp_path):
    found = bundle.unpack(backup, tmp_path / "out")

    assert found.lake_version == 7
    for name, content in CONTENT.items():
        assert (tmp_path / "out" / name).read_bytes() == content


def test_write_gives_the_same_bytes_again(backup, tmp_path):
    files = {name: tmp_path / "source" / name for name in CONTENT}
    parts = {name: manifest.part_of(file) for name, file in files.items()}

    bundle.write(tmp_path / "again.tar", described(parts), files, moment=MOMENT)

    assert (tmp_path / "again.tar").read_bytes() == backup.read_bytes()


@pytest.mark.parametrize("length", [0, 10, 511, 700, 2_000, 4_000])
def test_unpack_refuses_a_cut_file(backup, tmp_path, length):
    backup.write_bytes(backup.read_bytes()[:length])

    with pytest.raises(UnableToReadBackup) as refusal:
        bundle.unpack(backup, tmp_path / "out")

    assert refusal.value.code == "damaged_backup"


@pytest.mark.parametrize("name", sorted(CONTENT)[:2])
def test_unpack_refuses_a_changed_byte(backup, tmp_path, name):
    content = bytearray(backup.read_bytes())
    content[content.index(CONTENT[name])] ^= 1
    backup.write_bytes(content)

    with pytest.raises(UnableToReadBackup):
        bundle.unpack(backup, tmp_path / "out")


@pytest.mark.parametrize("name", ["reports/../../evil", "/tmp/evil", "evil", "reports/b.html"])
def test_unpack_refuses_what_the_manifest_does_not_name(backup, tmp_path, name):
    tampered(backup, name)

    with pytest.raises(UnableToReadBackup):
        bundle.unpack(backup, tmp_path / "out")

    assert not list(tmp_path.rglob("evil"))


def test_unpack_refuses_a_link_in_the_place_of_a_part(backup, tmp_path):
    tampered(backup, "reports/a.html", kind=tarfile.SYMTYPE)

    with pytest.raises(UnableToReadBackup):
        bundle.unpack(backup, tmp_path / "out")


def test_unpack_refuses_what_is_no_archive(tmp_path):
    (tmp_path / "photo.tar").write_bytes(b"no archive" * 1_000)

    with pytest.raises(UnableToReadBackup):
        bundle.unpack(tmp_path / "photo.tar", tmp_path / "out")


@pytest.mark.parametrize(
    "name",
    [
        "../evil",
        "lake/../../evil",
        "/lake/a",
        "lake//a",
        "lake/./a",
        "lake",
        "keys/signing",
        "a\\b",
    ],
)
def test_manifest_refuses_a_part_that_would_lie_elsewhere(name):
    content = json.loads(described({}).as_bytes())
    content["parts"] = {name: {"size": 1, "sha256": "ab"}}

    with pytest.raises(UnableToReadBackup):
        manifest.read(json.dumps(content).encode())


def test_manifest_of_a_newer_program_is_told_as_such():
    content = json.loads(described({}).as_bytes()) | {"format": 3}

    with pytest.raises(UnableToReadBackup) as refusal:
        manifest.read(json.dumps(content).encode())

    assert refusal.value.code == "newer_backup"


def test_manifest_of_the_first_format_is_read():
    content = json.loads(described({}).as_bytes()) | {"format": 1}

    assert manifest.read(json.dumps(content).encode()).format == 1


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"format": 1}', b"\xff", b'"x"'])
def test_manifest_that_is_none_is_refused(content):
    with pytest.raises(UnableToReadBackup):
        manifest.read(content)
