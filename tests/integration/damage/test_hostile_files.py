"""Spoiled files are named by every command that takes one, and none eats the machine."""

import random
import tarfile
from collections.abc import Iterator
from pathlib import Path

from tests import hostile
from tests.hostile import WAYS
from tests.integration.damage.installation import OWN_FAULT, City, Damage, Ended, damaged

SEED, EACH = 20240820, 4
LARGEST_KIB = 1024 * 1024
"""What a process of a command may hold at most, with all that it has imported."""
SPOILING = [way for way in WAYS if way.__name__ in ("_flipped", "_cut", "_filled")]
BY_END = {
    "compare {file}": (".csv",),
    "import table sites {file} --yes": (".xlsx", ".csv"),
    "import oneroster {file} --yes": (".zip",),
    "verify {file}": (".age",),
    "restore {file} --replace": (".age",),
    "verify {file} --unsigned": (".tar",),
    "restore {file} --replace --unsigned": (".tar",),
}
"""Each command that takes a file, and how files end that are meant for it."""


def files(sound: Path, folder: Path) -> list[Path]:
    """Some of every kind, each with something done to it."""
    chance = random.Random(SEED)
    found = []
    backups = {".age": sound.read_bytes(), ".tar": earlier(folder)}
    for end, content in backups.items():
        for number in range(EACH):
            spoiled = chance.choice(SPOILING)(chance, content)
            found.append(put(folder / f"backup-{number}{end}", spoiled))
    for one in [*hostile.killers(), *hostile.spoiled(SEED, 12 * EACH)]:
        end = Path(one.name).suffix
        if end in (".xlsx", ".csv", ".zip") and len(one.content) < hostile.MEGABYTE:
            found.append(put(folder / f"{len(found)}{end}", one.content))
    return found


def earlier(folder: Path) -> bytes:
    """A tar that is taken for a backup of the earlier form, and says that it holds much."""
    made = folder / "earlier.tar"
    with tarfile.open(made, "w") as tar:
        named = put(folder / "manifest.json", b'{"format": 1, "parts": {"record": 9e18}}')
        tar.add(named, "manifest.json")
    return made.read_bytes()


def put(file: Path, content: bytes) -> Path:
    file.write_bytes(content)
    return file


def chosen(every: list[Path], ends: tuple[str, ...]) -> list[Path]:
    """So many of those that a command is meant to read, and two that it is not."""
    chance = random.Random(SEED)
    meant = [file for file in every if file.suffix in ends]
    others = [file for file in every if file.suffix not in ends]
    return chance.sample(meant, min(EACH, len(meant))) + chance.sample(others, 2)


def test_spoiled_files_are_named_by_every_command(city: City, tmp_path: Path) -> None:
    found = []
    with damaged(city.sound, city.place, Damage()):
        every = files(city.place.folder / "sound.tar.age", tmp_path)
        for words, ends in BY_END.items():
            for file in chosen(every, ends):
                told = city.zygote.call(words.format(file=file), city.place.folder)
                found += [f"{words} of {file.name}: {fault}" for fault in wrong(words, told)]
        after = city.zygote.call("figure learners.count", city.place.folder)

    assert found == []
    assert after.status == 0


def test_command_that_lets_a_file_pass_or_break_it_is_found() -> None:
    assert list(wrong("compare {file}", Ended(0, "", "")))
    assert list(wrong("compare {file}", Ended(1, "", "Traceback (most recent call last):")))
    assert list(wrong("compare {file}", Ended(2, "", "", largest=2 * LARGEST_KIB)))
    assert not list(wrong("compare {file}", Ended(2, "", "Name another file.")))


def wrong(words: str, told: Ended) -> Iterator[str]:
    """What is wrong with how a command took the file; an import may find it to be sound."""
    said = [line for line in told.err.splitlines() if not line.endswith("…")]
    if told.status < 0 or "Traceback" in told.err or OWN_FAULT.search(told.err):
        yield f"{told.status}, {told.err[-300:]}"
    if told.status == 0 and not words.startswith("import"):
        yield "taken"
    if told.status and not said:
        yield f"{told.status}, and nothing said"
    if told.largest > LARGEST_KIB:
        yield f"holds {told.largest} KiB"
