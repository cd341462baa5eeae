"""Evidence of a passage: figures, documents, words of contributions; what is offered for it."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from django.template.defaultfilters import filesizeformat
from django.urls import reverse

from gaisma.analytics.calculation import Figure, State
from gaisma.base import access, wording
from gaisma.base.errors import GaismaError
from gaisma.base.files.models import Attachment
from gaisma.base.models import Installation, User
from gaisma.base.permissions import LEADERS
from gaisma.evidence.figures import (
    asking,
    declarations,
    evidence,
    policies,
    presentation,
    queries,
    states,
)
from gaisma.evidence.figures.declarations import Offer
from gaisma.evidence.figures.evidence import Evidence as Basis
from gaisma.quality.selfevaluation.models import Evidence, Passage, SelfEvaluation
from gaisma.quality.selfevaluation.tables import AREA, FIGURE, QUOTE


def filters_of(piece: Evidence, evaluation: SelfEvaluation) -> dict[str, str]:
    """The selection: always the institution's own, in the year that is evaluated."""
    given = {**piece.filters, "institution": evaluation.institution.code}
    known = queries.known_indicator(piece.indicator)
    if "school_year" in known.parameters:
        given["school_year"] = evaluation.school_year.name
    return given


def figure_of(piece: Evidence, evaluation: SelfEvaluation, *, basis: Basis) -> Figure:
    """The figure as it is now."""
    given = filters_of(piece, evaluation)
    return asking.of_institution(piece.indicator, evidence=basis, filters=given)


def figures_of(evaluation: SelfEvaluation, *, on: date) -> Mapping[int, Figure]:
    """All figures of the report as of the day, by piece of evidence."""
    basis = replace(evidence.current(), as_of=on)
    pieces = evaluation.evidence.filter(kind=FIGURE)
    if basis.number is None:
        return {}
    return {piece.pk: figure_of(piece, evaluation, basis=basis) for piece in pieces}


def exact_value(found: Figure) -> str:
    """The value as text that loses nothing; nothing is empty."""
    return "" if found.value is None or found.suppressed else str(Fraction(str(found.value)))


def fitting(passage: Passage) -> tuple[Offer, ...]:
    """Those that say something of the place; of an area also what is said of its criteria."""
    return declarations.offers_fitting(places_of(passage))


def others(passage: Passage) -> tuple[Offer, ...]:
    """All the rest, which may speak to it too."""
    fit = {offer.key for offer in fitting(passage)}
    return tuple(offer for offer in declarations.evidence_offers() if offer.key not in fit)


def places_of(passage: Passage) -> tuple[str, ...]:
    """The codes that stand for it: its own, and of an area also those of its criteria."""
    if passage.place != AREA:
        return passage.names
    areas = passage.evaluation.version.asks.sections
    own = [item.name for area in areas if area.name == passage.about for item in area.items]
    return (*passage.names, *own)


@dataclass(frozen=True)
class Piece:
    """A piece of evidence as it is read; `address` is where it can be looked at."""

    id: int
    about: str
    kind: str
    title: str
    value: str
    address: str
    note: str
    is_public: bool


@dataclass(frozen=True)
class Offered:
    """A figure that can be taken; with its value now where it says something of the place."""

    key: str
    title: str
    value: str = ""


@dataclass(frozen=True)
class Offers:
    """Figures for a place that are not taken yet: those that speak to it, and all others."""

    fitting: tuple[Offered, ...] = ()
    others: tuple[Offered, ...] = ()


def pieces(
    evaluation: SelfEvaluation, reader: User | None, *, sees_internal: bool
) -> tuple[Piece, ...]:
    """Those that the reader may see, in the order in which they were added.

    Without a reader those that everybody may, with figures as everybody may know them.
    """
    every = evaluation.evidence.select_related("attachment").order_by("pk")
    rows = [row for row in every if _may_read(row, evaluation, reader)]
    basis = evidence.current() if any(row.kind == FIGURE for row in rows) else None
    return tuple(
        _figure(row, evaluation, basis, reader) if row.kind == FIGURE and basis else _piece(row)
        for row in rows
        if row.is_public or sees_internal
    )


def _may_read(row: Evidence, evaluation: SelfEvaluation, reader: User | None) -> bool:
    """What somebody said of the own year is for those who write the report, and nobody else."""
    if row.kind != QUOTE:
        return True
    return reader is not None and evaluation.institution_id in access.reach(reader, *LEADERS)


