"""Last year is one number wherever it is told, and what is missing is nowhere a zero."""

import json
import os
import random
import re
import subprocess
import sys
from typing import Any

import pytest

from tests.installations import SeparateInstallation, copy_of

pytestmark = pytest.mark.city

SIGNS = {"no_data": "–", "not_begun": "›", "not_asked": "×", "redefined": "≠"}
ALWAYS_KNOWN = {"institutions.merged", "queue.count"}
"""Of these a zero is counted in any year: none merged, nobody waits today."""


@pytest.fixture(scope="module")
def seed() -> str:
    """Another one in each run, unless it is named to see a run again."""
    return os.environ.get("GAISMA_TEST_SEED") or str(random.SystemRandom().randrange(10_000))


@pytest.fixture(scope="module")
def installation(city: Any, tmp_path_factory: pytest.TempPathFactory) -> SeparateInstallation:
    return copy_of(city, tmp_path_factory.mktemp("years") / "demo")


@pytest.fixture(scope="module")
def told(installation: SeparateInstallation, seed: str) -> dict[str, list[dict[str, Any]]]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.integration.figures.years", seed],
        env=installation.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, list[dict[str, Any]]] = json.loads(done.stdout)
    return found


def test_last_year_is_one_number_wherever_it_is_told(told: Any, seed: str) -> None:
    wrong = [
        one for one in told["last_year"] if len({said for said in one["said"].values() if said}) > 1
    ]

    assert not wrong, f"GAISMA_TEST_SEED={seed}"
    assert len(told["last_year"]) > 100


def test_last_year_has_the_institutions_that_joined(told: Any) -> None:
    joined = {one["indicator"] for one in told["last_year"] if one["as_was"] != one["said"]["tile"]}

    assert {"learners.count", "groups.count", "staff.count"} <= joined
    assert not any(indicator.startswith("institutions.") for indicator in joined)


def test_state_of_every_figure_of_every_year_is_told_everywhere(told: Any) -> None:
    for one in told["states"]:
        about = f"{one['indicator']} {one['year']}"
        is_known = one["state"] == "known"
        assert one["value"] is is_known, about
        assert one["json"] == one["state"], about
        assert bool(one["why"]) is not is_known, about
        if not is_known:
            assert one["written"] == SIGNS[one["state"]], about


def test_every_year_to_come_has_not_begun(told: Any) -> None:
    found = {one["state"] for one in told["states"] if one["year"] == "2025/2026"}

    assert found <= {"not_begun", "not_asked"}


def test_no_zero_stands_for_what_is_missing(told: Any) -> None:
    """The first year that is known of a figure is no zero: before it nothing was counted."""
    first: dict[str, str] = {}
    for one in told["states"]:
        if one["state"] == "known":
            first.setdefault(one["indicator"], one["written"])
    zeros = {name for name, written in first.items() if re.fullmatch(r"0\s?%?", written)}

    assert zeros <= ALWAYS_KNOWN | {"boards.with_founder"}


def test_pages_of_figures_say_the_sign_of_their_state(told: Any) -> None:
    found = [one for one in told["pages"] if "state" in one]

    assert len(found) > 150
    for one in found:
        if one["state"] == "known":
            assert one["value"] not in SIGNS.values(), one
        else:
            assert one["value"] == SIGNS[one["state"]], one


def test_tiles_of_years_say_why_a_number_is_missing(told: Any) -> None:
    found = [one for one in told["pages"] if "title" in one]

    assert len(found) > 30
    missing = [one for one in found if one["value"] in SIGNS.values()]
    assert missing
    assert all(one["why"].startswith("Par šo laiku nav datu.") for one in missing)
    assert not any(one["value"].startswith("10,601") for one in found if one["year"] < "2023")
