"""Asks for figures on behalf of a page, all from one lake version."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from gaisma.analytics.calculation import Figure
from gaisma.base.wording.school_years import previous
from gaisma.evidence.figures import queries
from gaisma.evidence.figures.evidence import Evidence


def one(indicator: str, *, evidence: Evidence, filters: Mapping[str, str]) -> Figure:
    """The figure of a selection."""
    return broken_down(indicator, evidence=evidence, filters=filters, by=())[0]


def broken_down(
    indicator: str, *, evidence: Evidence, filters: Mapping[str, str], by: tuple[str, ...]
) -> list[Figure]:
    """The figures of a selection, one for each value of the dimensions."""
    return queries.answer(
        indicator,
        filters=dict(filters),
        by=by,
        as_of=evidence.as_of,
        lake_version=evidence.number,
        digest=evidence.digest,
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
    every = year_before(indicator, evidence=evidence, filters=_others(filters), by=("institution",))
    own = _of(every, filters["institution"])
    return own or year_before(indicator, evidence=evidence, filters=filters)[0]


def _others(filters: Mapping[str, str]) -> dict[str, str]:
    return {name: code for name, code in filters.items() if name != "institution"}


def _of(figures: Sequence[Figure], institution: str) -> Figure | None:
    """The institution's figure among those of all; a unit has none there."""
    for figure in figures:
        if figure.by["institution"] == institution:
            return replace(figure, filters={"institution": institution, **figure.filters}, by={})
    return None


def over_years(
    indicator: str, *, evidence: Evidence, filters: Mapping[str, str], years: Sequence[str]
) -> list[tuple[str, Figure]]:
    """The figure in each of the school years."""
    ask = of_institution if "institution" in filters else one
    return [
        (year, ask(indicator, evidence=evidence, filters={**filters, "school_year": year}))
        for year in years
    ]


def year_before(
    indicator: str, *, evidence: Evidence, filters: Mapping[str, str], by: tuple[str, ...] = ()
) -> list[Figure]:
    """The figures of the school year before: what a closed institution had, its successor had.

    Institutions themselves are counted as they were.
    """
    earlier = previous(filters["school_year"])
    return in_year(indicator, evidence=evidence, filters=filters, earlier=earlier, by=by)


def in_year(
    indicator: str,
    *,
    evidence: Evidence,
    filters: Mapping[str, str],
    earlier: str,
    by: tuple[str, ...] = (),
) -> list[Figure]:
    """The figures of another school year, as `year_before` has them."""
    asked = queries.known_indicator(indicator)
    then = {**filters, "school_year": earlier}
    if asked.subject == "unit" or "compared_with" not in asked.parameters:
        return broken_down(indicator, evidence=evidence, filters=then, by=by)
    compared = {**filters, "compared_with": earlier}
    return [
        replace(figure, filters=then, value=figure.compared_value, numerator=None)
        for figure in broken_down(indicator, evidence=evidence, filters=compared, by=by)
    ]


def address(figure: Figure) -> str:
    """Where the figure explains itself: everything that it takes to ask it again."""
    return page_address("figures:figure", figure.indicator, figure)


def page_address(page: str, indicator: str, figure: Figure, **extra: str) -> str:
    """A page about the figure's selection, at its day and lake version."""
    words = {**figure.filters, **{name: code for name, code in figure.by.items() if code}, **extra}
    return address_of(
        indicator, words, as_of=figure.as_of, lake_version=figure.lake_version, page=page
    )


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
