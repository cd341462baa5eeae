"""Which cells about learners stay hidden from those who may not open them by name.

All tables that are told of an indicator, with those of the people among them, are decided together
by `gaisma.analytics.disclosure`, once for a lake version, a day and a school year: for somebody who
knows of nobody, and for whoever leads an institution and takes its own people away.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import Any

from gaisma.analytics.engines import OlderTables
from gaisma.analytics.indicators import Indicator
from gaisma.base.registry import gathered
from gaisma.evidence.figures import keeping, queries
from gaisma.evidence.figures.evidence import following
from gaisma.evidence.figures.published_tables import (
    NOT_KNOWN,
    PLACES,
    WITHIN,
    Basis,
    Cell,
    City,
    together,
    words_of,
)

logger = logging.getLogger(__name__)
_deciding = Lock()


@dataclass(frozen=True)
class Hidden:
    """What is not told of an indicator, and under which name institutions stand that are followed
    to a later year: under none where they are not told.
    """

    cells: Mapping[str, frozenset[Cell]]
    followed: Mapping[str, str]
    institutions: frozenset[str]
    is_everything: bool = False

    @classmethod
    def read(cls, words: Mapping[str, Any]) -> "Hidden":
        """What was decided, as it was written."""
        return cls(
            cells={
                key: frozenset(frozenset((name, value) for name, value in cell) for cell in cells)
                for key, cells in words["cells"].items()
            },
            followed=words["followed"],
            institutions=frozenset(words["institutions"]),
            is_everything=words["is_everything"],
        )

    def written(self) -> dict[str, Any]:
        """What is decided, in words that JSON knows."""
        return {
            "cells": {
                key: sorted(sorted(cell) for cell in cells) for key, cells in self.cells.items()
            },
            "followed": dict(self.followed),
            "institutions": sorted(self.institutions),
            "is_everything": self.is_everything,
        }

    def has(self, indicator: Indicator, chosen: Mapping[str, str], *, followed_to: str) -> bool:
        """Whether the cell of these values is hidden; what no table has is."""
        place = self.followed.get(followed_to, "")
        if self.is_everything or (followed_to and not place and _is_of_places(chosen)):
            return True
        if place != "institution" and {"institution_kind", "founder"} & {*chosen}:
            return True
        if chosen.get("institution", NOT_KNOWN) not in {*self.institutions, NOT_KNOWN}:
            return True
        told = indicator.told
        if told is None or not told.hides:
            return False
        key = told.like or indicator.base or indicator.key
        cell = frozenset(
            _named(place if name == "institution" else name, value)
            for name, value in chosen.items()
        )
        return cell in self.cells[key]


def _is_of_places(names: Mapping[str, str]) -> bool:
    return bool(set(PLACES) & {*names})


def _named(name: str, value: str) -> tuple[str, str]:
    """A chosen value as a coordinate: a word for several kinds is a dimension of its own."""
    return (
        (together(name, value), WITHIN) if value in words_of(name) else (name, value or NOT_KNOWN)
    )


def root_of(indicator: Indicator) -> Indicator:
    """The indicator with whose tables those of this one are decided."""
    told = indicator.told
    if told is not None and (told.like or told.among):
        return root_of(queries.known_indicator(told.like or told.among))
    return queries.known_indicator(indicator.base or indicator.key)


def hidden(indicator: Indicator, basis: Basis) -> Hidden:
    """What is hidden of the indicator; decided once and kept for as long as it is asked for."""
    root = root_of(indicator).key
    following.remember(
        ("hidden", root, basis.as_of, basis.school_year),
        lambda newer: _decided(
            root,
            Basis(newer.number, newer.digest, basis.as_of, basis.school_year, basis.smallest),
        ),
    )
    return _decided(root, basis)


@lru_cache(maxsize=256)
def _decided(root: str, basis: Basis) -> Hidden:
    with _deciding:  # Whoever waits here reads what the first has decided.
        return Hidden.read(keeping.kept((root, basis), make=lambda: _decide(root, basis).written()))


def _decide(root: str, basis: Basis) -> Hidden:
    every = [one for one in gathered("INDICATORS") if one.told is not None and not one.base]
    indicator = queries.known_indicator(root)
    family = [indicator, *(one for one in every if one.told.among == root)]
    city = City(basis, tuple(family))
    hides = indicator.told is not None and indicator.told.hides
    try:
        return Hidden(city.hidden() if hides else {}, city.names, city.institutions)
    except (ValueError, OlderTables):
        # Tables that contradict each other, or are not there, cannot be protected.
        logger.exception("The tables of %s are not told.", root)
        return Hidden({}, {}, frozenset(), is_everything=True)
