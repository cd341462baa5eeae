"""A question as the address of a page holds it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from gaisma.analytics.indicators import Indicator
from gaisma.base.models import User
from gaisma.base.wording.school_years import previous
from gaisma.evidence.figures import policies, queries
from gaisma.evidence.figures.evidence import Evidence
from gaisma.evidence.lake import queries as versions
from gaisma.evidence.lake.models import LakeVersion


@dataclass(frozen=True)
class Asked:
    """An indicator with filters, perhaps a breakdown, a day and a lake version."""

    indicator: Indicator
    filters: Mapping[str, str]
    by: str
    version: LakeVersion
    as_of: date

    @property
    def basis(self) -> Evidence:
        return Evidence(
            as_of=self.as_of,
            school_year=self.filters.get("school_year", ""),
            number=self.version.number,
            made_at=self.version.made_at,
        )

    @property
    def earlier(self) -> dict[str, str] | None:
        """The filters a year before; None where the figure is of no year, or is itself a change."""
        filters = dict(self.filters)
        if self.indicator.compares:
            return None
        if "school_year" in filters:
            return filters | {"school_year": previous(filters["school_year"])}
        if "year" in filters:
            return filters | {"year": str(int(filters["year"]) - 1)}
        return None


def asked(user: User, indicator: str, given: Mapping[str, str], *, as_of: date) -> Asked:
    """The question of an address, for the newest version and today unless it names others.

    Raises PermissionDenied, UnableToAnswer, UnknownLakeVersion.
    """
    words = {name: value for name, value in given.items() if value and name != "page"}
    number = words.pop("lake_version", "")
    day = words.pop("as_of", "")
    by = words.pop("by", "")
    version = versions.version(int(number) if number.isdigit() else None)
    understood = queries.understood(
        indicator, filters=words, by=[by] if by else [], as_of=as_of, version=version
    )
    policies.check(user, understood)
    return Asked(
        indicator=understood.indicator,
        filters=understood.filters,
        by=by,
        version=version,
        as_of=_day(day) or as_of,
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
