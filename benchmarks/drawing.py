"""The floors and rooms of the package and who leans on whom, as Mermaid."""

from collections import defaultdict
from collections.abc import Iterable

from benchmarks.source import House

HEAD = (
    "# The house\n\nFloors from the top down, and the rooms on each; drawn from the imports of the"
    " code by `python -m benchmarks.house COLUMN --draw`. An arrow leads from who imports to what"
    " is imported; one that follows from others is left out, so what a room leans on is all that"
    " can be reached from it.\n\n"
    "- **config**: settings, addresses, the server's entry; it only puts together.\n"
    "- **sample**: the sample city, as data and as steps.\n"
    "- **workplace**: what spans rooms: home, calendar, search, the new year.\n"
    "- **quality**: observations, surveys, self-evaluation, inspections; they never import each"
    " other, but for calibration, and meet in a figure or in the record.\n"
    "- **record**: places, people, programmes, questionnaires, as tables with their rules.\n"
    "- **evidence**: what figures and reports are made of; it names no room, and asks what rooms"
    " declare in `offers.py`.\n"
    "- **base**: accounts, roles, the tree, audit, lists, forms, jobs, components.\n"
    "- **analytics**: indicators and engines; pure Python and Ibis, no Django.\n\n"
    "Rooms have one shape: [which file holds what](add-a-room.md#the-files-in-order).\n\n"
)


def drawn(house: House) -> str:
    """The page with the drawing."""
    rooms = {room.name: room.floor for room in house.rooms if room.lines}
    arrows = essential((one, other) for one, other in house.imports() if {one, other} <= {*rooms})
    lines = ["flowchart TD"]
    for floor in _from_the_top(rooms, arrows):
        lines.append(f"  subgraph {floor}")
        lines += [f"    {_key(name)}[{_title(name)}]" for name in rooms if rooms[name] == floor]
        lines.append("  end")
    lines += [f"  {_key(one)} --> {_key(other)}" for one, other in sorted(arrows)]
    return HEAD + "```mermaid\n" + "\n".join(lines) + "\n```\n"


def essential(arrows: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Those that do not follow from others; what lies in a circle keeps its arrows."""
    below: dict[str, set[str]] = defaultdict(set)
    for one, other in arrows:
        below[one].add(other)
    reached = {one: _reached(one, below) for one in [*below]}

    def follows(one: str, other: str) -> bool:
        between = below[one] - {other}
        return any(
            other in reached.get(each, ()) and one not in reached.get(each, ()) for each in between
        )

    return {
        (one, other) for one, others in below.items() for other in others if not follows(one, other)
    }


def _reached(start: str, below: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [start]
    while waiting:
        new = below.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return found


def _from_the_top(rooms: dict[str, str], arrows: Iterable[tuple[str, str]]) -> list[str]:
    below: dict[str, set[str]] = defaultdict(set)
    for one, other in arrows:
        if rooms[one] != rooms[other]:
            below[rooms[one]].add(rooms[other])
    floors = dict.fromkeys(rooms.values())
    return sorted(floors, key=lambda floor: (-len(_reached(floor, below)), floor))


def _key(name: str) -> str:
    return name.replace(".", "_")


def _title(name: str) -> str:
    return name.rpartition(".")[2].replace("_", " ")
