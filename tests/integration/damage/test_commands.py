"""Whatever is damaged, every command ends with one sentence, and never with what a program says."""

import os
import random
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from gaisma.config.cli import UNHEARD
from tests import records
from tests.integration.damage.installation import (
    CODE,
    City,
    Damage,
    Ended,
    Place,
    Zygote,
    damaged,
    ended,
    faults,
)
from tests.unit.project import tree

CALLS: dict[str, tuple[str, ...]] = {
    "backup": ("backup made.tar.age",),
    "compare": ("compare figures.csv",),
    "demo": ("demo --no-serve",),
    "export": ("export table learners made.xlsx",),
    "figure": ("figure learners.count --filter school_year=2024/2025",),
    "import": (
        "import table sites sites.csv --yes",
        "import oneroster set.zip --yes",
        "import template learners made.xlsx",
        "import undo 1",
    ),
    "indicators": ("indicators",),
    "init": ("init --authority A --municipality B --administrator c",),
    "keys": ("keys rotate",),
    "person": (f"person export {CODE} made.xlsx", f"person erase {CODE} --yes"),
    "report": (
        "report build readiness --school-year 2024/2025 --as-of 2024-08-20 --format html"
        " --out made",
    ),
    "restore": ("restore sound.tar.age --replace",),
    "retention": ("retention", "retention --remove"),
    "serve": ("serve",),
    "verify": ("verify sound.tar.age",),
    "versions": ("versions",),
    "worker": ("worker",),
}
"""How each command is called; whoever adds one says it here."""


def _each(change: Callable[[Path], Any]) -> Callable[[Place], None]:
    """Done to every file of the lake."""

    def done(place: Place) -> None:
        for file in place.lake_files:
            change(file)

    return done


