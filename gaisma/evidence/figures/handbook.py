"""The figures that can be asked for, by room, each with the city's value."""

from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext, gettext_noop

from gaisma.analytics.indicators import Indicator
from gaisma.base.errors import GaismaError
from gaisma.base.models import User
from gaisma.evidence.figures import asking, policies, presentation, searching
from gaisma.evidence.figures.evidence import Evidence

OTHERS = gettext_noop("Other figures")
ROOMS = {
    "organisations": gettext_noop("Institutions"),
    "people": gettext_noop("Teachers and staff"),
    "programmes": gettext_noop("Learners, groups and places"),
    "governance": gettext_noop("Acts and boards"),
    "observations": gettext_noop("Lesson observations"),
    "surveys": gettext_noop("Surveys"),
    "selfevaluation": gettext_noop("Self-evaluation and appraisal"),
}
"""What the rooms are called whose figures stand together; others come under a name of all."""


@dataclass(frozen=True)
class Entry:
    """An indicator and its value for the whole city; no reading where it has none yet."""

    key: str
    title: str
    description: str
    reading: presentation.Reading | None


@dataclass(frozen=True)
class Group:
    """The figures of a room."""

    key: str
    title: str
    entries: tuple[Entry, ...]


def groups(user: User, *, basis: Evidence, text: str = "") -> tuple[Group, ...]:
    """The indicators that the words find, all without words, in the order of the rooms."""
    found = sorted(searching.found(text), key=room_of)
    return tuple(
        Group(
            room,
            gettext(ROOMS.get(room, OTHERS)),
            _entries(user, some, basis),
        )
        for room, some in ((room, list(group)) for room, group in groupby(found, key=room_of))
    )


def room_of(indicator: Indicator) -> str:
    """The room that offers the indicator."""
    words = indicator.rows.__module__.split(".")
    return words[2] if len(words) > 2 else ""


def _entries(user: User, some: list[Indicator], basis: Evidence) -> tuple[Entry, ...]:
    return tuple(_entry(user, indicator, basis) for indicator in some)


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
