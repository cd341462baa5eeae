"""A small city that is damaged again and again, and the commands that are called there."""

import json
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

from tests import oneroster_sets, records
from tests.installations import SeparateInstallation, separate_installation
from tests.integration import small_city
from tests.unit.project import tree

CODE = "010190-10006"
OWN_FAULT = re.compile(r"\(\w+(?: in|,) gaisma/")
PROBLEMS = 1
"""The status of an import that names what is wrong with each row."""


@dataclass(frozen=True)
class Ended:
    """How a command ended, what it said, and the most memory that its process held, in KiB."""

    status: int
    out: str
    err: str
    largest: int = 0


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


@contextmanager
def sound(folder: Path, shared: Path) -> Iterator[Place]:
    """What is copied for each call: a small city, and what the commands take."""
    place = Place(folder)
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
