"""The latest of what a room holds again and again, such as waves of a survey: named by its kind.

A text that names one wave would be read as current when another has come. So it says
`survey=latest:wellbeing`, and the room that keeps the waves, which registers them under WAVES,
knows which of them that is between two days.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from gaisma.base.errors import GaismaError
from gaisma.base.registry import gathered

PREFIX = "latest:"


@dataclass(frozen=True)
class Wave:
    """One time at which something was held: the value of its dimension, what people call it, its
    first and last day."""

    value: str
    name: str
    from_on: date
    to_on: date


@dataclass(frozen=True)
class Latest:
    """A room's answer for a dimension: the kinds that it knows, and the latest wave of one that
    was over between two days, both included."""

    key: str
    kinds: Callable[[], tuple[str, ...]]
    of: Callable[[str, date, date], Wave | None]


class UnknownKind(GaismaError):
    """Says of which kinds a latest is known."""


def is_asked(value: str) -> bool:
    """Whether the value of a filter asks for the latest of a kind."""
    return value.startswith(PREFIX)


def wave(dimension: str, kind: str, *, since: date, until: date) -> Wave | None:
    """The latest of the kind that was over in those days. Raises UnknownKind."""
    rooms = gathered("WAVES")
    known = rooms[dimension].kinds() if dimension in rooms else ()
    if kind not in known:
        message = _("There is no kind “%(kind)s” of which a latest is known. Known are: %(known)s.")
        told = message % {"kind": kind, "known": ", ".join(known) or "–"}
        raise UnknownKind(told, code="unknown_kind", choices=known)
    room: Latest = rooms[dimension]
    return room.of(kind, since, until)
