"""The figures of the first page, with their change, their picture, and a note."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from gaisma.analytics.calculation import Figure, State
from gaisma.base import pictures, wording
from gaisma.base.models import Organisation, User
from gaisma.base.wording.agreement import counted, noun
from gaisma.evidence.figures import asking, institutions, policies, presentation, queries
from gaisma.evidence.figures.evidence import Evidence
from gaisma.workplace.home.board import OWN, Tile

Filters = Mapping[str, str]


@dataclass(frozen=True)
class Note:
    """A sentence and perhaps a picture of parts."""

    words: SafeString | str = ""
    shares: pictures.Shares | None = None


def free(filters: Filters, basis: Evidence, user: User | None) -> Note:
    """Where the free places are, and whether anybody waits."""
    kinds = (
        (gettext("preschools"), "preschool"),
        (gettext("schools"), "general_school"),
    )
    parts = []
    for title, kind in kinds:
        figure = _figure("places.free", {**filters, "institution_kind": kind}, basis, user)
        if not figure.suppressed:
            parts.append((title, int(figure.value or 0), asking.address(figure)))
    return Note(_in_the_queue(basis, user), pictures.shares(parts))


def _in_the_queue(basis: Evidence, user: User | None) -> SafeString:
    figure = _figure("queue.count", {"stage": "preschool"}, basis.of_the_day, user)
    if figure.value is None:
        return SafeString("")
    if not figure.value:
        return presentation.door(gettext("nobody waits in the queue"), asking.address(figure))
    children = format_html(
        "{}\N{NO-BREAK SPACE}{}",
        presentation.door(presentation.written(figure), asking.address(figure)),
        noun("child", int(figure.value), wording.language()),
    )
    return presentation.said(gettext("in the queue: %(children)s"), children=children)


def several(filters: Filters, basis: Evidence, user: User | None) -> Note:
    """How many of the teachers work elsewhere too."""
    figure = _figure("teachers.at_several_institutions", filters, basis, user)
    if not figure.value:
        return Note()
    number = presentation.door(presentation.written(figure), asking.address(figure))
    return Note(
        presentation.said(gettext("%(number)s of them work at several institutions"), number=number)
    )


def where(filters: Filters, basis: Evidence, user: User | None) -> Note:
    """In how many institutions the vacancies are: as many as the figure's breakdown has lines."""
    basis = basis.of_the_day
    by = ("institution",)
    every = asking.broken_down("vacancies.load", evidence=basis, filters=filters, by=by)
    places = [figure for figure in every if figure.value]
    if not places:
        return Note()
    whole = _figure("vacancies.load", filters, basis, user)
    address = asking.page_address("figures:figure", whole.indicator, whole, by="institution")
    institutions = counted("institution", len(places), wording.language(), case="in")
    return Note(
        presentation.said(
            gettext("in %(institutions)s"),
            institutions=format_html('<a class="count" href="{}">{}</a>', address, institutions),
        )
    )


def _figure(indicator: str, filters: Filters, basis: Evidence, user: User | None) -> Figure:
    return policies.shown(user, asking.one(indicator, evidence=basis, filters=filters))


NOTES: Mapping[str, Callable[[Filters, Evidence, User | None], Note]] = {
    "free": free,
    "several": several,
    "where": where,
    "": lambda filters, basis, user: Note(),
}


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
    note = _of_city(tile, basis, user) if tile.note == OWN else NOTES[tile.note]
    said = note if isinstance(note, Note) else note(figure.filters, basis, user)
    reading = presentation.read(figure, before)
    return TileView(
        title=gettext(tile.title),
        reading=reading,
        words=format_html_join(
            " · ", "{}", ((words,) for words in (reading.change, said.words) if words)
        ),
        compared=institutions.compared_with(before, basis) if before and reading.change else "",
        trend=presentation.trend(years) if tile.has_trend else None,
        shares=said.shares,
    )


def _of_city(tile: Tile, basis: Evidence, user: User | None) -> Note:
    filters = {name: value for name, value in tile.filters.items() if name != "institution"}
    figure = _years(replace(tile, filters=filters, has_trend=False), basis, user)[-1][1]
    if figure.state is not State.KNOWN:
        return Note()
    value = presentation.door(presentation.written(figure), asking.address(figure))
    return Note(presentation.said(gettext("in the city %(value)s"), value=value))


def _years(tile: Tile, basis: Evidence, user: User | None) -> list[tuple[str, Figure]]:
    filters: Mapping[str, str] = tile.filters
    if not tile.is_of_school_year:
        found = [("", asking.one(tile.indicator, evidence=basis.of_the_day, filters=filters))]
    else:
        years = basis.years if tile.has_trend else basis.years[-2:]
        found = asking.over_years(tile.indicator, evidence=basis, filters=filters, years=years)
    return [(year, policies.shown(user, figure)) for year, figure in found]