def _flipped(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 0x40
    file.write_bytes(bytes(content))


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def _without(table: str) -> Callable[[Place], None]:
    def done(place: Place) -> None:
        with closing(sqlite3.connect(place.record)) as record:
            record.execute("PRAGMA foreign_keys = OFF")
            record.execute(f'DROP TABLE "{table}"')
            record.commit()

    return done


def _held(how: str) -> Callable[[Place], Any]:
    """Somebody else is at work in the record for as long as what is given stands open."""

    def done(place: Place) -> Any:
        held = sqlite3.connect(place.record, isolation_level=None)
        if how == "EXCLUSIVE":
            held.execute("PRAGMA locking_mode = EXCLUSIVE")
        held.execute(f"BEGIN {how}")
        held.execute("UPDATE base_installation SET municipality = municipality")
        return held

    return done


def _key(name: str, content: str) -> Callable[[Place], None]:
    return lambda place: (place.home / "keys" / name).write_text(content) and None


def _no_key(name: str) -> Callable[[Place], None]:
    return lambda place: (place.home / "keys" / name).unlink()


def _shut(mode: int) -> Callable[[Place], None]:
    def done(place: Place) -> None:
        for one in sorted([place.home, *place.home.rglob("*")], reverse=True):
            one.chmod(one.stat().st_mode & mode)

    return done


def _to(name: str, change: Callable[[Path], Any]) -> Callable[[Place], None]:
    return lambda place: change(place.folder / name)


POWERLESS = {"powerless": True}
OF_LAKE = ("backup", "compare", "figure", "report")
OF_RECORD = (*OF_LAKE, "export", "import table", "import undo", "keys", "person", "retention")
OF_RECORD = (*OF_RECORD, "serve", "versions", "worker")
WRITING = (
    "backup",
    "import table",
    "import undo",
    "keys",
    "person",
    "restore",
    "retention --remove",
)
OF_BACKUP = ("restore", "verify")
OF_KEYS = tuple(sorted(set(CALLS) - set(OF_BACKUP)))
FILES = {"figures.csv", "set.zip", "sites.csv"}
DAMAGES = {
    "files of the lake missing": Damage(_each(Path.unlink), OF_LAKE),
    "files of the lake cut": Damage(_each(_cut), OF_LAKE),
    "a bit of the lake flipped": Damage(_each(_flipped), OF_LAKE),
    "no lake at all": Damage(lambda place: shutil.rmtree(place.home / "lake"), OF_LAKE),
    "somebody writes": Damage(_held("IMMEDIATE"), WRITING),
    "somebody has the record alone": Damage(_held("EXCLUSIVE"), (*OF_RECORD, "restore")),
    "no table of the installation": Damage(_without("base_installation"), OF_RECORD),
    "no table of lake versions": Damage(_without("lake_lakeversion"), (*OF_LAKE, "versions")),
    "no table of people": Damage(_without("people_person"), ("export", "keys", "person")),
    "record cut": Damage(lambda place: _cut(place.record), OF_RECORD),
    "record overwritten": Damage(lambda place: place.record.write_bytes(b"none " * 999), OF_RECORD),
    "home read only": Damage(_shut(0o555), (*OF_RECORD, "restore"), POWERLESS),
    "home of somebody else": Damage(_shut(0), (*OF_RECORD, *OF_BACKUP), POWERLESS),
    "no room on the disk": Damage(ends=(*OF_RECORD, "restore"), denied={"room": 0}),
    "little room on the disk": Damage(ends=WRITING, denied={"room": 16384}),
    "answers not taken": Damage(
        ends=("figure", "indicators", "versions"), denied={"out": "/dev/full"}
    ),
    "another key of codes": Damage(_key("personal-code", "ab" * 32), (*OF_KEYS, *OF_BACKUP)),
    "another key of hashes": Damage(_key("personal-code-hash", "ab" * 32), (*OF_KEYS, "restore")),
    "key of codes cut": Damage(_key("personal-code", "ab" * 9), (*OF_KEYS, *OF_BACKUP)),
    "key of codes no text": Damage(_key("personal-code", "ā\0\r" * 9), (*OF_KEYS, *OF_BACKUP)),
    "no key of codes": Damage(_no_key("personal-code"), (*OF_KEYS, *OF_BACKUP)),
    "no key of hashes": Damage(_no_key("personal-code-hash"), (*OF_KEYS, "restore")),
    "backup cut": Damage(_to("sound.tar.age", _cut), OF_BACKUP),
    "backup flipped": Damage(_to("sound.tar.age", _flipped), OF_BACKUP),
    "backup empty": Damage(_to("sound.tar.age", lambda file: file.write_bytes(b"")), OF_BACKUP),
    "backup a folder": Damage(
        _to("sound.tar.age", lambda file: file.unlink() or file.mkdir()), OF_BACKUP
    ),
    "files no text": Damage(
        lambda place: [(place.folder / name).write_bytes(b"\xff\0\x9f" * 99) for name in FILES],
        ("compare", "import table", "import oneroster"),
    ),
}
"""What befalls an installation, or what its commands are given."""
SOME = 3
"""So many of the calls that a damage must end are tried of a sample, and as many of the others."""


def calls() -> list[str]:
    return [call for some in CALLS.values() for call in some]


@pytest.fixture(scope="module")
def chance() -> random.Random | None:
    """What chooses the calls that are tried; none where all of them are."""
    if os.environ.get("GAISMA_TEST_EVERY_NUMBER"):
        return None
    seed = os.environ.get("GAISMA_TEST_SEED") or str(random.SystemRandom().randrange(10_000))
    sys.stdout.write(f"\nseed {seed}\n")
    return random.Random(seed)


def tried(damage: Damage, chance: random.Random | None) -> list[str]:
    ends = [call for call in calls() if call.startswith(damage.ends)]
    others = [call for call in calls() if call not in ends]
    if chance is None:
        return ends + others
    return [
        *chance.sample(ends, min(SOME, len(ends))),
        *chance.sample(others, min(SOME, len(others))),
    ]


@pytest.mark.parametrize("name", DAMAGES)
def test_command_ends_damage_with_a_sentence(
    name: str, city: City, chance: random.Random | None
) -> None:
    damage = DAMAGES[name]

    found = {call: ended(call, damage, city) for call in tried(damage, chance)}

    each = (faults(call, damage, told, city.whole(call)) for call, told in found.items())
    assert [fault for some in each for fault in some] == []


@pytest.mark.parametrize("name", ["somebody writes", "another key of codes", "home read only"])
def test_weakened_command_is_found(name: str, city: City) -> None:
    damage, call = DAMAGES[name], f"person export {CODE} made.xlsx"

    told = ended(call, damage, city, weakened=True)

    assert list(faults(call, damage, told, city.whole(call)))


def test_command_is_quiet_when_nobody_listens(city: City) -> None:
    with damaged(city.sound, city.place, Damage()):
        told = city.zygote.call("indicators", city.place.folder, unheard=True)

    assert (told.status, told.err) == (UNHEARD, "")


def test_record_that_no_database_opens_is_restored(city: City) -> None:
    with damaged(city.sound, city.place, DAMAGES["record cut"]):
        told = city.zygote.call("restore sound.tar.age --replace", city.place.folder)
        after = city.zygote.call("figure learners.count", city.place.folder)
        aside = city.place.record.with_name(f"{records.RECORD}.damaged")
        kept = aside.stat().st_mode & 0o777

    assert (told.status, after.status, kept) == (0, 0, 0o600)


def test_every_command_is_called() -> None:
    commands = {file.stem for file in tree.tracked("gaisma/**/management/commands/[!_]*.py")}

    assert set(CALLS) == commands


def test_commands_say_that_the_database_does_not_answer(city: City) -> None:
    nowhere = "postgresql://gaisma:secret@127.0.0.1:1/gaisma"
    zygote = Zygote(city.place.home, GAISMA_DATABASE=nowhere)
    silent = Damage(ends=OF_RECORD)

    found = {call: zygote.call(call, city.sound.folder) for call in calls() if "demo" not in call}
    zygote.end()

    each = (faults(call, silent, told, Ended(0, "", "")) for call, told in found.items())
    assert [fault for some in each for fault in some] == []
    assert not [told for told in found.values() if "secret" in told.err]
