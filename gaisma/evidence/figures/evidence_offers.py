"""Which indicator speaks to which criterion: what is offered where an institution is evaluated.

A room lists its lines in `offers.py` under EVIDENCE_OFFERS; whoever evaluates asks them of
one institution. So rooms that know nothing of each other meet in a figure.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from gaisma.base.registry import Registry, gathered


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


def known() -> Registry[Offer]:
    """The lines of all rooms."""
    return gathered("EVIDENCE_OFFERS")


def fitting(names: tuple[str, ...]) -> tuple[Offer, ...]:
    """Those that say something of one of the places."""
    return tuple(offer for offer in known() if set(names) & set(offer.fits))
