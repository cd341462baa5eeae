"""The figures that can be asked for, by chapter, each with the city's value."""

from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext

from gaisma.analytics.indicators import Indicator
from gaisma.base.errors import GaismaError
from gaisma.base.models import User
from gaisma.evidence.figures import asking, policies, presentation, searching
from gaisma.evidence.figures.evidence import Evidence


@dataclass(frozen=True)
class Entry:
    """An indicator and its value for the whole city; no reading where it has none yet."""

    key: str
    title: str
    description: str
    reading: presentation.Reading | None


@dataclass(frozen=True)
class Group:
    """The figures of a chapter."""

    key: str
    title: str
    entries: tuple[Entry, ...]


def groups(user: User, *, basis: Evidence, text: str = "") -> tuple[Group, ...]:
    """The indicators that the words find, all without words, chapter by chapter."""
    found = sorted(searching.found(text), key=lambda one: one.chapter.key)
    return tuple(
        Group(
            chapter.key,
            gettext(chapter.title),
            tuple(_entry(user, indicator, basis) for indicator in some),
        )
        for chapter, some in groupby(found, key=lambda one: one.chapter)
    )


def _entry(user: User, indicator: Indicator, basis: Evidence) -> Entry:
    return Entry(
        key=indicator.key,
        title=gettext(indicator.title),
        description=gettext(indicator.description),
        reading=_reading(user, indicator, basis),
    )


def _reading(user: User, indicator: Indicator, basis: Evidence) -> presentation.Reading | None:
    filters = {}
    if "school_year" in indicator.parameters and indicator.unit != "loads":
        filters["school_year"] = basis.school_year
    if "year" in indicator.parameters:
        filters["year"] = basis.school_year[:4]
    try:
        figure = asking.one(indicator.key, evidence=basis, filters=filters)
    except GaismaError:
        # The newest version may be older than the indicator: it has a page, and no number yet.
        if basis.number is None:
            raise
        return None
    return presentation.read(policies.shown(user, figure))
