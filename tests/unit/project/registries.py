"""What rooms offer to others, a page: made by `python -m tests.unit.project.registries`."""

import os
import re
from collections.abc import Iterable, Iterator
from functools import cache
from types import ModuleType

from benchmarks.source import House, Module
from tests.unit.project import tree

PAGE = tree.PROJECT / "docs" / "develop" / "registries.md"
PACKAGE = tree.PROJECT / "gaisma"
LISTS = "offers.py"
MANY = 4
GATHERED = re.compile(r"\bgathered\(\"([A-Z_]+)\"\)")
FOUND_BY_NAME = re.compile(r"\bmodules\(\"(\w+)\"\)")
INTRODUCTION = """\
# Registries

What rooms offer, and who discovers it. A room lists values with a key in its `offers.py`,
under a name in capitals; whoever needs them asks `gathered("NAME")` and names no room. What one
room alone fills is a list where its reader, on a floor below, may not name that room. Made by
`python -m tests.unit.project.registries`; a test holds it against the code.

| name | a value | what it says | who discovers it | filled by |
| --- | --- | --- | --- | --- |
"""
BY_NAME = """
## Modules that are found by their name

A room that has one need not list it anywhere.

| module | what it is for | found by | in |
| --- | --- | --- | --- |
"""


def text() -> str:
    """The whole page."""
    house = House(PACKAGE, tests=tree.PROJECT / "tests")
    lists = "".join(f"{line}\n" for line in _lists(house))
    return INTRODUCTION + lists + BY_NAME + "".join(f"{line}\n" for line in _by_name(house))


def _lists(house: House) -> Iterator[str]:
    from gaisma.base.registry import gathered, modules

    rooms = {module: module.__name__.split(".")[-2] for module in modules("offers")}
    for name in sorted(names()):
        filling = sorted(room for module, room in rooms.items() if name in offered(module))
        filled = ", ".join(filling) if len(filling) <= MANY else f"{len(filling)} rooms"
        by = f"`{_short(house.reader(name))}`" if name in house.registries() else "tests"
        for kind in dict.fromkeys(type(value) for value in gathered(name)):
            said = " ".join((kind.__doc__ or "").partition("\n\n")[0].split())
            yield f"| `{name}` | `{kind.__name__}` | {said} | {by} | {filled} |"


def filled_by() -> dict[str, set[str]]:
    """The rooms that list something, by the name of the list: `gaisma.record.people`."""
    from gaisma.base.registry import modules

    found: dict[str, set[str]] = {name: set() for name in names()}
    for module in modules("offers"):
        for name in offered(module) & found.keys():
            found[name].add(module.__name__.rpartition(".")[0])
    return found


def readers() -> dict[str, str]:
    """The module that asks for a list, by its name."""
    house = House(PACKAGE, tests=tree.PROJECT / "tests")
    return {name: house.reader(name).name for name in house.registries()}


@cache
def names() -> frozenset[str]:
    """All registries that the package or its tests read."""
    house = House(PACKAGE, tests=tree.PROJECT / "tests")
    return frozenset({*house.registries(), *asked_by_tests()})


def asked_by_tests() -> set[str]:
    """The registries of which tests and the pages that they make ask."""
    texts = (file.read_text(encoding="utf-8") for file in tree.tracked("tests/*.py"))
    return {name for text in texts for name in GATHERED.findall(text)}


def offered(module: ModuleType) -> set[str]:
    """The names under which a room lists something."""
    return {
        name
        for name, value in vars(module).items()
        if name.isupper() and isinstance(value, list | tuple)
    }


def _by_name(house: House) -> Iterator[str]:
    for reader in house.modules:
        for name in FOUND_BY_NAME.findall(house.texts[reader.file]):
            found = [each for each in house.modules if each.file.name == f"{name}.py"]
            if name != "offers":
                count = f"{len(set(_rooms(house, found)))} rooms"
                yield f"| `{name}.py` | {reader.purpose} | `{_short(reader)}` | {count} |"
    listed = [each for each in house.modules if each.file.name == LISTS]
    count = f"{len(set(_rooms(house, listed)))} rooms"
    yield f"| `offers.py` | The lists above | `base.registry` | {count} |"


def _rooms(house: House, modules: Iterable[Module]) -> Iterator[str]:
    return (house.room_of(each.file).rpartition(".")[2] for each in modules)


def _short(module: Module) -> str:
    return module.name.partition(".")[2]


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gaisma.config.settings")
    import django

    django.setup()
    PAGE.write_text(text(), encoding="utf-8")
