"""The picture of teaching: how many observations meet each criterion, and how sure that is."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import get_language

from gaisma.analytics.calculation import Figure
from gaisma.analytics.measures.proportions import wilson
from gaisma.base import wording
from gaisma.evidence.figures import asking
from gaisma.evidence.figures.evidence import Evidence
from gaisma.quality.observations import criteria

Filters = Mapping[str, str]

SHARE, BY = "observations.share_meeting", ("criterion",)


@dataclass(frozen=True)
class Share:
    """A share with its interval, all three in percent, of so many judgements.

    Without a share nothing was judged, or by too few that it could be told (`is_kept_back`).
    """

    judged: int = 0
    value: float | None = None
    low: float = 0
    high: float = 0
    is_kept_back: bool = False
    address: str = ""
    column: str = ""

    @property
    def reach(self) -> float:
        """How wide the interval is."""
        return self.high - self.low


@dataclass(frozen=True)
class Line:
    """A criterion with the share of each column."""

    title: str
    shares: tuple[Share, ...]


@dataclass(frozen=True)
class Picture:
    """Criteria by columns."""

    columns: tuple[str, ...]
    lines: tuple[Line, ...]


def of_sides(
    instrument: str, filters: Filters, *, sides: Mapping[str, str], basis: Evidence
) -> Picture:
    """What the authority's observers saw beside what those of the institutions saw.

    `sides` are observers by the title of their side.
    """
    of_year = {**filters, "school_year": basis.school_year}
    columns = {title: {**of_year, "observer": observers} for title, observers in sides.items()}
    return _picture(instrument, {title: _shares(of, basis) for title, of in columns.items()})


def of_values(
    instrument: str,
    filters: Filters,
    *,
    dimension: str,
    titles: Mapping[str, str],
    basis: Evidence,
) -> Picture:
    """The values of a dimension beside each other, of those in which something was seen.

    `titles` are the values with their titles, in their order.
    """
    of_year = {**filters, "school_year": basis.school_year}
    figures = asking.broken_down(SHARE, evidence=basis, filters=of_year, by=(*BY, dimension))
    found: dict[str, dict[str, Share]] = {title: {} for title in titles.values()}
    for figure in figures:
        title = titles.get(str(figure.by[dimension]))
        if title:
            found[title][figure.by["criterion"]] = _share(figure)
    return _picture(instrument, {title: shares for title, shares in found.items() if shares})


def over_years(instrument: str, filters: Filters, *, basis: Evidence) -> Picture:
    """The same of the last school years in which something was seen, the latest last."""
    told = {
        wording.school_year(year): _shares({**filters, "school_year": year}, basis)
        for year in basis.years
    }
    return _picture(instrument, {year: shares for year, shares in told.items() if shares})


def _picture(instrument: str, told: Mapping[str, Mapping[str, Share]]) -> Picture:
    titles = criteria.of_instrument(instrument, get_language() or "")
    lines = tuple(
        Line(title, tuple(_of(column, name, shares) for column, shares in told.items()))
        for name, title in titles.items()
        if any(name in shares for shares in told.values())
    )
    return Picture(tuple(told), lines)


def _of(column: str, name: str, shares: Mapping[str, Share]) -> Share:
    return replace(shares.get(name, Share()), column=column)


def _shares(filters: Filters, basis: Evidence) -> dict[str, Share]:
    figures = asking.broken_down(SHARE, evidence=basis, filters=filters, by=BY)
    return {figure.by["criterion"]: _share(figure) for figure in figures}


def _share(figure: Figure) -> Share:
    address = asking.address(figure)
    if figure.suppressed:
        return Share(is_kept_back=True, address=address)
    met, judged = int(figure.numerator or 0), int(figure.denominator or 0)
    interval = wilson(met, judged)
    if interval is None:
        return Share()
    return Share(
        judged, 100 * met / judged, 100 * interval.low, 100 * interval.high, address=address
    )
