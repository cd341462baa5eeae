"""The locks hold everything that the code needs, with hashes and without a place to fetch from."""

import re
from collections.abc import Mapping
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.unit.project import tree

LOCKS = [tree.name(file) for file in tree.tracked("requirements*.txt")]
# Used without being imported: named in the settings, or by the library that opens them.
NOT_IMPORTED = {"psycopg", "granian"}
PIN = re.compile(r"^([a-z0-9][a-z0-9.-]*)==\S+", re.MULTILINE)


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def wanted(file: str) -> set[str]:
    """The names that a .in file asks for."""
    lines = tree.lines(tree.PROJECT / file)
    names = (re.match(r"[\w.-]+", line) for line in lines if not line.startswith("#"))
    return {normal(name[0]) for name in names if name}


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_holds_a_hash_for_every_pin(lock: str) -> None:
    entries = re.split(r"\n(?=\S)", (tree.PROJECT / lock).read_text(encoding="utf-8").strip())

    assert [entry for entry in entries if PIN.match(entry) and "--hash=sha256:" in entry] == entries


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_names_no_place(lock: str) -> None:
    text = (tree.PROJECT / lock).read_text(encoding="utf-8")

    assert not re.search(r"https?:|file:|--(extra-)?index|--find-links|/", text)


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_holds_what_is_asked_for(lock: str) -> None:
    pinned = set(PIN.findall((tree.PROJECT / lock).read_text(encoding="utf-8")))

    assert wanted(lock.replace(".txt", ".in")) <= pinned


def test_locks_agree() -> None:
    pins: dict[str, set[frozenset[str]]] = {}
    for lock in LOCKS:
        for name, versions in _versions(lock).items():
            pins.setdefault(name, set()).add(frozenset(versions))

    assert [name for name, versions in pins.items() if len(versions) > 1] == []


def _versions(lock: str) -> dict[str, set[str]]:
    # A package may be pinned twice, for older and for newer versions of Python.
    versions: dict[str, set[str]] = {}
    for pin in re.finditer(PIN, (tree.PROJECT / lock).read_text(encoding="utf-8")):
        versions.setdefault(pin[1], set()).add(pin[0])
    return versions


def test_runtime_asks_for_nothing_that_is_unused() -> None:
    used = {normal(name) for name in _imported(packages_distributions())}

    assert wanted("requirements.in") - used - NOT_IMPORTED == set()


def _imported(distributions: Mapping[str, list[str]]) -> set[str]:
    text = "\n".join(_text(file) for file in tree.tracked("gaisma/*.py"))
    words = set(re.findall(r"\b(?:import|from) (\w+)", text)) | set(
        re.findall(r'"(\w+)["."]', text)
    )
    return {name for word in words for name in distributions.get(word, [])}


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8")
