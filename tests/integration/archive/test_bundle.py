import io
import json
import os
import tarfile
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pyrage
import pytest

from gaisma.base import keys
from gaisma.base.errors import GaismaError
from gaisma.evidence.archive import bundle, drafts, manifest, sealing
from gaisma.evidence.archive.manifest import Manifest, Part, UnableToReadBackup

MOMENT = 1_724_144_400
CONTENT = {
    "record.sqlite3": b"record" * 500,
    "lake/queue/ab12.parquet": b"PAR1",
    "reports/a.html": b"",
}


KEY, OTHER = "ab" * 32, "cd" * 32


def keys_folder(folder: Path, **held: str) -> Path:
    """A folder of keys; a name's two underscores stand for a dot."""
    folder.mkdir(exist_ok=True)
    for name, text in held.items():
        (folder / f"personal-code{name.replace('_', '.')}").write_text(text)
    return folder


@pytest.fixture
def held(tmp_path: Path) -> Path:
    return keys_folder(tmp_path / "keys", **{"": KEY})


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    files = {}
    for name, content in CONTENT.items():
        files[name] = tmp_path / "source" / name
        files[name].parent.mkdir(parents=True, exist_ok=True)
        files[name].write_bytes(content)
    return files


@pytest.fixture
def backup(tmp_path: Path, files: dict[str, Path]) -> Path:
    target = tmp_path / "city.tar.age"
    bundle.write(target, described(parts_of(files)), files, key=KEY, moment=MOMENT)
    return target


@pytest.fixture
def plain(tmp_path: Path, files: dict[str, Path]) -> Path:
    """A backup as earlier programs wrote it."""
    content = described(parts_of(files), format=2).as_bytes()
    return packed(tmp_path / "plain.tar", {manifest.NAME: content, **CONTENT})


def packed(target: Path, content: dict[str, bytes]) -> Path:
    with tarfile.open(target, "w") as tar:
        for name, each in content.items():
            member = tarfile.TarInfo(name)
            member.size = len(each)
            tar.addfile(member, io.BytesIO(each))
    return target


def parts_of(files: dict[str, Path]) -> dict[str, Part]:
    return {name: manifest.part_of(file) for name, file in files.items()}


def forged(target: Path, content: dict[str, bytes], key: str = KEY) -> Path:
    """What somebody makes who knows for whom a backup is encrypted, and has no key."""
    plain = packed(target.with_suffix(".inside"), content).read_bytes()
    with target.open("wb") as stream, sealing.sealed(stream, key=key) as inside:
        inside.write(plain)
    return target


def refusal(backup: Path, out: Path, held: Path, **options: bool) -> str:
    """The code with which a backup is refused, by both who restores and who only looks."""
    with pytest.raises(GaismaError) as refused:
        bundle.unpack(backup, out, keys_folder=held, **options)
    with pytest.raises(GaismaError) as seen:
        bundle.verify(backup, keys_folder=held, **options)
    assert refused.value.code == seen.value.code
    return refused.value.code


def described(parts: dict[str, Part], **rest: Any) -> Manifest:
    held = {"personal-code": keys.fingerprint(KEY)}
    return Manifest("2024-08-20", "sqlite", ["base.0001"], 7, held, parts, **rest)


def test_unpack_gives_back_what_was_written(backup, held, tmp_path):
    found = bundle.unpack(backup, tmp_path / "out", keys_folder=held)

    assert found.lake_version == 7
    for name, content in CONTENT.items():
        assert (tmp_path / "out" / name).read_bytes() == content
    assert bundle.verify(backup, keys_folder=held) == found


def test_nothing_of_it_can_be_read_without_the_key(backup):
    content = backup.read_bytes()

    assert content.startswith(sealing.BEGINNING)
    told = [*map(str.encode, CONTENT), *filter(None, CONTENT.values())]
    assert not [each for each in told if each in content]


def test_the_standard_program_opens_it_by_the_key_that_is_told(backup):
    """Nobody depends on this program alone: it is age's own format around a tar."""
    identity = pyrage.x25519.Identity.from_str(sealing._identity(KEY))
    inside = io.BytesIO(pyrage.decrypt(backup.read_bytes(), [identity]))

    with tarfile.open(fileobj=inside) as tar:
        assert tar.getnames() == [manifest.NAME, bundle.SIGNATURE, *CONTENT]


@pytest.mark.parametrize("name", ["", "_0011_retired", "_next"])
def test_keys_that_were_changed_since_still_open_it(backup, tmp_path, name):
    folder = keys_folder(tmp_path / "later", **{"": OTHER, name: KEY})

    assert bundle.verify(backup, keys_folder=folder).lake_version == 7


def test_other_keys_and_no_keys_open_nothing(backup, tmp_path):
    other = keys_folder(tmp_path / "other", **{"": OTHER})

    assert refusal(backup, tmp_path / "out", other) == "wrong_keys"
    assert refusal(backup, tmp_path / "out", tmp_path / "none") == "wrong_keys"
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("length", [0, 10, 21, 22, 100, 166, 200, 511, 700, 2_000, 4_000, -1])
def test_unpack_refuses_a_cut_file(backup, held, tmp_path, length):
    backup.write_bytes(backup.read_bytes()[:length])

    assert refusal(backup, tmp_path / "out", held) == "damaged_backup"


