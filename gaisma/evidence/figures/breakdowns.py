"""A figure broken down by one dimension or two, each value beside another year's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gaisma.analytics.calculation import Figure
from gaisma.base import pictures
from gaisma.base.models import User
from gaisma.evidence.figures import asking, policies, presentation, terms
from gaisma.evidence.figures.questions import Asked

PLACES = ("institution", "home_municipality", "site")
Names = Mapping[str, str]
Key = tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """A value of the breakdown: its names, its figure, and that of the other year."""

    names: tuple[str, ...]
    figure: Figure
    reading: presentation.Reading
    before: str
    earlier: Figure | None

    @property
    def name(self) -> str:
        return " · ".join(self.names)

    @property
    def address_before(self) -> str:
        return asking.address(self.earlier) if self.earlier else ""


@dataclass(frozen=True)
class Cell:
    """A number where a row and a column of two breakdowns meet; none where nobody is."""

    reading: presentation.Reading | None


@dataclass(frozen=True)
class Matrix:
    """Two breakdowns across each other."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


def lines(user: User, question: Asked, names: Names) -> tuple[Line, ...]:
    """One line for each value of the breakdown; none without a breakdown."""
    if not question.by:
        return ()
    now = _by_value(user, question, _now(question))
    earlier = _by_value(user, question, before(question, by=question.by))
    ordered = sorted(now.items(), key=_largest_first) if _is_of_places(question) else now.items()
    return tuple(
        Line(
            names=_names(question, key, names),
            figure=figure,
            reading=presentation.read(figure),
            before=presentation.written(earlier[key]) if key in earlier else "",
            earlier=earlier.get(key),
        )
        for key, figure in ordered
    )


def _now(question: Asked) -> list[Figure]:
    return asking.broken_down(
        question.indicator.key,
        evidence=question.basis,
        filters=question.filters,
        by=question.by,
    )


def _names(question: Asked, key: Key, names: Names) -> tuple[str, ...]:
    pairs = zip(question.by, key, strict=True)
    return tuple(_capital(terms.value_of(name, value, names)) for name, value in pairs)


def _capital(text: str) -> str:
    return text if text[1:2].isupper() else text[:1].upper() + text[1:]


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


def drawn(found: Sequence[Line]) -> tuple[pictures.LyingBar, ...]:
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


def overlaps(found: Sequence[Line], whole: Figure) -> bool:
    """Whether somebody counts in several lines, so that they add up to more than the whole."""
    return whole.unit != "percent" and sum(_size(line.figure) for line in found) > _size(whole)


def across(question: Asked, found: Sequence[Line]) -> Matrix | None:
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


def _of_column(line: Line) -> tuple[bool, int, str]:
    code = tuple(line.figure.by.values())[1]
    return not code.isdigit(), int(code) if code.isdigit() else 0, code
