"""Whatever is damaged, every command ends with one sentence, and never with what a program says."""

import json
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from gaisma.config.cli import UNHEARD
from tests import oneroster_sets, records
from tests.installations import SeparateInstallation, separate_installation
from tests.integration import small_city
from tests.unit.project import tree

CODE = "010190-10006"
OWN_FAULT = re.compile(r"\(\w+ in gaisma/")
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


@dataclass(frozen=True)
class Ended:
    status: int
    out: str
    err: str


@dataclass(frozen=True)
class Place:
    """An installation that is damaged, called in a folder with what the commands take."""

    folder: Path

    @property
    def home(self) -> Path:
        return self.folder / "home"

    @property
    def record(self) -> Path:
        return self.home / records.RECORD

    @property
    def lake_files(self) -> list[Path]:
        return sorted(self.home.glob("lake/*/*.parquet"))


@dataclass(frozen=True)
class Damage:
    """What is done to a place, which calls it must end, and what their process is denied.

    Calls are named by how they begin; others end with a sentence or do what they do elsewhere.
    """

    done: Callable[[Place], Any] = lambda place: None
    ends: tuple[str, ...] = ()
    denied: dict[str, Any] = field(default_factory=dict)


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
OF_CODES = ("keys", "person export", "restore", "serve", "verify", "worker")
OF_BACKUP = ("restore", "verify")
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
    "another key of codes": Damage(_key("personal-code", "ab" * 32), OF_CODES),
    "another key of hashes": Damage(_key("personal-code-hash", "ab" * 32), ("person", "restore")),
    "key of codes cut": Damage(_key("personal-code", "ab" * 9), (*OF_CODES, "backup")),
    "key of codes no text": Damage(_key("personal-code", "ā\0\r" * 9), (*OF_CODES, "backup")),
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
PROBLEMS = 1
"""The status of an import that names what is wrong with each row."""


class Zygote:
    """A process from which those of the commands come."""

    def __init__(self, home: Path, **more: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.integration.damage.forking"],
            env=records.environment(home) | more,
            cwd=tree.PROJECT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._answer() == "ready\n"

    def call(self, words: str, folder: Path, **denied: Any) -> Ended:
        assert self._process.stdin
        asked = {"words": words.split(), "folder": str(folder), **denied}
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        return Ended(**json.loads(self._answer()))

    def end(self) -> None:
        self._process.communicate(timeout=60)

    def _answer(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline()


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Iterator[Place]:
    """What is copied for each call: a small city, and what the commands take."""
    place = Place(tmp_path_factory.mktemp("sound"))
    with separate_installation(place.home) as installation:
        assert "GAISMA_DATABASE" not in installation.environment
        installation.migrate(shared)
        _fill(small_city.made(installation, personal_code=CODE.replace("-", "")), place)
        yield place


def _fill(installation: SeparateInstallation, place: Place) -> None:
    sites = "institution,name,address\nParaugpils vidusskola,Ēka,Iela 1\n"
    (place.folder / "sites.csv").write_text(sites, encoding="utf-8")
    published = (tree.PROJECT / "gaisma/sample/published.csv").read_text(encoding="utf-8")
    few = "".join(published.splitlines(keepends=True)[:3])
    (place.folder / "figures.csv").write_text(few, encoding="utf-8")
    with closing(sqlite3.connect(place.record)) as record:
        record.execute("UPDATE base_installation SET is_demo = 0, today = NULL")
        record.commit()
    oneroster_sets.write(place.folder / "set", oneroster_sets.roster(learners=5))
    oneroster_sets.zipped(place.folder / "set", place.folder / "set.zip")
    for words in (
        "import table sites ../sites.csv --yes",
        "backup ../sound.tar.age",
        "figure learners.count",
    ):
        done = installation.run(*words.split())
        assert done.returncode == 0, done.stderr


@dataclass
class City:
    """The sound place, the one that is damaged again and again, and what calls commands there."""

    sound: Place
    place: Place
    zygote: Zygote
    _whole: dict[str, Ended] = field(default_factory=dict)

    def whole(self, call: str) -> Ended:
        """How the call ends where nothing is damaged."""
        if call not in self._whole:
            self._whole[call] = ended(call, Damage(), self)
        return self._whole[call]


@pytest.fixture(scope="module")
def city(sound: Place, tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    place = Place(tmp_path_factory.mktemp("damaged"))
    zygote = Zygote(place.home)
    yield City(sound, place, zygote)
    zygote.end()


@contextmanager
def damaged(sound: Place, place: Place, damage: Damage) -> Iterator[None]:
    """The place as the sound one, with the damage done to it."""
    _clear(place)
    shutil.copytree(sound.folder, place.folder, dirs_exist_ok=True)
    held = damage.done(place)
    try:
        yield
    finally:
        if isinstance(held, sqlite3.Connection):
            held.close()
        _clear(place)


def _clear(place: Place) -> None:
    subprocess.run(["chmod", "-R", "u+rwX", place.folder], check=True)
    for one in place.folder.iterdir():
        shutil.rmtree(one) if one.is_dir() else one.unlink()


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


def ended(call: str, damage: Damage, city: City, **more: Any) -> Ended:
    with damaged(city.sound, city.place, damage):
        return city.zygote.call(call, city.place.folder, **damage.denied, **more)


def faults(call: str, damage: Damage, told: Ended, without: Ended) -> Iterator[str]:
    """What is wrong with how a command ended."""
    said = [line for line in told.err.splitlines() if line not in without.err.splitlines()]
    if told.status < 0:
        yield f"{call}: ended by signal {-told.status}"
    if "Traceback" in told.err or "own_fault" in told.err or OWN_FAULT.search(told.err):
        yield f"{call}: {told.err}"
    if call.startswith(damage.ends) and not told.status:
        yield f"{call}: done, whatever is damaged"
    if told.status not in (0, without.status, PROBLEMS) and len(said) != 1:
        yield f"{call}: status {told.status}, and said {said}"
    if told.status == PROBLEMS != without.status and not call.startswith("import"):
        yield f"{call}: status {told.status}"


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
