"""The one place where a report's counts of learners are suppressed, all tables together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gaisma.analytics import calculation, disclosure
from gaisma.analytics.calculation import Figure
from gaisma.analytics.indicators import Indicator
from gaisma.evidence.reports.asking import Answers, ReportQuestion
from gaisma.evidence.reports.editions import Edition


@dataclass(frozen=True)
class _Side:
    """The counts of one question: of its own year, or of the year that it is compared with."""

    question: ReportQuestion
    is_before: bool

    def table(self, figures: list[Figure], indicator: Indicator) -> disclosure.Table:
        within = dict(self.question.filters)
        compared_with = within.pop("compared_with", None)
        followed_to = within.pop("followed_to", None)
        counted = f"{indicator.rows.__module__}.{indicator.rows.__qualname__}"
        if self.is_before and compared_with:
            followed_to = within.get("school_year")
            within["school_year"] = compared_with
        if followed_to:
            # Institutions are followed to their successors: not the same cells as a year before.
            counted = f"{counted} as in {followed_to}"
        cells = {self.coordinates(figure): self.count(figure) for figure in figures}
        key = f"{self.question} {'before' if self.is_before else 'now'}"
        return disclosure.Table(
            key, counted, self.question.by, {at: count or 0 for at, count in cells.items()}, within
        )

    def coordinates(self, figure: Figure) -> tuple[str, ...]:
        # An empty value would be read as the margin.
        return tuple(figure.by[name] or "-" for name in self.question.by)

    def count(self, figure: Figure) -> int | None:
        value = figure.compared_value if self.is_before else figure.numerator
        return None if value is None else int(value)


def protected(
    answers: Answers, *, indicators: Mapping[str, Indicator], edition: Edition
) -> Answers:
    """The answers as they may leave the circle, without small counts and what gives them away."""
    sides = list(_sides(answers, indicators))
    tables = [
        side.table(answers[side.question], indicators[side.question.indicator]) for side in sides
    ]
    parents = {place.code: place.kind for place in edition.places.values()}
    shown = disclosure.protected(
        tables,
        smallest=edition.smallest_group,
        hierarchies=[disclosure.Hierarchy("institution", "institution_kind", parents)],
    )
    hidden: dict[ReportQuestion, set[tuple[str, ...]]] = {}
    for side, table in zip(sides, shown, strict=True):
        gone = {at for at, count in table.cells.items() if count is None}
        hidden[side.question] = hidden.get(side.question, set()) | gone
    return {
        question: [_shown(figure, question, hidden.get(question, set())) for figure in figures]
        for question, figures in answers.items()
    }


def _sides(answers: Answers, indicators: Mapping[str, Indicator]) -> Iterator[_Side]:
    for question, figures in answers.items():
        if not indicators[question.indicator].protected:
            continue
        yield _Side(question, is_before=False)
        if any(figure.compared_value is not None for figure in figures):
            yield _Side(question, is_before=True)


def _shown(figure: Figure, question: ReportQuestion, hidden: set[tuple[str, ...]]) -> Figure:
    if _Side(question, is_before=False).coordinates(figure) not in hidden:
        return figure
    return calculation.protected(figure)
