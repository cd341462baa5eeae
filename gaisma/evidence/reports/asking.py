"""The questions of a report, asked together and each only once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from gaisma.analytics.calculation import Figure
from gaisma.analytics.indicators import Indicator
from gaisma.analytics.moments import first_of_september
from gaisma.base.wording import school_years

AT = "at"
"""Beside the filters, on which day is asked: `day`, the report's own without a school year, or
`start`, the first day of its school year."""


class Answer(Protocol):
    """The answering function: that of the figures, or that of a test."""

    def __call__(
        self,
        indicator: str,
        *,
        filters: dict[str, str],
        by: tuple[str, ...] = (),
        as_of: date,
        lake_version: int | None = None,
    ) -> list[Figure]: ...


@dataclass(frozen=True)
class Question:
    """What is asked of the lake: an indicator, its filters, its breakdown."""

    indicator: str
    filters: tuple[tuple[str, str], ...] = ()
    by: tuple[str, ...] = ()
    as_of: date | None = None

    @classmethod
    def of(
        cls,
        indicator: str,
        filters: Mapping[str, str],
        by: tuple[str, ...] = (),
        as_of: date | None = None,
    ) -> "Question":
        """The question with these filters, whatever their order."""
        return cls(indicator, tuple(sorted(filters.items())), by, as_of)


Answers = dict[Question, list[Figure]]


@dataclass(frozen=True)
class Asker:
    """Completes questions with the report's year and asks them."""

    answer: Answer
    indicators: Mapping[str, Indicator]
    school_year: str
    as_of: date
    lake_version: int | None

    def completed(self, question: Question) -> Question:
        """The question with the report's school year, as far as its indicator takes one."""
        indicator = self.indicators[question.indicator]
        filters = dict(question.filters)
        at = filters.pop(AT, "")
        if "school_year" in indicator.parameters and at != "day":
            filters.setdefault("school_year", self.school_year)
        if "year" in indicator.parameters:
            filters.setdefault("year", str(school_years.years(self.school_year)[0]))
        if indicator.compares and school_years.is_one(filters.get("school_year", "")):
            filters.setdefault("compared_with", school_years.previous(filters["school_year"]))
        as_of = first_of_september(self.school_year) if at == "start" else self.as_of
        return Question.of(question.indicator, filters, question.by, as_of)

    def ask(self, questions: Iterable[Question]) -> Answers:
        """The answers, in the order in which the questions were first asked."""
        return {question: self._answered(question) for question in dict.fromkeys(questions)}

    def _answered(self, question: Question) -> list[Figure]:
        return self.answer(
            question.indicator,
            filters=dict(question.filters),
            by=question.by,
            as_of=question.as_of or self.as_of,
            lake_version=self.lake_version,
        )
