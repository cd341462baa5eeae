"""A figure broken down by a dimension, each value with its change."""

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
    now = _by_value(
        user,
        question,
        asking.broken_down(
            question.indicator.key,
            evidence=question.basis,
            filters=question.filters,
            by=(question.by,),
        ),
    )
    earlier = _by_value(user, question, before(question, by=(question.by,)))
    names = terms.institution_names()
    largest = max((abs(_size(figure)) for figure in now.values()), default=0)
    ordered = sorted(now.items(), key=_largest_first) if _is_of_places(question) else now.items()
    return tuple(
        Line(
            name=terms.value_of(question.by, value, names),
            reading=presentation.read(figure),
            before=presentation.written(earlier[value]) if value in earlier else "",
            bar=round(abs(_size(figure)) / largest * 100) if largest else 0,
        )
        for value, figure in ordered
    )


def _is_of_places(question: Asked) -> bool:
    return question.by in ("institution", "home_municipality", "site")


def _largest_first(entry: tuple[str, Figure]) -> float:
    return -_size(entry[1])


def before(question: Asked, *, by: tuple[str, ...]) -> list[Figure]:
    """The figures a year before; none where the figure is of no year, or is itself a change."""
    if question.earlier is None:
        return []
    if "school_year" in question.filters:
        return asking.year_before(
            question.indicator.key, evidence=question.basis, filters=question.filters, by=by
        )
    return asking.broken_down(
        question.indicator.key, evidence=question.basis, filters=question.earlier, by=by
    )


def _by_value(user: User, question: Asked, figures: list[Figure]) -> dict[str, Figure]:
    return {figure.by[question.by]: policies.shown(user, figure) for figure in figures}


def _size(figure: Figure) -> float:
    return float(presentation.decimal(figure.value) or 0)
