"""All figures that can be asked for, each with the city's value."""

from dataclasses import dataclass

from django.utils.translation import gettext

from gaisma.analytics.indicators import Indicator
from gaisma.base.models import User
from gaisma.base.registry import gathered
from gaisma.evidence.figures import asking, policies, presentation
from gaisma.evidence.figures.evidence import Evidence


@dataclass(frozen=True)
class Entry:
    """An indicator and its value for the whole city."""

    key: str
    title: str
    description: str
    reading: presentation.Reading


def entries(user: User, *, basis: Evidence) -> tuple[Entry, ...]:
    """Every indicator, in the order of the rooms."""
    return tuple(_entry(user, indicator, basis) for indicator in gathered("INDICATORS"))


def _entry(user: User, indicator: Indicator, basis: Evidence) -> Entry:
    filters = {}
    if "school_year" in indicator.parameters and indicator.unit != "loads":
        filters["school_year"] = basis.school_year
    if "year" in indicator.parameters:
        filters["year"] = basis.school_year[:4]
    figure = asking.one(indicator.key, evidence=basis, filters=filters)
    return Entry(
        key=indicator.key,
        title=gettext(indicator.title),
        description=gettext(indicator.description),
        reading=presentation.read(policies.shown(user, figure)),
    )
