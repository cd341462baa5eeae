"""What a self-evaluation rests on, in words: figures with their values, links, documents."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace

from django.template.defaultfilters import filesizeformat
from django.urls import reverse

from gaisma.base import access
from gaisma.base.errors import GaismaError
from gaisma.base.files.models import Attachment
from gaisma.base.models import User
from gaisma.base.permissions import LEADERS
from gaisma.evidence.figures import evidence, evidence_offers, presentation
from gaisma.evidence.figures.evidence import Evidence as Basis
from gaisma.evidence.figures.evidence_offers import Offer
from gaisma.quality.selfevaluation import pinning
from gaisma.quality.selfevaluation.kinds import AREA, FIGURE, QUOTE
from gaisma.quality.selfevaluation.models import Evidence, Passage, SelfEvaluation
from gaisma.quality.selfevaluation.queries import figures


def fitting(passage: Passage) -> tuple[Offer, ...]:
    """Those that say something of the place; of an area also what is said of its criteria."""
    return evidence_offers.fitting(places_of(passage))


def others(passage: Passage) -> tuple[Offer, ...]:
    """All the rest, which may speak to it too."""
    fit = {offer.key for offer in fitting(passage)}
    return tuple(offer for offer in evidence_offers.known() if offer.key not in fit)


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
            figure = pinning.figure(row, evaluation, basis=basis)
            if figure.value is not None and not figure.suppressed:
                yield Offered(one.key, _title(one), presentation.written(figure))


def _title(one: Offer) -> str:
    return figures.title(one.indicator, dict(one.filters))


def _figure(row: Evidence, evaluation: SelfEvaluation, basis: Basis, reader: User | None) -> Piece:
    told = figures.told(row, evaluation, basis, reader)
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
