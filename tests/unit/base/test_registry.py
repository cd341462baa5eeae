from dataclasses import dataclass

import pytest

from gaisma.base.registry import Registry, gathered


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
