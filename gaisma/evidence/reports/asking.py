"""The questions of a report, asked together and each only once."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Protocol

from gaisma.analytics.calculation import Figure, State
from gaisma.analytics.indicators import Indicator
from gaisma.analytics.moments import first_of_september
from gaisma.base.wording import school_years
from gaisma.evidence.figures import latest
from gaisma.evidence.figures.latest import Wave

AT = "at"
"""Beside the filters, on which day is asked: `day`, the report's own without a school year;
`start`, the first day of its school year; `ending`, of the school year before, on its last day or
the report's own while that lasts."""

Waves = Callable[[str, str], Wave | None]
"""The latest of a kind, by dimension and kind; nothing where none is of the report's time."""


def _no_waves(_dimension: str, _kind: str) -> Wave | None:
    return None


FOLLOWED_TO = "followed_to"
"""The school year whose institutions an earlier year is told of."""


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
class ReportQuestion:
    """What is asked of the lake: an indicator, its filters, its breakdown.

    It is not asked where nothing of the report's time could answer: a year that has not begun on
    the report's day, the latest of a kind that was not held.
    """

    indicator: str
    filters: tuple[tuple[str, str], ...] = ()
    by: tuple[str, ...] = ()
    as_of: date | None = None
    is_asked: bool = True

    @classmethod
    def of(
        cls,
        indicator: str,
        filters: Mapping[str, str],
        by: tuple[str, ...] = (),
        as_of: date | None = None,
    ) -> "ReportQuestion":
        """The question with these filters, whatever their order."""
        return cls(indicator, tuple(sorted(filters.items())), by, as_of)

    @property
    def written(self) -> str:
        """The filters as they are passed on the command line."""
        return ";".join(f"{name}={value}" for name, value in self.filters)


Answers = dict[ReportQuestion, list[Figure]]


@dataclass(frozen=True)
class Asker:
    """Completes questions with the report's year and asks them."""

    answer: Answer
    indicators: Mapping[str, Indicator]
    school_year: str
    as_of: date
    lake_version: int | None
    waves: Waves = _no_waves

    def completed(self, question: ReportQuestion) -> ReportQuestion:
        """The question with the report's school year, as far as its indicator takes one."""
        indicator = self.indicators[question.indicator]
        filters = dict(question.filters)
        at = filters.pop(AT, "")
        is_asked = at != "ending" or self.as_of >= self._begin(back=1)
        for name, value in filters.items():
            if latest.is_asked(value):
                found = self.latest(name, value)
                filters[name], is_asked = (found.value, is_asked) if found else (value, False)
        if "school_year" in indicator.parameters and at != "day":
            year = school_years.previous(self.school_year) if at == "ending" else self.school_year
            filters.setdefault("school_year", year)
        if "year" in indicator.parameters:
            filters.setdefault("year", str(school_years.years(self.school_year)[0]))
        if indicator.compares and school_years.is_one(filters.get("school_year", "")):
            filters.setdefault("compared_with", school_years.previous(filters["school_year"]))
        asked = ReportQuestion.of(question.indicator, filters, question.by, self._day(at))
        return asked if is_asked else replace(asked, is_asked=False)

    def latest(self, dimension: str, value: str) -> Wave | None:
        """What is the latest of a kind, such as `latest:wellbeing`. Raises UnknownKind."""
        return self.waves(dimension, value.removeprefix(latest.PREFIX))

    def _begin(self, *, back: int = 0) -> date:
        return first_of_september(school_years.previous(self.school_year, back=back))

    def _day(self, at: str) -> date:
        if at == "start":
            return self._begin()
        is_over = at == "ending" and self.as_of >= self._begin()
        return self._begin() - timedelta(days=1) if is_over else self.as_of

    def before(self, question: ReportQuestion) -> ReportQuestion | None:
        """What stands beside a comparison: the earlier year, with the schools that joined since.

        None where nothing is compared.
        """
        filters = dict(question.filters)
        earlier = filters.pop("compared_with", "")
        indicator = self.indicators[question.indicator]
        if not earlier or FOLLOWED_TO not in indicator.parameters:
            return None
        filters |= {FOLLOWED_TO: filters["school_year"], "school_year": earlier}
        return ReportQuestion.of(
            indicator.base or indicator.key, filters, question.by, question.as_of
        )

    def ask(self, questions: Iterable[ReportQuestion]) -> Answers:
        """The answers, in the order in which the questions were first asked."""
        return {question: self._answered(question) for question in dict.fromkeys(questions)}

    def _answered(self, question: ReportQuestion) -> list[Figure]:
        if not question.is_asked:
            return [] if question.by else [self._unasked(question)]
        return self.answer(
            question.indicator,
            filters=dict(question.filters),
            by=question.by,
            as_of=question.as_of or self.as_of,
            lake_version=self.lake_version,
        )

    def _unasked(self, question: ReportQuestion) -> Figure:
        """No figure: there is nothing of the report's time of which it could tell."""
        return Figure(
            indicator=question.indicator,
            filters=dict(question.filters),
            by={},
            value=None,
            compared_value=None,
            numerator=None,
            denominator=None,
            unit=self.indicators[question.indicator].unit.value,
            as_of=question.as_of or self.as_of,
            lake_version=self.lake_version or 0,
            definition="",
            state=State.NOT_ASKED,
        )
