"""A figure broken down by one dimension or two, each value beside another year's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from gaisma.analytics.calculation import Figure, State
from gaisma.analytics.dimensions import DIMENSIONS
from gaisma.base import pictures, sorting
from gaisma.base.models import User
from gaisma.base.wording.names import headed
from gaisma.evidence.figures import asking, policies, presentation, terms
from gaisma.evidence.figures.questions import Asked

PLACES = ("institution", "home_municipality", "site")
NO_DATA = State.NO_DATA
Names = Mapping[str, str]
Key = tuple[str, ...]


@dataclass(frozen=True)
class BreakdownLine:
    """A value of the breakdown: its names, its figure, and that of the other year."""

    names: tuple[str, ...]
    figure: Figure
    reading: presentation.Reading
    before: presentation.Reading | None
    earlier: Figure | None

    @property
    def name(self) -> str:
        return " · ".join(self.names)


@dataclass(frozen=True)
class Cell:
    """A number where a row and a column of two breakdowns meet; none where nobody is."""

    reading: presentation.Reading | None


@dataclass(frozen=True)
class Matrix:
    """Two breakdowns across each other."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


def lines(user: User, question: Asked, names: Names) -> tuple[BreakdownLine, ...]:
    """One line for each value of the breakdown; none without a breakdown."""
    if not question.by:
        return ()
    now = _by_value(user, question, _now(question))
    earlier = _by_value(user, question, before(question, by=question.by))
    if question.earlier is not None:
        whole = policies.shown(user, before(question, by=())[0])
        earlier |= {key: _nothing(whole, now[key].by) for key in now if key not in earlier}
    by_name = sorted(now.items(), key=lambda entry: _in_order(question, entry[0], names))
    ordered = sorted(by_name, key=_largest_first) if _is_of_places(question) else by_name
    return tuple(
        BreakdownLine(
            names=_names(question, key, names),
            figure=figure,
            reading=presentation.read(figure),
            before=presentation.read(earlier[key]) if key in earlier else None,
            earlier=earlier.get(key),
        )
        for key, figure in ordered
    )


def _nothing(whole: Figure, by: Mapping[str, str]) -> Figure:
    """What a year has of a value that it does not know: a zero, unless nothing is known of it."""
    if whole.state is not State.KNOWN:
        return replace(whole, by=by)
    if whole.denominator is not None:
        return replace(whole, by=by, value=None, numerator=None, denominator=None, state=NO_DATA)
    return replace(whole, by=by, value=0, numerator=0, basis=None)


def _now(question: Asked) -> list[Figure]:
    return asking.broken_down(
        question.indicator.key,
        evidence=question.basis,
        filters=question.filters,
        by=question.by,
    )


def _names(question: Asked, key: Key, names: Names) -> tuple[str, ...]:
    pairs = zip(question.by, key, strict=True)
    return tuple(headed(terms.value_of(name, value, names)) for name, value in pairs)


def _in_order(question: Asked, key: Key, names: Names) -> tuple[object, ...]:
    titles = _names(question, key, names)
    parts = zip(question.by, key, titles, strict=True)
    return tuple(_place(name, code, title) for name, code, title in parts)


def _place(name: str, code: str, title: str) -> tuple[object, ...]:
    """Codes of a closed list as it has them, numbers by their size, names as an alphabet does."""
    vocabulary = DIMENSIONS[name].vocabulary if name in DIMENSIONS else None
    codes = vocabulary.codes if vocabulary else ()
    if not code or code in codes:
        return (0, codes.index(code) + 1 if code else 0)
    return (1, sorting.natural(code if code.isdecimal() else title))


def _is_of_places(question: Asked) -> bool:
    return len(question.by) == 1 and question.by[0] in PLACES


def _largest_first(entry: tuple[Key, Figure]) -> float:
    return -_size(entry[1])


def before(question: Asked, *, by: tuple[str, ...]) -> list[Figure]:
    """The figures of the other year; none where the figure is of no year, or is itself a change."""
    if question.earlier is None:
        return []
    return asking.broken_down(
        question.indicator.key, evidence=question.basis, filters=question.earlier, by=by
    )


def _by_value(user: User, question: Asked, figures: list[Figure]) -> dict[Key, Figure]:
    return {
        tuple(figure.by[name] for name in question.by): policies.shown(user, figure)
        for figure in figures
    }


def _size(figure: Figure) -> float:
    return float(presentation.decimal(figure.value) or 0)


def drawn(found: Sequence[BreakdownLine]) -> tuple[pictures.LyingBar, ...]:
    """The values as bars, those of the other year beside them."""
    return pictures.bars(
        [
            pictures.Pair(
                line.name,
                line.reading.value,
                presentation.decimal(line.figure.value),
                presentation.decimal(line.earlier.value) if line.earlier else None,
            )
            for line in found
        ]
    )


def overlaps(found: Sequence[BreakdownLine], whole: Figure) -> bool:
    """Whether somebody counts in several lines, so that they add up to more than the whole."""
    return whole.unit != "percent" and sum(_size(line.figure) for line in found) > _size(whole)


def across(question: Asked, found: Sequence[BreakdownLine]) -> Matrix | None:
    """Two breakdowns as rows and columns; None with one or none."""
    if len(question.by) != 2:
        return None
    cells = {line.names: Cell(line.reading) for line in found}
    rows = dict.fromkeys(line.names[0] for line in found)
    columns = dict.fromkeys(line.names[1] for line in sorted(found, key=_of_column))
    return Matrix(
        columns=tuple(columns),
        rows=tuple(
            (row, tuple(cells.get((row, column), Cell(None)) for column in columns)) for row in rows
        ),
    )


def _of_column(line: BreakdownLine) -> tuple[object, ...]:
    name, code = tuple(line.figure.by.items())[1]
    return _place(name, code, line.names[1])
