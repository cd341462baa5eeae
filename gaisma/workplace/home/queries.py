"""What the first page shows."""

from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from gaisma.analytics.calculation import Figure
from gaisma.base import access, pictures, wording
from gaisma.base.models import User
from gaisma.evidence.figures import asking, evidence, presentation
from gaisma.evidence.figures.evidence import Evidence
from gaisma.evidence.reports import shelf
from gaisma.record.organisations.queries import places
from gaisma.workplace.home import lead, notes, vacancies
from gaisma.workplace.home.board import SHELVES, Shelf, Tile

LONGEST = 8
REPORTS = 4
"""So many institutions are listed on the first page; the rest stand on their own page."""


@dataclass(frozen=True)
class TileView:
    """A figure with its change in words and its picture."""

    title: str
    reading: presentation.Reading
    words: str
    trend: pictures.Trend | None
    shares: pictures.Shares | None


@dataclass(frozen=True)
class ShelfView:
    """Figures under a heading."""

    key: str
    title: str
    tiles: tuple[TileView, ...]


@dataclass(frozen=True)
class Option:
    """A school year that can be looked at."""

    value: str
    title: str
    is_chosen: bool


@dataclass(frozen=True)
class City:
    """The first page."""

    basis: Evidence
    is_before_the_year: bool
    lead: SafeString
    options: tuple[Option, ...]
    shelves: tuple[ShelfView, ...]
    preschools: places.Places
    vacancies: vacancies.Vacancies
    reports: tuple[shelf.BuiltReport, ...]


def city(user: User, *, basis: Evidence) -> City:
    """The foundation figures of the city, and the preschool places that the person sees."""
    is_before = basis.as_of < date(int(basis.school_year[:4]), 9, 1)
    return City(
        basis=basis,
        is_before_the_year=is_before,
        lead=lead.lead(basis, is_before_the_year=is_before),
        options=_options(basis),
        shelves=tuple(_shelf(shelf, basis) for shelf in SHELVES),
        preschools=places.largest(
            places.of_institutions(user, basis=basis, stage="preschool"), LONGEST
        ),
        vacancies=vacancies.vacancies(basis=basis),
        reports=_reports(user),
    )


def _reports(user: User) -> tuple[shelf.BuiltReport, ...]:
    return shelf.reports()[:REPORTS] if access.may(user, "reports.read") else ()


def _options(basis: Evidence) -> tuple[Option, ...]:
    names = sorted({*evidence.school_years(), basis.school_year}, reverse=True)
    return tuple(
        Option(name, wording.school_year(name), is_chosen=name == basis.school_year)
        for name in names
    )


def _shelf(shelf: Shelf, basis: Evidence) -> ShelfView:
    tiles = tuple(_tile(tile, basis) for tile in shelf.tiles)
    return ShelfView(key=shelf.key, title=gettext(shelf.title), tiles=tiles)


def _tile(tile: Tile, basis: Evidence) -> TileView:
    years = _years(tile, basis)
    figure = years[-1][1]
    before = years[-2][1] if len(years) > 1 else None
    note = notes.NOTES[tile.note](figure.filters, basis)
    reading = presentation.read(figure, before)
    return TileView(
        title=gettext(tile.title),
        reading=reading,
        words=" · ".join(words for words in (reading.change, note.words) if words),
        trend=presentation.trend(years) if tile.has_trend else None,
        shares=note.shares,
    )


def _years(tile: Tile, basis: Evidence) -> list[tuple[str, Figure]]:
    if not tile.is_of_school_year:
        return [("", asking.one(tile.indicator, evidence=basis, filters=tile.filters))]
    years = basis.years if tile.has_trend else basis.years[-2:]
    return asking.over_years(tile.indicator, evidence=basis, filters=tile.filters, years=years)
