"""The figures of the first page, with their change, their picture, and a note."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from gaisma.analytics.calculation import Figure, State
from gaisma.base import pictures
from gaisma.base.models import Organisation, User
from gaisma.evidence.figures import asking, joining, policies, presentation, queries
from gaisma.evidence.figures.evidence import Evidence
from gaisma.workplace.home import notes
from gaisma.workplace.home.board import OWN, Tile


@dataclass(frozen=True)
class TileView:
    """A figure with its change in words and its picture."""

    title: str
    reading: presentation.Reading
    words: SafeString
    compared: str
    trend: pictures.Trend | None
    shares: pictures.Shares | None


def tiles(
    board: Iterable[Tile],
    *,
    user: User | None,
    basis: Evidence,
    institution: Organisation | None = None,
) -> tuple[TileView, ...]:
    """The figures of a board: of the city, or of one institution beside the city.

    What the person may not ask is left out; nobody (`None`) may ask for all of the city.
    """
    own = {"institution": institution.code} if institution else {}
    asked = (replace(tile, filters={**tile.filters, **own}) for tile in board)
    return tuple(_view(tile, basis, user) for tile in asked if _may_ask(user, tile, basis))


def _may_ask(user: User | None, tile: Tile, basis: Evidence) -> bool:
    indicator = queries.known_indicator(tile.indicator)
    year = {"school_year": basis.school_year} if tile.is_of_school_year else {}
    return user is None or policies.may_ask(user, indicator, filters={**tile.filters, **year})


def _view(tile: Tile, basis: Evidence, user: User | None) -> TileView:
    years = _years(tile, basis, user)
    figure = years[-1][1]
    before = years[-2][1] if len(years) > 1 else None
    note = _of_city(tile, basis, user) if tile.note == OWN else notes.NOTES[tile.note]
    said = note if isinstance(note, notes.Note) else note(figure.filters, basis, user)
    reading = presentation.read(figure, before)
    return TileView(
        title=gettext(tile.title),
        reading=reading,
        words=format_html_join(
            " · ", "{}", ((words,) for words in (reading.change, said.words) if words)
        ),
        compared=joining.compared_with(before, basis) if before and reading.change else "",
        trend=presentation.trend(years) if tile.has_trend else None,
        shares=said.shares,
    )


def _of_city(tile: Tile, basis: Evidence, user: User | None) -> notes.Note:
    filters = {name: value for name, value in tile.filters.items() if name != "institution"}
    figure = _years(replace(tile, filters=filters, has_trend=False), basis, user)[-1][1]
    if figure.state is not State.KNOWN:
        return notes.Note()
    value = presentation.door(presentation.written(figure), asking.address(figure))
    return notes.Note(presentation.said(gettext("in the city %(value)s"), value=value))


def _years(tile: Tile, basis: Evidence, user: User | None) -> list[tuple[str, Figure]]:
    filters: Mapping[str, str] = tile.filters
    if not tile.is_of_school_year:
        found = [("", asking.one(tile.indicator, evidence=basis.of_the_day, filters=filters))]
    else:
        years = basis.years if tile.has_trend else basis.years[-2:]
        found = asking.over_years(tile.indicator, evidence=basis, filters=filters, years=years)
    return [(year, policies.shown(user, figure)) for year, figure in found]
