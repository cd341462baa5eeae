"""A question as the address of a page holds it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl, urlsplit

from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from gaisma.analytics.indicators import Indicator
from gaisma.base.models import User
from gaisma.base.wording.school_years import previous
from gaisma.evidence.figures import asking, policies, queries
from gaisma.evidence.figures.evidence import Evidence, current, year_of
from gaisma.evidence.lake import queries as versions
from gaisma.evidence.lake.models import LakeVersion

OF_THE_PAGE = ("page", "format", "sort", "q")
"""What an address holds beside the question."""
OF_A_MOMENT = ("school_year", "year", "compared_with", "followed_to", "as_of", "lake_version")
OF_A_BREAKDOWN = ("by", "and_by")


@dataclass(frozen=True)
class Asked:
    """An indicator with filters, perhaps a breakdown, a day and a lake version."""

    indicator: Indicator
    filters: Mapping[str, str]
    by: tuple[str, ...]
    version: LakeVersion
    as_of: date

    @property
    def basis(self) -> Evidence:
        return Evidence(
            as_of=self.as_of,
            school_year=self.filters.get("school_year", ""),
            number=self.version.number,
            made_at=self.version.made_at,
            digest=self.version.digest,
        )

    @property
    def earlier(self) -> dict[str, str] | None:
        """The filters of the year that the figure stands beside: the one before, unless another is
        asked for. None where the figure is of no year, or is itself a change."""
        filters = {**self.filters}
        if self.indicator.compares:
            return None
        if "school_year" in filters:
            other = filters.get("compared_with") or previous(filters["school_year"])
            return asking.in_year(self.indicator.key, filters, earlier=other)
        if "year" in filters:
            return filters | {"year": str(int(filters["year"]) - 1)}
        return None


def asked(user: User, indicator: str, given: Mapping[str, str], *, as_of: date) -> Asked:
    """The question of an address, for the newest version and today unless it names others.

    Raises PermissionDenied, UnableToAnswer, UnknownLakeVersion.
    """
    words = {name: value for name, value in given.items() if value and name not in OF_THE_PAGE}
    number = words.pop("lake_version", "")
    day = words.pop("as_of", "")
    by = _dimensions(words.pop("by", ""), words.pop("and_by", ""))
    version = versions.version(int(number) if number.isdecimal() else None)
    on = _day(day) or as_of
    words = _of_a_year(user, indicator, words, by=by, on=on)
    understood = queries.understood(indicator, filters=words, by=by, as_of=on, version=version)
    policies.check(user, understood, lake_version=version.number)
    return Asked(
        indicator=understood.indicator,
        filters=understood.filters,
        by=by,
        version=version,
        as_of=on,
    )


def chosen(address: str) -> tuple[str, dict[str, str]]:
    """The figure whose page stands at the address, and what it is narrowed by there.

    Year, day, version and breakdown are left out. Raises UnableToAnswer, UnknownLakeVersion.
    """
    parts = urlsplit(address.strip())
    try:
        found = resolve(parts.path)
    except Resolver404:
        found = None
    if found is None or found.view_name != "figures:figure":
        raise queries.UnableToAnswer(
            _("This is not the address of a figure: open the figure and copy its address."),
            code="no_figure",
        )
    aside = {*OF_THE_PAGE, *OF_A_MOMENT, *OF_A_BREAKDOWN}
    given = {name: value for name, value in parse_qsl(parts.query) if name not in aside}
    key, now = found.kwargs["indicator"], current()
    if "school_year" in queries.known_indicator(key).parameters:
        given["school_year"] = now.school_year
    version = versions.version(None)
    asked = queries.understood(key, filters=given, as_of=now.as_of, version=version)
    return asked.indicator.key, {
        name: value for name, value in asked.filters.items() if name not in aside
    }


def _of_a_year(
    user: User, indicator: str, words: dict[str, str], *, by: tuple[str, ...], on: date
) -> dict[str, str]:
    """The question of the school year of the day, where one of the day itself is not told."""
    known = queries.known_indicator(indicator)
    if known.told is None or "school_year" not in known.parameters or "school_year" in words:
        return words
    if policies.may_ask(user, known, filters=words, by=by):
        return words
    return {"school_year": year_of(on), **words}


def _dimensions(*texts: str) -> tuple[str, ...]:
    """The breakdowns, each once: `by=stage,grade` or one in each of two fields."""
    names = (name.strip() for text in texts for name in text.split(","))
    return tuple(dict.fromkeys(name for name in names if name))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
