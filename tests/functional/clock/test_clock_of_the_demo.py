"""One clock in the demo: after people have worked there, nothing tells the machine's day."""

import json
import os
import random
import subprocess
import sys
from collections.abc import Collection, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from gaisma.sample.accounts import ACCOUNTS
from tests.functional.clock import days
from tests.installations import SeparateInstallation, copy_of

pytestmark = pytest.mark.city

DOERS = ("specialists", "administrators", "vaditajs", "metodikis")
"""Who does something on each kind of their pages; afterwards all accounts read theirs."""
EVERYBODY = (
    ("specialists", "psihologs"),
    ("parvalde", "skolotajs", "inovacijas", "finanses"),
    ("vietnieks", "projekti", "dibinatajs"),
    ("vaditajs", "auditors", "audzinatajs", "metodikis", "administrators"),
)
"""All accounts, so that four processes have as much to read; GAISMA_TEST_EVERY_NUMBER reads so."""
MANY = 50
"""So many kinds of pages are read at least, for each who reads."""
EXPECTED = {
    "accounts:invite",
    "api:new_token",
    "calendar:make_feed",
    "calendar:set_deadline",
    "governance:enter_act",
    "interop:new",
    "new_year:begin",
    "people:change",
    "people:employ",
    "people:held_file",
    "reports:build",
    "reports:new",
    "surveys:prepare",
}
"""Of what is done, some of each room: else nothing would be told wrong because nothing was done."""

Told = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def seed() -> str:
    """Another one in each run, unless it is named to see a run again."""
    return os.environ.get("GAISMA_TEST_SEED") or str(random.SystemRandom().randrange(10_000))


@pytest.fixture(scope="module")
def installation(city: Path, tmp_path_factory: pytest.TempPathFactory) -> SeparateInstallation:
    return copy_of(city, tmp_path_factory.mktemp("clock") / "demo")


@pytest.fixture(scope="module")
def done(installation: SeparateInstallation, seed: str) -> Told:
    """What people did, and what was wrong while they did it."""
    return _at_once(installation, ("do", seed), [(name,) for name in DOERS])


def _at_once(
    installation: SeparateInstallation, words: Iterable[str], groups: Collection[Iterable[str]]
) -> Told:
    with ThreadPoolExecutor(len(groups)) as pool:
        found = pool.map(lambda names: _told(installation, *words, *names), groups)
        return {name: told for answer in found for name, told in answer.items()}


def _told(installation: SeparateInstallation, *words: str) -> Told:
    ended = subprocess.run(
        [sys.executable, "-m", "tests.functional.clock.doing", *words],
        env=installation.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    answer: Told = json.loads(ended.stdout)
    return answer


def test_what_people_do_tells_no_other_day_than_the_demos(
    done: Told, seed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert {kind for told in done.values() for kind in told["done"]} >= EXPECTED
    _judge(done, seed, capsys)


def test_what_people_read_afterwards_tells_no_other_day_than_the_demos(
    installation: SeparateInstallation, done: Told, seed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    readers = _readers(seed)

    read = _at_once(installation, ("read", seed), readers)

    assert set(read) == {name for names in readers for name in names}
    assert sum(len(told["kinds"]) for told in read.values()) > MANY * len(read)
    _judge(read, seed, capsys)


def _readers(seed: str) -> Collection[tuple[str, ...]]:
    """Everybody, or who sees most and three others drawn by the seed."""
    if os.environ.get("GAISMA_TEST_EVERY_NUMBER"):
        return EVERYBODY
    others = sorted(one.username for one in ACCOUNTS if one.username != "specialists")
    drawn = random.Random(seed).sample(others, 3)
    return [("specialists",), *((name,) for name in drawn)]


def test_everybody_reads_where_all_is_read() -> None:
    assert {name for names in EVERYBODY for name in names} == {one.username for one in ACCOUNTS}


def _judge(found: Told, seed: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Say what was done and read; fail with the places that tell another day."""
    lines = [
        f"{name} ({told['language']}): {told['read']} read of {len(set(told['kinds']))} kinds of "
        f"pages and {len(set(told['files']))} of files, {len(set(told['done']))} kinds of acts"
        for name, told in found.items()
    ]
    with capsys.disabled():
        sys.stdout.write("\n".join(["", f"seed {seed}", *lines, ""]))
    wrong = [f"{name}: {one}" for name, told in found.items() for one in told["wrong"]]
    if wrong:
        pytest.fail("\n".join([f"GAISMA_TEST_SEED={seed}", *wrong]), pytrace=False)


@pytest.mark.parametrize(
    "text",
    [
        "2031-03-17T10:40:00",
        "17.03.2031. 10:40",
        "17 March 2031",
        "Mar 17, 2031",
        "17. martā 2031",
        "2031.\u00a0gada 17.\u00a0martā",
        "17 марта 2031 года",
        "DTSTAMP:20310317T084000Z",
        "<c><v>47924.4444</v></c>",
    ],
)
def test_day_is_found_however_it_is_written(text: str) -> None:
    assert len(list(days.found(text.encode(), "text/plain"))) == 1


@pytest.mark.parametrize("text", ["17.03.2030.", "20.08.2024. 10:40", "47924", "2031"])
def test_what_is_another_day_is_passed_over(text: str) -> None:
    assert not list(days.found(text.encode(), "text/plain"))