def offered(passage: Passage) -> Offers:
    """Figures for the place that are not taken yet; what fits it is told only where it is known."""
    rows = passage.evaluation.evidence.filter(about__in=passage.names, kind=FIGURE)
    taken = {_selection(row) for row in rows}
    fit = [one for one in fitting(passage) if _selection(one) not in taken]
    rest = [one for one in others(passage) if _selection(one) not in taken]
    told = _valued(fit, passage.evaluation, evidence.current())
    return Offers(fitting=tuple(told), others=tuple(Offered(one.key, _title(one)) for one in rest))


def _selection(one: Offer | Evidence) -> tuple[object, ...]:
    return one.indicator, tuple(one.filters.items())


def _valued(fit: Iterable[Offer], evaluation: SelfEvaluation, basis: Basis) -> Iterator[Offered]:
    for one in fit if basis.number is not None else ():
        row = Evidence(kind=FIGURE, indicator=one.indicator, filters=dict(one.filters))
        with suppress(GaismaError):
            figure = figure_of(row, evaluation, basis=basis)
            if figure.value is not None and not figure.suppressed:
                yield Offered(one.key, _title(one), presentation.written(figure))


def _title(one: Offer) -> str:
    return presentation.title(one.indicator, dict(one.filters))


def _figure(row: Evidence, evaluation: SelfEvaluation, basis: Basis, reader: User | None) -> Piece:
    told = told_figure(row, evaluation, basis, reader)
    return replace(
        _piece(row), title=told.title, value=told.value, address=told.address, note=told.note
    )


def _piece(row: Evidence) -> Piece:
    piece = Piece(
        id=row.pk,
        about=row.about,
        kind=row.kind,
        title=row.quote or row.title or row.link,
        value="",
        address=row.link,
        note="",
        is_public=row.is_public,
    )
    return _attached(piece, row.attachment) if row.attachment else piece


def _attached(piece: Piece, document: Attachment) -> Piece:
    address = reverse("selfevaluation:document", args=[piece.id])
    return replace(piece, address=address, note=f"PDF, {filesizeformat(document.size)}")


@dataclass(frozen=True)
class ToldFigure:
    """A figure as it is read; `address` is its explanation, where the reader may ask it too."""

    title: str
    value: str
    address: str
    note: str


def told_figure(
    row: Evidence, evaluation: SelfEvaluation, basis: Basis, reader: User | None
) -> ToldFigure:
    """The figure for the reader, or for a document that everybody may read.

    Small numbers of people are told to nobody but those who may ask for them.
    """
    asked = filters_of(row, evaluation)
    indicator = queries.known_indicator(row.indicator)
    at = (row.as_of or basis.as_of, row.lake_version or basis.number or 0)
    is_open = reader is not None and policies.may_ask(reader, indicator, filters=asked, at=at)
    is_for_all = policies.is_for_all(indicator, filters=asked)
    number, value = _pinned(row) if row.as_of else _figure_now(row, evaluation, basis, reader)
    if not is_open and (_is_small(row, number) or not is_for_all):
        value = states.sign(State.PROTECTED)
    return ToldFigure(
        title=presentation.title(row.indicator, row.filters),
        value=value,
        address=_address(row, asked, basis) if is_open else "",
        note=wording.day(row.as_of) if row.as_of else "",
    )


def _is_small(row: Evidence, number: Fraction | None) -> bool:
    if number is None or not queries.known_indicator(row.indicator).protected:
        return False
    return 0 < abs(number) < Installation.current().smallest_group


def _pinned(row: Evidence) -> tuple[Fraction | None, str]:
    number = Fraction(row.value) if row.value else None
    unit = queries.known_indicator(row.indicator).unit
    whole = int(number) if number is not None and number.denominator == 1 else number
    return number, presentation.written_value(whole, unit)


def _figure_now(
    row: Evidence, evaluation: SelfEvaluation, basis: Basis, reader: User | None
) -> tuple[Fraction | None, str]:
    if basis.number is None:
        return None, wording.DASH
    try:
        figure = policies.shown(reader, figure_of(row, evaluation, basis=basis))
    except GaismaError:
        return None, wording.DASH
    exact = exact_value(figure)
    return Fraction(exact) if exact else None, presentation.written(figure)


def _address(row: Evidence, asked: dict[str, str], basis: Basis) -> str:
    return asking.address_of(
        row.indicator,
        asked,
        as_of=row.as_of or basis.as_of,
        lake_version=row.lake_version or basis.number,
    )
