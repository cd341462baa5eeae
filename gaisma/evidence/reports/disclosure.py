"""The one place where a report's counts of learners are suppressed, all tables together."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from gaisma.analytics import calculation, disclosure
from gaisma.analytics.calculation import Figure
from gaisma.analytics.indicators import Indicator
from gaisma.evidence.reports.asking import Answers, Asker, ReportQuestion
from gaisma.evidence.reports.editions import Edition


@dataclass(frozen=True)
class _Side:
    """The counts of one question: of its own year, or of the year that it is compared with."""

    question: ReportQuestion
    is_before: bool

    @property
    def key(self) -> str:
        """The name of its table."""
        return f"{self.question} {'before' if self.is_before else 'now'}"

    def table(self, figures: list[Figure], indicator: Indicator) -> disclosure.Table:
        within = dict(self.question.filters)
        compared_with, followed_to, year = (
            within.pop(name, None) for name in ("compared_with", "followed_to", "school_year")
        )
        if self.is_before and compared_with:
            followed_to, year = year, compared_with
        # Those of a year are no part of those of a day, and institutions that are followed to
        # their successors are not the same cells as a year before.
        counted = (
            f"{indicator.rows.__module__}.{indicator.rows.__qualname__} in "
            f"{year or self.question.as_of} as in {followed_to}"
        )
        cells = {self.coordinates(figure): self.count(figure) for figure in figures}
        return disclosure.Table(
            self.key,
            counted,
            self.question.by,
            {at: count or 0 for at, count in cells.items()},
            within,
        )

    def coordinates(self, figure: Figure) -> tuple[str, ...]:
        # An empty value would be read as the margin.
        return tuple(figure.by[name] or "-" for name in self.question.by)

    def count(self, figure: Figure) -> int | None:
        value = figure.compared_value if self.is_before else figure.numerator
        return None if value is None else int(value)


def told(questions: Iterable[ReportQuestion], *, asker: Asker, edition: Edition) -> Answers:
    """What is told of the questions outside of the circle.

    Beside them is asked how many there are of whom they tell: a mean of three gives three away,
    and how many of ten did not reach something, how many did.
    """
    every = list(questions)
    wholes = [_whole(question, asker.indicators) for question in every]
    exact = asker.ask([*every, *(whole for whole in wholes if whole)])
    return protected(exact, indicators=asker.indicators, edition=edition)


def protected(
    answers: Answers, *, indicators: Mapping[str, Indicator], edition: Edition
) -> Answers:
    """The answers as they may leave the circle, without small counts and what gives them away."""
    sides = list(_sides(answers, indicators))
    wholes = {side.question: _whole(side.question, indicators) for side in sides}
    counted = [side for side in sides if not _is_like(side.question, indicators)]
    tables = [
        side.table(answers[side.question], indicators[side.question.indicator]) for side in counted
    ]
    shares = [
        disclosure.Share(side.key, _Side(whole, is_before=False).key)
        for side in counted
        if (whole := wholes.get(side.question)) is not None and not side.is_before
    ]
    parents = {place.code: place.kind for place in edition.places.values()}
    shown = disclosure.protected(
        tables,
        smallest=edition.smallest_group,
        hierarchies=[disclosure.Hierarchy("institution", "institution_kind", parents)],
        shares=shares,
        is_loose=True,  # who sat two tests is counted once in all, and in each of them
    )
    hidden: dict[ReportQuestion, set[tuple[str, ...]]] = {}
    for side, table in zip(counted, shown, strict=True):
        gone = {at for at, count in table.cells.items() if count is None}
        hidden[side.question] = hidden.get(side.question, set()) | gone
    for question, whole in wholes.items():
        if _is_like(question, indicators):
            hidden[question] = _not_told(question, answers, whole, hidden)
    return {
        question: [_shown(figure, question, hidden.get(question, set())) for figure in figures]
        for question, figures in answers.items()
    }


def _not_told(
    question: ReportQuestion,
    answers: Answers,
    whole: ReportQuestion | None,
    hidden: Mapping[ReportQuestion, set[tuple[str, ...]]],
) -> set[tuple[str, ...]]:
    """Where it is hidden of how many a mean or a share is, or not known at all."""
    side = _Side(question, is_before=False)
    every = {side.coordinates(figure) for figure in answers[question] if figure.value is not None}
    if whole is None:
        return every
    known = {side.coordinates(figure) for figure in answers[whole] if side.count(figure)}
    return (every - known) | hidden.get(whole, set())


def _is_like(question: ReportQuestion, indicators: Mapping[str, Indicator]) -> bool:
    told = indicators[question.indicator].told
    return told is not None and bool(told.like)


def _whole(question: ReportQuestion, indicators: Mapping[str, Indicator]) -> ReportQuestion | None:
    """Those of whom the question tells; nothing where it tells of nobody, or cannot be asked so."""
    indicator = indicators[question.indicator]
    of_whom = indicator.told and (indicator.told.like or indicator.told.among)
    if not of_whom or not indicator.protected or not question.is_asked:
        return None
    whole = indicators[of_whom]
    if not {name for name, _ in question.filters} | {*question.by} <= {
        *whole.parameters,
        *whole.dimensions,
    }:
        return None
    return replace(question, indicator=whole.key)


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
