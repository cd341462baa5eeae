"""What values are called in a dimension that no closed list holds, such as criteria."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from gaisma.base.registry import gathered


@dataclass(frozen=True)
class Titles:
    """Titles of a dimension's values, registered under TITLES by the room that keeps them.

    `key` names the dimension; `of` gives titles by value, in the order of tables, in a language.
    """

    key: str
    of: Callable[[str], Mapping[str, str]]


def of(dimension: str, language: str) -> Mapping[str, str]:
    """The titles of the dimension's values; none where no room knows any."""
    known = gathered("TITLES")
    return known[dimension].of(language) if dimension in known else {}


def every(language: str) -> dict[str, Mapping[str, str]]:
    """The titles of all dimensions whose values rooms keep."""
    return {one.key: one.of(language) for one in gathered("TITLES")}


def place(value: str, named: Mapping[str, str]) -> int:
    """Where a value stands in the order of the room that keeps the titles; unknown ones last."""
    return list(named).index(value) if value in named else len(named)


def title(dimension: str, value: str, language: str) -> str:
    """What the value is called; one that nobody knows is its own title."""
    return of(dimension, language).get(value, value)
