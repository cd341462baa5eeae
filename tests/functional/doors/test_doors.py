"""Every number that is a link opens the number that was clicked, as each role of the demo."""

import json
import os
import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from gaisma.sample.accounts import ACCOUNTS
from tests.functional.doors.walking import NOBODY
from tests.installations import SeparateInstallation, copy_of

pytestmark = pytest.mark.city

WHOLE = ("specialists", "vaditajs")
"""Who reads everything, and who reads an institution's: their pages are all opened."""
OTHERS = tuple(one.username for one in ACCOUNTS if one.username not in WHOLE)
EVERY = bool(os.environ.get("GAISMA_TEST_EVERY_NUMBER"))
"""Whether all numbers are opened, which takes some ten minutes, or some, evenly."""
OF_WHOLE, OF_OTHERS, OF_DOCUMENTS = (5000, 5000, 5000) if EVERY else (160, 20, 30)
OF_NAMES = 50 if EVERY else 2
DRAWN = len(OTHERS) if EVERY else 3
"""So many of the others walk, drawn anew in each run."""

Told = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def seed() -> str:
    """Another one in each run, unless it is named to see a run again."""
    return os.environ.get("GAISMA_TEST_SEED") or str(random.SystemRandom().randrange(10_000))


@pytest.fixture(scope="module")
def installation(city: Path, tmp_path_factory: pytest.TempPathFactory) -> SeparateInstallation:
    return copy_of(city, tmp_path_factory.mktemp("doors") / "demo")


@pytest.fixture(scope="module")
def whole(installation: SeparateInstallation, seed: str) -> Told:
    """What the walks over all pages found."""
    words = ("tests.functional.doors.walking", seed, str(OF_WHOLE), "-")
    return _at_once(installation, words, [[name] for name in WHOLE])


@pytest.fixture(scope="module")
def drawn(seed: str) -> list[str]:
    """The other accounts that walk."""
    return random.Random(seed).sample(OTHERS, DRAWN)


@pytest.fixture(scope="module")
def others(installation: SeparateInstallation, whole: Told, drawn: list[str], seed: str) -> Told:
    """What the walks of the other roles found, and of who has not signed in."""
    words = ("tests.functional.doors.walking", seed, str(OF_OTHERS), "-")
    return _at_once(installation, words, [[*drawn[::2], NOBODY], drawn[1::2]])


def _at_once(
    installation: SeparateInstallation, words: tuple[str, ...], groups: list[list[str]]
) -> Told:
    with ThreadPoolExecutor(len(groups)) as pool:
        found = pool.map(lambda names: _told(installation, *words, *names), groups)
        return {name: told for answer in found for name, told in answer.items()}


def _told(installation: SeparateInstallation, *words: str) -> Told:
    done = subprocess.run(
        [sys.executable, "-m", *words],
        env=installation.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answer: Told = json.loads(done.stdout)
    return answer


def test_numbers_open_what_was_clicked(
    whole: Told, seed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert all(told["opened"] > 100 for told in whole.values())
    _judge(whole, seed, capsys)


def test_numbers_open_what_was_clicked_for_the_other_roles(
    others: Told, drawn: list[str], seed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert set(others) == {*drawn, NOBODY}
    _judge(others, seed, capsys)


def test_numbers_of_documents_open_what_was_clicked(
    installation: SeparateInstallation, seed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = (seed, str(OF_DOCUMENTS), "specialists", "vaditajs", "dibinatajs")

    found = _told(installation, "tests.functional.doors.documents", *words)

    (numbers,) = {told["numbers"] for told in found.values()}
    assert numbers > 300
    assert all(told["annexed"] > 0 for told in found.values())
    _judge(found, seed, capsys)


def test_figures_for_programs_are_asked_again_by_the_address_they_carry(
    installation: SeparateInstallation, seed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = (seed, str(OF_DOCUMENTS), *WHOLE)

    found = _told(installation, "tests.functional.doors.interface", *words)

    assert all(told["numbers"] > 300 for told in found.values())
    _judge(found, seed, capsys)


def test_names_behind_figures_are_links_where_the_reader_may_open_them(
    installation: SeparateInstallation,
    drawn: list[str],
    seed: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = ("tests.functional.doors.naming", seed, str(OF_NAMES))
    found = _at_once(
        installation, words, [[WHOLE[0]], [WHOLE[1], *(drawn if EVERY else drawn[:1])]]
    )

    lines = [
        f"{name}: {told['pages']} pages of records, {told['links']} names are links, "
        f"{told['texts']} are not"
        for name, told in found.items()
    ]
    with capsys.disabled():
        sys.stdout.write("\n".join(["", f"seed {seed}", *lines, ""]))
    assert all(found[name]["links"] > 50 for name in WHOLE)
    assert [f"{name}: {one}" for name, told in found.items() for one in told["wrong"]] == []


def test_numbers_of_reports_and_figures_are_links(whole: Told) -> None:
    plain = whole["specialists"]["plain"]

    assert plain == []


def test_whatever_is_written_as_a_number_is_told_apart(whole: Told, others: Told) -> None:
    every = [*whole.values(), *others.values()]
    unknown = {place: words for told in every for place, words in told["unknown"].items()}

    assert unknown == {}, "numbers that open nothing: make them doors or say why in kinds.py"


def _judge(found: Told, seed: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Say how many were opened and how many agreed; fail with those that did not."""
    lines = [
        f"{name}: {told['pages']} pages, {told['numbers']} numbers, {told['opened']} opened, "
        f"{told['agreed']} agreed, {told['annexed']} in the list, {told['kept']} kept "
        f"from the reader on their own page; {told['counted']} of "
        f"{told['counts']} counts agreed; {told['written']} numbers written"
        for name, told in found.items()
    ]
    with capsys.disabled():
        sys.stdout.write("\n".join(["", f"seed {seed}", *lines, ""]))
    wrong = [f"{name}: {one}" for name, told in found.items() for one in told["wrong"]]
    if wrong:
        pytest.fail("\n".join([f"GAISMA_TEST_SEED={seed}", *wrong]), pytrace=False)
