"""An approved report computed again: the same numbers, or what has changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from gaisma.evidence.reports.asking import Answer
from gaisma.evidence.reports.models import Report, ReportFigure, exact


class Outcome(StrEnum):
    """How a figure that is computed again stands beside the pinned one."""

    SAME = "same"
    DEFINITION_CHANGED = "definition changed"
    DIFFERS = "differs"


@dataclass(frozen=True)
class Recomputed:
    """A pinned figure and what the same question answers now."""

    pinned: ReportFigure
    value: str
    definition: str

    @property
    def outcome(self) -> Outcome:
        """A number that differs under the same definition would be a fault of ours."""
        if self.pinned.definition != self.definition:
            return Outcome.DEFINITION_CHANGED
        return Outcome.SAME if self.pinned.value == self.value else Outcome.DIFFERS


def recomputed(report: Report, *, answer: Answer) -> list[Recomputed]:
    """Every pinned figure, asked again of the pinned lake version.

    Suppressed figures were pinned without a value and stay so.
    """
    return list(_compared(report, answer))


def _compared(report: Report, answer: Answer) -> Iterator[Recomputed]:
    asked: dict[tuple[object, ...], dict[tuple[str, ...], tuple[str, str]]] = {}
    for pinned in report.figures.order_by("number"):
        question = _question(pinned)
        if question not in asked:
            asked[question] = _answers(pinned, report, answer)
        value, definition = asked[question].get(_place(pinned), ("", ""))
        yield Recomputed(pinned, value if pinned.value else "", definition)


def _question(pinned: ReportFigure) -> tuple[object, ...]:
    filters = tuple(sorted(pinned.filters.items()))
    return pinned.indicator, filters, tuple(pinned.breakdown), pinned.as_of


def _place(pinned: ReportFigure) -> tuple[str, ...]:
    return tuple(pinned.breakdown.values())


def _answers(
    pinned: ReportFigure, report: Report, answer: Answer
) -> dict[tuple[str, ...], tuple[str, str]]:
    figures = answer(
        pinned.indicator,
        filters=pinned.filters,
        by=tuple(pinned.breakdown),
        as_of=pinned.as_of,
        lake_version=report.lake_version,
    )
    return {
        tuple(figure.by.values()): (exact(figure.value), figure.definition) for figure in figures
    }
