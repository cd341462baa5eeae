"""Asks for figures on behalf of a page, all from one lake version."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from django.urls import reverse

from gaisma.analytics.calculation import Figure
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
    )


def over_years(
    indicator: str, *, evidence: Evidence, filters: Mapping[str, str], years: Sequence[str]
) -> list[tuple[str, Figure]]:
    """The figure in each of the school years."""
    return [
        (year, one(indicator, evidence=evidence, filters={**filters, "school_year": year}))
        for year in years
    ]


def address(figure: Figure) -> str:
    """Where the figure explains itself: everything that it takes to ask it again."""
    return page_address("figures:figure", figure.indicator, figure)


def page_address(page: str, indicator: str, figure: Figure, **extra: str) -> str:
    """A page about the figure's selection, at its day and lake version."""
    words = {**figure.filters, **{name: code for name, code in figure.by.items() if code}, **extra}
    words |= {"as_of": figure.as_of.isoformat(), "lake_version": str(figure.lake_version)}
    return f"{reverse(page, args=[indicator])}?{urlencode(words)}"
