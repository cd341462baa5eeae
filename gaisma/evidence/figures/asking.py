"""Asks for figures on behalf of a page, all from one lake version."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from gaisma.analytics.calculation import Figure, State
from gaisma.base.wording.school_years import previous
from gaisma.evidence.figures import queries
from gaisma.evidence.figures.evidence import Evidence
from gaisma.evidence.lake.files import DamagedLake

OF_ANOTHER_YEAR = ("school_year", "compared_with", "followed_to")


def one(indicator: str, *, evidence: Evidence, filters: Mapping[str, str]) -> Figure:
    """The figure of a selection."""
    return broken_down(indicator, evidence=evidence, filters=filters, by=())[0]


def broken_down(
    indicator: str, *, evidence: Evidence, filters: Mapping[str, str], by: tuple[str, ...]
) -> list[Figure]:
    """The figures of a selection, one for each value of the dimensions; none without the lake."""
    try:
        return queries.answer(
            indicator,
            filters=dict(filters),
            by=by,
            as_of=evidence.as_of,
            lake_version=evidence.number,
            digest=evidence.digest,
        )
    except DamagedLake:
        return [] if by else [_unread(indicator, filters, evidence)]


def _unread(indicator: str, filters: Mapping[str, str], evidence: Evidence) -> Figure:
    """Stands where a figure would, while the lake cannot be read."""
    return Figure(
        indicator,
        filters=filters,
        by={},
        value=None,
        compared_value=None,
        numerator=None,
        denominator=None,
        unit=queries.known_indicator(indicator).unit,
        as_of=evidence.as_of,
        lake_version=evidence.number or 0,
        definition="",
        state=State.NO_DATA,
    )


def of_institution(indicator: str, *, evidence: Evidence, filters: Mapping[str, str]) -> Figure:
    """The figure of the institution among the filters, taken from the answer for all of them.

    So the first institution that is looked at answers for the others too. Its definition is that of
    the breakdown.
    """
    every = broken_down(indicator, evidence=evidence, filters=_others(filters), by=("institution",))
    own = _of(every, filters["institution"])
    return own or one(indicator, evidence=evidence, filters=filters)


def of_institution_before(
    indicator: str, *, evidence: Evidence, filters: Mapping[str, str]
) -> Figure:
    """The institution's figure of the year before, likewise taken from the answer for all."""
    then = year_before(indicator, filters)
    return of_institution(indicator, evidence=evidence, filters=then)


def _others(filters: Mapping[str, str]) -> dict[str, str]:
    return {name: code for name, code in filters.items() if name != "institution"}


def _of(figures: Sequence[Figure], institution: str) -> Figure | None:
    """The institution's figure among those of all; a unit has none there."""
    for figure in figures:
        if figure.by["institution"] == institution:
            return replace(figure, filters={"institution": institution, **figure.filters}, by={})
    return None


def in_year(indicator: str, filters: Mapping[str, str], *, earlier: str) -> dict[str, str]:
    """The same question of an earlier school year, beside that of the filters.

    This is the one rule of last year: an earlier year is followed to the successors of the year
    beside which it stands, in words, tables and trends alike. What a closed institution had, its
    successor had; institutions themselves are counted as they were.
    """
    shown = filters.get("followed_to") or filters["school_year"]
    then = {name: value for name, value in filters.items() if name not in OF_ANOTHER_YEAR}
    then["school_year"] = earlier
    asked = queries.known_indicator(indicator)
    if asked.subject != "unit" and "followed_to" in asked.parameters and earlier < shown:
        then["followed_to"] = shown
    return then


def year_before(indicator: str, filters: Mapping[str, str]) -> dict[str, str]:
    """The same question of the school year before."""
    return in_year(indicator, filters, earlier=previous(filters["school_year"]))


def over_years(
    indicator: str, *, evidence: Evidence, filters: Mapping[str, str], years: Sequence[str]
) -> list[tuple[str, Figure]]:
    """The figure in each of the school years, the earlier ones as `in_year` asks them."""
    ask = of_institution if "institution" in filters else one
    return [
        (
            year,
            ask(
                indicator,
                evidence=evidence,
                filters=in_year(indicator, {**filters, "school_year": years[-1]}, earlier=year),
            ),
        )
        for year in years
    ]


def address(figure: Figure) -> str:
    """Where the figure explains itself: everything that it takes to ask it again.

    Empty for a value of a breakdown that has no name: nobody can ask for what is not stated.
    """
    if not all(figure.by.values()):
        return ""
    return page_address("figures:figure", figure.indicator, figure)


def page_address(page: str, indicator: str, figure: Figure, **extra: str) -> str:
    """A page about the figure's selection, at its day and lake version."""
    words = {**figure.filters, **{name: code for name, code in figure.by.items() if code}, **extra}
    return address_of(
        indicator, words, as_of=figure.as_of, lake_version=figure.lake_version, page=page
    )


def page_of(indicator: str, filters: Mapping[str, str]) -> str:
    """The page of a selection as it is now, whatever the day and the version."""
    words = f"?{urlencode(filters)}" if filters else ""
    return reverse("figures:figure", args=[indicator]) + words


def address_of(
    indicator: str,
    words: Mapping[str, str],
    *,
    as_of: date,
    lake_version: int | None,
    page: str = "figures:figure",
) -> str:
    """A page about a selection, at a day and a lake version."""
    words = {**words, "as_of": as_of.isoformat(), "lake_version": str(lake_version or "")}
    return f"{reverse(page, args=[indicator])}?{urlencode(words)}"
