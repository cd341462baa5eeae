"""What rooms declare to figures: names of records and of values, what speaks to which criterion.

They stand in `offers.py` of a room. So rooms that know nothing of each other meet in a figure.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from gaisma.base.models import User
from gaisma.base.registry import Registry, gathered


@dataclass(frozen=True)
class Name:
    """How a record is called, its key in the record, a shorter name beside others, its page."""

    words: str
    pk: int
    short: str = ""
    address: str = ""


@dataclass(frozen=True)
class RecordsColumn:
    """A column of the lake that identifies records, registered by the room that keeps them.

    `title` is a message id; `names` finds the names of ids. Names of people are looked up only
    for those who may see them, and the look is put into the audit under `model`. With `open_to`
    only those records are shown whose ids it gives for a person, whatever their institution.
    `pages` finds the addresses of those ids whose page a person may open.
    """

    key: str
    title: str
    model: str
    names: Callable[[Collection[int]], Mapping[int, Name]]
    is_personal: bool = False
    open_to: Callable[[User], Collection[int]] | None = None
    pages: Callable[[User, Collection[int]], Mapping[int, str]] | None = None


@dataclass(frozen=True)
class Titles:
    """Titles of a dimension's values, registered under TITLES by the room that keeps them.

    `of` gives titles by value, in the order of tables, in a language. `key` names the dimension;
    where several rooms keep values of one, all but one have a key of their own and name it apart.
    """

    key: str
    of: Callable[[str], Mapping[str, str]]
    dimension: str = ""

    @property
    def names(self) -> str:
        """The dimension whose values it knows."""
        return self.dimension or self.key


def titles_of(dimension: str, language: str) -> Mapping[str, str]:
    """The titles of the dimension's values; none where no room knows any."""
    known = [one.of(language) for one in gathered("TITLES") if one.names == dimension]
    return known[0] if len(known) == 1 else {k: v for titles in known for k, v in titles.items()}


def all_titles(language: str) -> dict[str, Mapping[str, str]]:
    """The titles of all dimensions whose values rooms keep."""
    return {one.names: titles_of(one.names, language) for one in gathered("TITLES")}


def place_of(value: str, named: Mapping[str, str]) -> int:
    """Where a value stands in the order of the room that keeps the titles; unknown ones last."""
    return list(named).index(value) if value in named else len(named)


def title_of(dimension: str, value: str, language: str) -> str:
    """What the value is called; one that nobody knows is its own title."""
    return titles_of(dimension, language).get(value, value)


@dataclass(frozen=True)
class Offer:
    """A figure of one institution, and what it says something of.

    `fits` names areas, criteria and chapters of frameworks by their codes; `filters` narrow the
    indicator beside the institution and the school year. Smaller `order` stands first.
    """

    key: str
    indicator: str
    fits: tuple[str, ...]
    filters: Mapping[str, str] = field(default_factory=dict)
    order: int = 100


@dataclass(frozen=True)
class ToldMoments:
    """Days and lake versions of which everybody is told; a room lists them under TOLD_MOMENTS.

    Reports are told of, and stand over figures.
    """

    key: str
    moments: Callable[[], Iterable[tuple[date, int]]]


def evidence_offers() -> Registry[Offer]:
    """The lines of all rooms."""
    return gathered("EVIDENCE_OFFERS")


def offers_fitting(names: tuple[str, ...]) -> tuple[Offer, ...]:
    """Those that say something of one of the places."""
    return tuple(offer for offer in evidence_offers() if set(names) & set(offer.fits))
