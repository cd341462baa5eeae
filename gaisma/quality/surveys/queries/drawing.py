"""Pictures of results: a bar of parts, and two values on one line."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from gaisma.quality.surveys.queries.asked import Asked

WORST_TO_BEST = 4


@dataclass(frozen=True)
class Part:
    """A part of a bar, from and over so many of a hundred, written for the drawing."""

    x: str
    width: str
    style: str


Split = tuple[Part, ...]


@dataclass(frozen=True)
class Span:
    """Two values of a hundred on one line, and the line between them."""

    first: str
    second: str
    x: str
    width: str


def styles(item: Asked) -> tuple[str, ...]:
    """How the part of each answer is coloured: from level-0, the worst, to level-4, the best.

    Answers that judge nothing are `open`; where there is no better and worse they alternate.
    """
    return tuple(
        _level(answer.worth)
        if answer.worth is not None
        else "open"
        if answer.is_open
        else f"other-{place % 2}"
        for place, answer in enumerate(item.answers)
    )


def split(item: Asked, shares: Sequence[float | None]) -> Split | None:
    """The bar of an item, None where nothing is told or nobody answered."""
    told = [share for share in shares if share is not None]
    if len(told) < len(shares) or not sum(told):
        return None
    parts, x = [], 0.0
    for share, style in zip(told, styles(item), strict=True):
        if share:
            parts.append(Part(_written(x), _written(share), style))
        x += share
    return tuple(parts)


def span(first: float | None, second: float | None) -> Span | None:
    """Two values on a line, None where one of them is hidden."""
    if first is None or second is None:
        return None
    least, most = sorted((first, second))
    return Span(*(_written(value) for value in (first, second, least, most - least)))


def _level(worth: Decimal) -> str:
    return f"level-{round(float(worth) * WORST_TO_BEST)}"


def _written(value: float) -> str:
    """A number of a drawing, which has a point in every language."""
    return f"{value:.2f}"
