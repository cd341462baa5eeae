"""What a self-evaluation rests on, in words: figures with their values, links, documents."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from fractions import Fraction

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext

from gaisma.base import access, wording
from gaisma.base.errors import GaismaError
from gaisma.base.files.models import Attachment
from gaisma.base.models import User
from gaisma.base.permissions import LEADERS
from gaisma.evidence.figures import asking, evidence, policies, presentation, queries, terms
from gaisma.evidence.figures.evidence import Evidence as Basis
from gaisma.evidence.figures.offers import Offer
from gaisma.quality.selfevaluation import offers, pinning
from gaisma.quality.selfevaluation.kinds import FIGURE, QUOTE
from gaisma.quality.selfevaluation.models import Evidence, Passage, SelfEvaluation


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


def pieces(evaluation: SelfEvaluation, reader: User, *, sees_internal: bool) -> tuple[Piece, ...]:
    """Those that the reader may see, in the order in which they were added.

    A figure leads to its explanation where the reader may ask it too; small numbers of people are
    told to nobody else.
    """
    every = evaluation.evidence.select_related("attachment").order_by("pk")
    rows = [row for row in every if _may_read(row, evaluation, reader)]
    basis = evidence.current() if any(row.kind == FIGURE for row in rows) else None
    told = [_piece(row, evaluation, basis) for row in rows if row.is_public or sees_internal]
    figures = {row.pk: row for row in rows if row.kind == FIGURE}
    return tuple(_as_read(one, figures.get(one.id), evaluation, reader) for one in told)


def _may_read(row: Evidence, evaluation: SelfEvaluation, reader: User) -> bool:
    """What somebody said of the own year is for those who write the report, and nobody else."""
    return row.kind != QUOTE or evaluation.institution_id in access.reach(reader, *LEADERS)


def _as_read(piece: Piece, row: Evidence | None, evaluation: SelfEvaluation, reader: User) -> Piece:
    if row is None:
        return piece
    asked = pinning.filters(row, evaluation)
    if policies.may_ask(reader, row.indicator, filters=asked):
        return piece
    is_small = 0 < abs(Fraction(row.value or 0)) < policies.reach_of(reader).smallest_group
    return replace(piece, address="", value=gettext("few") if is_small else piece.value)


def offered(passage: Passage) -> Offers:
    """Figures for the place that are not taken yet; what fits it is told only where it is known."""
    rows = passage.evaluation.evidence.filter(about__in=passage.names, kind=FIGURE)
    taken = {_selection(row) for row in rows}
    fit = [one for one in offers.fitting(passage) if _selection(one) not in taken]
    rest = [one for one in offers.others(passage) if _selection(one) not in taken]
    told = _valued(fit, passage.evaluation, evidence.current())
    return Offers(fitting=tuple(told), others=tuple(Offered(one.key, _title(one)) for one in rest))


def _selection(one: Offer | Evidence) -> tuple[object, ...]:
    return one.indicator, tuple(one.filters.items())


def _valued(fit: Iterable[Offer], evaluation: SelfEvaluation, basis: Basis) -> Iterator[Offered]:
    for one in fit if basis.number is not None else ():
        row = Evidence(kind=FIGURE, indicator=one.indicator, filters=dict(one.filters))
        with suppress(GaismaError):
            figure = pinning.figure(row, evaluation, basis=basis)
            if figure.value is not None and not figure.suppressed:
                yield Offered(one.key, _title(one), presentation.written(figure))


def _title(one: Offer) -> str:
    return figure_title(one.indicator, dict(one.filters))


def _piece(row: Evidence, evaluation: SelfEvaluation, basis: Basis | None) -> Piece:
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
    if row.attachment:
        return _attached(piece, row.attachment)
    if row.kind != FIGURE or basis is None:
        return piece
    return replace(
        piece,
        title=figure_title(row.indicator, row.filters),
        value=_pinned(row) if row.as_of else _now(row, evaluation, basis),
        address=_address(row, evaluation, basis),
        note=wording.day(row.as_of) if row.as_of else "",
    )


def _attached(piece: Piece, document: Attachment) -> Piece:
    address = reverse("selfevaluation:document", args=[piece.id])
    return replace(piece, address=address, note=f"PDF, {filesizeformat(document.size)}")


def figure_title(indicator: str, filters: dict[str, str]) -> str:
    """The figure in the reader's language, with what it is narrowed by."""
    known = queries.known_indicator(indicator)
    narrowed = [value for _name, value in terms.selection(filters, {})]
    return " · ".join((terms.title_of(known), *narrowed))


def _pinned(row: Evidence) -> str:
    value = Fraction(row.value) if row.value else None
    unit = queries.known_indicator(row.indicator).unit
    whole = int(value) if value is not None and value.denominator == 1 else value
    return presentation.written_value(whole, unit)


def _now(row: Evidence, evaluation: SelfEvaluation, basis: Basis) -> str:
    if basis.number is None:
        return wording.DASH
    return _written(row, evaluation, basis)


def _written(row: Evidence, evaluation: SelfEvaluation, basis: Basis) -> str:
    try:
        return presentation.written(pinning.figure(row, evaluation, basis=basis))
    except GaismaError:
        return wording.DASH


def _address(row: Evidence, evaluation: SelfEvaluation, basis: Basis) -> str:
    return asking.address_of(
        row.indicator,
        pinning.filters(row, evaluation),
        as_of=row.as_of or basis.as_of,
        lake_version=row.lake_version or basis.number,
    )
