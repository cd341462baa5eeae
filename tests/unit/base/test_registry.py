from dataclasses import dataclass

import pytest

from gaisma.base.registry import Registry, gathered, modules
from tests.unit.project import tree


@dataclass(frozen=True)
class Entry:
    key: str


def test_registry_keeps_the_order_in_which_it_was_given() -> None:
    registry = Registry([Entry("b"), Entry("a")])

    assert registry.keys == ("b", "a")
    assert [entry.key for entry in registry] == ["b", "a"]
    assert registry["a"] == Entry("a")
    assert "c" not in registry


def test_registry_refuses_a_key_twice() -> None:
    with pytest.raises(ValueError, match="'a' is registered twice"):
        Registry([Entry("a"), Entry("a")])


def test_gathered_finds_what_the_rooms_list() -> None:
    assert {"learners.count", "vacancies.load", "institutions.count"} <= set(
        gathered("INDICATORS").keys
    )


def test_gathered_unknown_list_is_empty() -> None:
    assert len(gathered("NOBODY_LISTS_THIS")) == 0


def test_modules_of_the_rooms_come_from_the_ground_floor_upwards() -> None:
    found = [module.__name__ for module in modules("tasks")]

    assert set(found) == {
        ".".join(file.with_suffix("").relative_to(tree.PROJECT).parts)
        for file in tree.tracked(":(glob)gaisma/*/*/tasks.py")
    }
    assert found.index("gaisma.base.accounts.tasks") < found.index("gaisma.evidence.interop.tasks")
