"""The page of registries is current, and each list is there because a name may not be."""

import pytest

from tests.unit.project import registries, tree

AHEAD = {"REPORTS": "rooms to come print reports of their own"}
"""Lists that one room fills, and might be asked by name, and why they are lists."""


def layers() -> dict[str, list[list[str]]]:
    """What may import what, from the top: the layers of each package, as import-linter is told."""
    told = tree.configuration()["tool"]["importlinter"]["contracts"]
    return {
        package: [_names(layer) for layer in contract["layers"]]
        for contract in told
        if contract["type"] == "layers"
        for package in contract["containers"]
    }


def _names(layer: str) -> list[str]:
    return [name.strip(" ()") for name in layer.split("|")]


def may_import(reader: str, room: str) -> bool:
    """Whether a module may name a room: it lies in it, or in what stands above it."""
    ours, theirs = reader.split("."), room.split(".")
    if ours[: len(theirs)] == theirs:
        return True
    shared = next(
        i for i, (one, other) in enumerate(zip(ours, theirs, strict=False)) if one != other
    )
    order = layers()[".".join(ours[:shared])]
    place = {name: number for number, layer in enumerate(order) for name in layer}
    return place[ours[shared]] < place[theirs[shared]]


def needless(filled: dict[str, set[str]], readers: dict[str, str]) -> set[str]:
    """The lists of one room that whoever reads them could ask by its name."""
    return {
        name
        for name, reader in readers.items()
        if len(filled[name]) == 1 and may_import(reader, next(iter(filled[name])))
    }


def test_page_of_registries_is_current() -> None:
    written = registries.PAGE.read_text(encoding="utf-8")

    assert written == registries.text(), "Write it anew: python -m tests.unit.project.registries"


def test_every_list_is_filled() -> None:
    filled = registries.filled_by()

    assert [name for name in registries.readers() if not filled[name]] == []


def test_list_of_one_room_is_there_because_its_reader_may_not_name_it() -> None:
    assert needless(registries.filled_by(), registries.readers()) == AHEAD.keys()


@pytest.mark.parametrize(
    ("reader", "room", "expected"),
    [
        ("gaisma.base.duties", "gaisma.record.people", False),
        ("gaisma.evidence.reports.queries", "gaisma.evidence.figures", True),
        ("gaisma.evidence.figures.policies", "gaisma.evidence.reports", False),
        ("gaisma.quality.observations.policies", "gaisma.quality.calibration", False),
        ("gaisma.quality.observations.policies", "gaisma.quality.surveys", False),
        ("gaisma.workplace.home.queries", "gaisma.workplace.home", True),
    ],
)
def test_reader_names_its_own_room_and_what_stands_below(
    reader: str, room: str, expected: bool
) -> None:
    assert may_import(reader, room) is expected
    assert needless({"LIST": {room}}, {"LIST": reader}) == ({"LIST"} if expected else set())
