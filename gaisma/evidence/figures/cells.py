"""Columns of the lake as a page of records shows them."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext, gettext_noop

from gaisma.base import wording
from gaisma.base.registry import gathered
from gaisma.evidence.figures import terms

TITLES: Mapping[str, str] = {
    "person": gettext_noop("Person"),
    "unit": gettext_noop("Institution"),
    "group": gettext_noop("Group"),
    "programme": gettext_noop("Programme"),
    "vacancy": gettext_noop("Vacancy"),
    "grade": gettext_noop("Grade"),
    "stage": gettext_noop("Stage"),
    "role": gettext_noop("Role"),
    "load": gettext_noop("Load"),
    "permanent": gettext_noop("Permanent"),
    "qualified": gettext_noop("Qualified"),
    "heads": gettext_noop("Heads"),
    "size": gettext_noop("Enrolled"),
    "min_size": gettext_noop("Minimum"),
    "max_size": gettext_noop("Maximum"),
    "free": gettext_noop("Free places"),
    "status": gettext_noop("Status"),
    "home_municipality": gettext_noop("Home municipality"),
    "registered_on": gettext_noop("Registered"),
    "from_on": gettext_noop("From"),
    "to_on": gettext_noop("To"),
}
"""The columns that are shown, in this order."""


def title(column: str) -> str:
    """The heading of a column; a room names its own records."""
    if column in TITLES:
        return gettext(TITLES[column])
    return gettext(gathered("RECORDS_COLUMNS")[column].title)


def is_number(column: str) -> bool:
    """Whether the column is read as numbers."""
    return column in ("grade", "load", "heads", "size", "min_size", "max_size", "free")


def is_empty(column: str, value: Any) -> bool:
    """Whether the value says nothing; no heads means that the row is one person."""
    return value is None or value == "" or (column == "heads" and value == 0)


def written(column: str, value: Any) -> str:
    """A value as it is read; nothing is an empty text."""
    if value is None or value == "":
        return ""
    if column in ("stage", "role", "status"):
        return terms.value_of(column, value, {})
    for kind, write in WRITERS.items():
        if isinstance(value, kind):
            return write(value)
    return str(value)


def _yes_or_no(value: bool) -> str:  # noqa: FBT001
    return gettext("yes") if value else gettext("no")


# A truth is an integer too, so it stands first.
WRITERS: Mapping[type, Callable[[Any], str]] = {
    bool: _yes_or_no,
    int: wording.number,
    Decimal: wording.number,
    date: wording.day,
}
