"""Who works with an instrument: rooms above register it under INSTRUMENT_USAGES.

So the page of an instrument tells it, although this room knows nothing of them.
"""

from collections.abc import Callable
from dataclasses import dataclass

from gaisma.base.models import User
from gaisma.base.registry import Registry, gathered


@dataclass(frozen=True)
class Usage:
    """Something that uses an instrument: what it is called, where it is, a word about it."""

    title: str
    address: str
    note: str = ""


@dataclass(frozen=True)
class InstrumentUsages:
    """A room's answer to who uses the instrument of that id, as far as the person sees it."""

    key: str
    title: str
    of: Callable[[User, int], tuple[Usage, ...]]


def known() -> Registry[InstrumentUsages]:
    """The answers of all rooms."""
    return gathered("INSTRUMENT_USAGES")
