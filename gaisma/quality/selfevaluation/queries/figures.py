"""Figures on which a self-evaluation rests, with values as far as the reader may know them."""

from dataclasses import dataclass
from fractions import Fraction

from gaisma.analytics.calculation import State
from gaisma.base import wording
from gaisma.base.errors import GaismaError
from gaisma.base.models import Installation, User
from gaisma.evidence.figures import asking, policies, presentation, queries, states, terms
from gaisma.evidence.figures.evidence import Evidence as Basis
from gaisma.quality.selfevaluation import pinning
from gaisma.quality.selfevaluation.models import Evidence, SelfEvaluation


@dataclass(frozen=True)
class Told:
    """A figure as it is read; `address` is its explanation, where the reader may ask it too."""

    title: str
    value: str
    address: str
    note: str


def told(row: Evidence, evaluation: SelfEvaluation, basis: Basis, reader: User | None) -> Told:
    """The figure for the reader, or for a document that everybody may read.

    Small numbers of people are told to nobody but those who may ask for them.
    """
    asked = pinning.filters(row, evaluation)
    indicator = queries.known_indicator(row.indicator)
    at = (row.as_of or basis.as_of, row.lake_version or basis.number or 0)
    is_open = reader is not None and policies.may_ask(reader, indicator, filters=asked, at=at)
    is_for_all = policies.is_for_all(indicator, filters=asked)
    number, value = _pinned(row) if row.as_of else _now(row, evaluation, basis, reader)
    if not is_open and (_is_small(row, number) or not is_for_all):
        value = states.sign(State.PROTECTED)
    return Told(
        title=title(row.indicator, row.filters),
        value=value,
        address=_address(row, asked, basis) if is_open else "",
        note=wording.day(row.as_of) if row.as_of else "",
    )


def title(indicator: str, filters: dict[str, str]) -> str:
    """The figure in the reader's language, with what it is narrowed by."""
    known = queries.known_indicator(indicator)
    narrowed = [value for _name, value in terms.selection(filters, {})]
    return " · ".join((terms.title_of(known), *narrowed))


def _is_small(row: Evidence, number: Fraction | None) -> bool:
    if number is None or not queries.known_indicator(row.indicator).protected:
        return False
    return 0 < abs(number) < Installation.current().smallest_group


def _pinned(row: Evidence) -> tuple[Fraction | None, str]:
    number = Fraction(row.value) if row.value else None
    unit = queries.known_indicator(row.indicator).unit
    whole = int(number) if number is not None and number.denominator == 1 else number
    return number, presentation.written_value(whole, unit)


def _now(
    row: Evidence, evaluation: SelfEvaluation, basis: Basis, reader: User | None
) -> tuple[Fraction | None, str]:
    if basis.number is None:
        return None, wording.DASH
    try:
        figure = policies.shown(reader, pinning.figure(row, evaluation, basis=basis))
    except GaismaError:
        return None, wording.DASH
    exact = pinning.exact(figure)
    return Fraction(exact) if exact else None, presentation.written(figure)


def _address(row: Evidence, asked: dict[str, str], basis: Basis) -> str:
    return asking.address_of(
        row.indicator,
        asked,
        as_of=row.as_of or basis.as_of,
        lake_version=row.lake_version or basis.number,
    )
