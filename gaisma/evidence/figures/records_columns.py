"""What rooms tell of the records behind figures: how an id of the lake is called."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from gaisma.base.models import User


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
