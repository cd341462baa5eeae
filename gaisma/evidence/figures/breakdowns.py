"""A figure broken down by a dimension, each value with its change."""

from collections.abc import Mapping
from dataclasses import dataclass

from gaisma.analytics.calculation import Figure
from gaisma.base.models import User
from gaisma.evidence.figures import asking, policies, presentation, terms
from gaisma.evidence.figures.questions import Asked


@dataclass(frozen=True)
class Line:
    """A value of the breakdown, its figure now and a year before; `bar` is of a hundred."""

    name: str
    reading: presentation.Reading
    before: str
    bar: int


def lines(user: User, question: Asked) -> tuple[Line, ...]:
    """One line for each value of the breakdown; none without a breakdown."""
    if not question.by:
        return ()
    now = _figures(user, question, question.filters)
    earlier = question.earlier
    before = _figures(user, question, earlier) if earlier else {}
    names = terms.institution_names()
    largest = max((abs(_size(figure)) for figure in now.values()), default=0)
    ordered = sorted(now.items(), key=_largest_first) if _is_of_places(question) else now.items()
    return tuple(
        Line(
            name=terms.value_of(question.by, value, names),
            reading=presentation.read(figure),
            before=presentation.written(before[value]) if value in before else "",
            bar=round(abs(_size(figure)) / largest * 100) if largest else 0,
        )
        for value, figure in ordered
    )


def _is_of_places(question: Asked) -> bool:
    return question.by in ("institution", "home_municipality", "site")


def _largest_first(entry: tuple[str, Figure]) -> float:
    return -_size(entry[1])


def _figures(user: User, question: Asked, filters: Mapping[str, str]) -> dict[str, Figure]:
    figures = asking.broken_down(
        question.indicator.key,
        evidence=question.basis,
        filters=filters,
        by=(question.by,),
    )
    return {figure.by[question.by]: policies.shown(user, figure) for figure in figures}


def _size(figure: Figure) -> float:
    return float(presentation.decimal(figure.value) or 0)
