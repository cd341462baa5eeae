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
from tests.installations import SeparateInstallation, copy_of

WHOLE = ("specialists", "vaditajs")
"""Who reads everything, and who reads an institution's: their pages are all opened."""
OTHERS = tuple(one.username for one in ACCOUNTS if one.username not in WHOLE)
EVERY = bool(os.environ.get("GAISMA_TEST_EVERY_NUMBER"))
"""Whether all numbers are opened, which takes some ten minutes, or some, evenly."""
OF_WHOLE, OF_OTHERS, OF_DOCUMENTS = (5000, 5000, 5000) if EVERY else (250, 25, 50)

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
    assert all(told["opened"] > 150 for told in whole.values())
    _judge(whole, seed, capsys)


def test_numbers_open_what_was_clicked_for_the_other_roles(
    installation: SeparateInstallation,
    whole: Told,
    seed: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    kinds = sorted({kind for told in whole.values() for kind in told["kinds"]} | {"home:home"})
    words = ("tests.functional.doors.walking", seed, str(OF_OTHERS), ",".join(kinds))

    found = _at_once(installation, words, [list(OTHERS[::2]), list(OTHERS[1::2])])

    assert set(found) == set(OTHERS)
    _judge(found, seed, capsys)


def test_numbers_of_documents_open_what_was_clicked(
    installation: SeparateInstallation, seed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = (seed, str(OF_DOCUMENTS), "specialists")

    found = _told(installation, "tests.functional.doors.documents", *words)

    assert found["html"]["numbers"] > 300
    assert found["docx"]["numbers"] == found["html"]["numbers"] == found["pdf"]["numbers"]
    _judge(found, seed, capsys)


def test_numbers_of_reports_and_figures_are_links(whole: Told) -> None:
    plain = whole["specialists"]["plain"]

    assert plain == []


def _judge(found: Told, seed: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Say how many were opened and how many agreed; fail with those that did not."""
    lines = [
        f"{name}: {told['pages']} pages, {told['numbers']} numbers, {told['opened']} opened, "
        f"{told['agreed']} agreed, {told['refused']} not theirs to ask"
        for name, told in found.items()
    ]
    with capsys.disabled():
        sys.stdout.write("\n".join(["", f"seed {seed}", *lines, ""]))
    wrong = [f"{name}: {one}" for name, told in found.items() for one in told["wrong"]]
    if wrong:
        pytest.fail("\n".join([f"GAISMA_TEST_SEED={seed}", *wrong]), pytrace=False)
