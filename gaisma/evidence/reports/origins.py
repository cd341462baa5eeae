"""The last part of a report: every figure with what it takes to compute it again."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gaisma.analytics.calculation import Figure
from gaisma.analytics.indicators import Indicator
from gaisma.base.wording import dates, numbers
from gaisma.evidence.reports import labels, saying
from gaisma.evidence.reports.asking import Answers, ReportQuestion
from gaisma.evidence.reports.editions import Edition


@dataclass(frozen=True)
class Origin:
    """One line of the list."""

    anchor: str
    number: int
    title: str
    description: str
    question: ReportQuestion
    chosen: str
    value: str
    as_of: str
    lake_version: str
    definition: str


@dataclass
class Origins:
    """The lines by question, numbered in the order in which the report asks."""

    answers: Answers
    indicators: Mapping[str, Indicator]
    edition: Edition
    lines: dict[ReportQuestion, Origin] = field(default_factory=dict)
    lake_version: str = ""

    def __post_init__(self) -> None:
        every = (figure.lake_version for found in self.answers.values() for figure in found)
        self.lake_version = str(next(every, ""))
        for number, (question, figures) in enumerate(self.answers.items(), start=1):
            self.lines[question] = self._line(number, question, figures)

    @property
    def all(self) -> list[Origin]:
        """All lines in their order."""
        return list(self.lines.values())

    @property
    def meanings(self) -> list[Origin]:
        """A line of each indicator, for what it means."""
        by_indicator = {line.question.indicator: line for line in reversed(self.all)}
        return sorted(by_indicator.values(), key=lambda line: line.question.indicator)

    def _line(self, number: int, question: ReportQuestion, figures: list[Figure]) -> Origin:
        indicator = self.indicators[question.indicator]
        first = figures[0] if figures else None
        return Origin(
            anchor=f"f{number}",
            number=number,
            title=_(indicator.title),
            description=_(indicator.description),
            question=question,
            chosen=self._chosen(question),
            value=self._value(question, figures),
            as_of=dates.short_day(first.as_of, self.edition.language) if first else "",
            lake_version=self.lake_version,
            definition=first.definition if first else "",
        )

    def _chosen(self, question: ReportQuestion) -> str:
        said = [self._filter(name, value) for name, value in question.filters]
        if question.by:
            dimensions = ", ".join(labels.dimension(name).lower() for name in question.by)
            said.append(_("by %(dimensions)s") % {"dimensions": dimensions})
        return "; ".join(said) or _("everything")

    def _filter(self, name: str, value: str) -> str:
        label = labels.value(name, value, self.edition)
        if name == "compared_with":
            return _("compared with %(school_year)s") % {"school_year": label}
        if name == "followed_to":
            return _("with the institutions that joined by %(school_year)s") % {
                "school_year": label
            }
        return label

    def _value(self, question: ReportQuestion, figures: list[Figure]) -> str:
        language = self.edition.language
        if question.by:
            count = len(figures)
            return ngettext("%(count)s value", "%(count)s values", count) % {"count": count}
        if not figures:
            return saying.HIDDEN
        if figures[0].value is None:
            return saying.sign_of(figures[0])
        value, unit = figures[0].value, figures[0].unit
        if self.indicators[question.indicator].compares and value is not None:
            return numbers.signed(value, language)
        return saying.number_of(value, unit, language)