@pytest.mark.parametrize("place", [*range(22, 230, 13), 400, 3_000, 9_000, -17, -1])
def test_unpack_refuses_a_changed_byte(backup, held, tmp_path, place):
    content = bytearray(backup.read_bytes())
    content[place] ^= 1
    backup.write_bytes(content)

    # What was changed in the stanza of whom it is for looks like somebody else's.
    assert refusal(backup, tmp_path / "out", held) in {"damaged_backup", "wrong_keys"}


def test_unpack_refuses_what_somebody_else_wrote_for_our_key(files, held, tmp_path):
    content = described(parts_of(files)).as_bytes()
    by_other = sealing.signature(content, key=OTHER)
    parts = {manifest.NAME: content, bundle.SIGNATURE: by_other, **CONTENT}
    signed = parts | {bundle.SIGNATURE: sealing.signature(content, key=KEY)}
    changed = signed | {manifest.NAME: content.replace(b"2024-08-20", b"2024-08-21")}
    unsigned = {name: each for name, each in parts.items() if name != bundle.SIGNATURE}

    for number, (made, code) in enumerate(
        [(parts, "wrong_signature"), (changed, "wrong_signature"), (unsigned, "damaged_backup")]
    ):
        backup = forged(tmp_path / f"{number}.age", made)
        assert refusal(backup, tmp_path / f"out{number}", held) == code
    assert bundle.verify(forged(tmp_path / "ours.age", signed), keys_folder=held).lake_version == 7


def test_without_the_signature_it_would_be_taken(files, held, tmp_path, monkeypatch):
    """The weakened twin: age alone takes what anybody has encrypted for us."""
    monkeypatch.setattr(sealing, "is_signed", lambda *_, **__: True)
    content = described(parts_of(files)).as_bytes()
    parts = {manifest.NAME: content, bundle.SIGNATURE: bytes(64), **CONTENT}

    backup = forged(tmp_path / "forged.age", parts)

    assert bundle.verify(backup, keys_folder=held).lake_version == 7


@pytest.mark.parametrize("name", ["reports/../../evil", "/tmp/evil", "evil", "reports/b.html"])
def test_unpack_refuses_what_the_manifest_does_not_name(files, held, tmp_path, name):
    content = described(parts_of(files)).as_bytes()
    signature = sealing.signature(content, key=KEY)
    parts = {manifest.NAME: content, bundle.SIGNATURE: signature, **CONTENT, name: b"evil"}

    assert refusal(forged(tmp_path / "a.age", parts), tmp_path / "out", held) == "damaged_backup"
    assert not list(tmp_path.rglob("evil"))


def test_unpack_refuses_a_link_in_the_place_of_a_part(plain, held, tmp_path):
    with tarfile.open(plain, "a") as tar:
        member = tarfile.TarInfo("reports/a.html")
        member.type, member.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(member)

    assert refusal(plain, tmp_path / "out", held, unsigned=True) == "damaged_backup"


def test_one_of_the_earlier_form_is_taken_only_when_somebody_vouches_for_it(plain, held, tmp_path):
    assert refusal(plain, tmp_path / "out", held) == "unsigned"

    found = bundle.unpack(plain, tmp_path / "out", keys_folder=held, unsigned=True)

    assert found.format == 2
    assert (tmp_path / "out" / "record.sqlite3").read_bytes() == CONTENT["record.sqlite3"]


@pytest.mark.parametrize("unsigned", [False, True])
def test_one_of_this_form_whose_cover_was_taken_off_is_refused(files, held, tmp_path, unsigned):
    content = described(parts_of(files)).as_bytes()
    bare = packed(tmp_path / "bare.tar", {manifest.NAME: content, **CONTENT})

    assert refusal(bare, tmp_path / "out", held, unsigned=unsigned) == "damaged_backup"


def test_unpack_refuses_what_is_no_archive(held, tmp_path):
    (tmp_path / "photo.tar").write_bytes(b"no archive" * 1_000)

    assert refusal(tmp_path / "photo.tar", tmp_path / "out", held) == "damaged_backup"


def test_a_place_that_is_full_is_told_and_leaves_nothing(files, tmp_path, monkeypatch):
    class Full(io.RawIOBase):
        def write(self, content: Any) -> int:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(drafts, "file", lambda target: nullcontext(Full()))
    large = tmp_path / "large"
    large.write_bytes(os.urandom(3_000_000))
    described_large = described({"reports/large": manifest.part_of(large)})

    with pytest.raises(sealing.UnableToSeal, match="No space left"):
        bundle.write(
            tmp_path / "a.age", described_large, {"reports/large": large}, key=KEY, moment=MOMENT
        )


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
    content = json.loads(described({}).as_bytes()) | {"format": 4}

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
