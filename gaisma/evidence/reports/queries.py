"""Reads for a report: what the record holds of it, its figures now and computed again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from gaisma.analytics import moments
from gaisma.analytics.calculation import Figure
from gaisma.base import access
from gaisma.base.errors import GaismaError
from gaisma.base.models import Installation, Organisation, User
from gaisma.base.registry import gathered
from gaisma.base.wording import school_years
from gaisma.evidence.figures import declarations, latest
from gaisma.evidence.figures import queries as figures
from gaisma.evidence.reports import builder, models, permissions, shelf
from gaisma.evidence.reports.asking import Answer, Asker, Waves
from gaisma.evidence.reports.builder import Built
from gaisma.evidence.reports.documents import typography
from gaisma.evidence.reports.editions import Edition, Place, Signatory
from gaisma.evidence.reports.models import PINNED, Narrative, Report, ReportFigure
from gaisma.evidence.reports.sections import PrintedLine, RecordTable, ReportKind, ReportSection

LANGUAGES = shelf.LANGUAGES
OWN_MACHINE = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True)
class Source:
    """A report of one school year and day, whatever the language; `report` is its row, if any."""

    kind: ReportKind
    school_year: str
    as_of: date
    report: Report | None
    installation: Installation

    def edition(self, language: str) -> Edition:
        """Everything that is to be built in that language."""
        return self._said(language, printed=self._printed(language))

    def texts(self, language: str) -> Edition:
        """The same for its texts alone, without the rows of the record that it prints."""
        return self._said(language, printed={})

    def _said(
        self, language: str, *, printed: Mapping[tuple[str, str], tuple[PrintedLine, ...]]
    ) -> Edition:
        installation, report = self.installation, self.report
        authority = installation.authority
        return Edition(
            kind=self.kind,
            language=language,
            school_year=self.school_year,
            as_of=self.as_of,
            authority=authority.name if authority else installation.municipality,
            municipality=installation.municipality,
            places=self._places(language),
            narratives=self._narratives.get(language, {}),
            printed=printed,
            titles=declarations.all_titles(language),
            smallest_group=installation.smallest_group,
            kept_in=installation.language,
            is_demo=installation.is_demo,
            council=installation.council,
            signatory=self._signatory(language),
            decision_number=report.decision_number if report else "",
            decision_on=report.decision_on if report else None,
            site=site(),
        )

    @cached_property
    def _organisations(self) -> list[tuple[str, str, str]]:
        rows = Organisation.objects.exclude(kind="authority")
        return list(rows.values_list("code", "name", "kind"))

    @cached_property
    def _narratives(self) -> Mapping[str, Mapping[str, str]]:
        """The texts that people wrote for the report, by language and section."""
        found: dict[str, dict[str, str]] = {}
        if self.report is None:
            return found
        rows = Narrative.objects.filter(report=self.report).exclude(text="")
        for language, section, text in rows.values_list("language", "section", "text"):
            found.setdefault(language, {})[section] = text
        return found

    @cached_property
    def _tables(self) -> dict[tuple[str, str], tuple[RecordTable[Any], Sequence[Any]]]:
        """The rows of the record that sections of the report print, with how each is said."""
        return {
            (section.key, table.key): (table, table.rows(self.school_year, self.as_of))
            for section in gathered("REPORT_SECTIONS")
            if section.report == self.kind.key
            for table in section.printed
        }

    def _printed(self, language: str) -> dict[tuple[str, str], tuple[PrintedLine, ...]]:
        with translation.override(language):
            return {place: table.lines(rows) for place, (table, rows) in self._tables.items()}

    def _places(self, language: str) -> dict[str, Place]:
        """All institutions and units as reports in that language name them, by code."""
        return {
            code: Place(code, typography.quoted(name, language), kind)
            for code, name, kind in self._organisations
        }

    def _signatory(self, language: str) -> Signatory:
        """Who signs; the position is kept in the installation's language, and not translated.

        Only what is approved is signed.
        """
        installation = self.installation
        is_approved = self.report is not None and self.report.state in PINNED
        return Signatory(
            position=installation.signatory_position if language == installation.language else "",
            name=installation.signatory_name,
            signs_electronically=installation.signs_electronically and is_approved,
        )


def site() -> str:
    """Where others than this machine open our pages; empty where nobody does."""
    address = str(settings.GAISMA_ADDRESS)
    return "" if urlsplit(address).hostname in OWN_MACHINE else address


def visible(user: User) -> QuerySet[Report]:
    """The reports that the person may read: what is not approved yet is the authority's own."""
    reports = Report.objects.all()
    return reports if reads_drafts(user) else reports.filter(state__in=PINNED)


def reads_drafts(user: User) -> bool:
    """Whether the person reads reports that are not approved yet."""
    return access.may(user, permissions.READ_DRAFTS, Installation.current().authority)


def found(user: User, report_id: int) -> Report:
    """The report, or Http404 both when there is none and when it is not theirs to read."""
    report = visible(user).select_related("approved_by").filter(pk=report_id).first()
    if report is None:
        raise Http404
    return report


def source_of(report: Report) -> Source:
    """What the record holds of a report in the record."""
    return Source(
        known_kind(report.name), report.school_year, report.as_of, report, Installation.current()
    )


def edition_of(report: Report, language: str) -> Edition:
    """What is to be built of a report in the record."""
    return source_of(report).edition(language)


def sections_of(report: Report) -> list[ReportSection]:
    """The sections of the report in the order in which it is read."""
    chapters = [chapter.key for chapter in known_kind(report.name).chapters]
    own = [one for one in gathered("REPORT_SECTIONS") if one.report == report.name]
    return sorted(own, key=lambda one: (chapters.index(one.chapter), one.order))


def section_of(report: Report, key: str) -> ReportSection:
    """The section of that key, or Http404."""
    for section in sections_of(report):
        if section.key == key:
            return section
    raise Http404


def known_kind(name: str) -> ReportKind:
    """The report of that name. Raises GaismaError with the known ones."""
    kinds = gathered("REPORTS")
    if name not in kinds:
        message = _("There is no report “%(name)s”. Known are: %(choices)s.")
        raise GaismaError(
            message % {"name": name, "choices": ", ".join(kinds.keys)},
            code="unknown_report",
            choices=kinds.keys,
        )
    kind: ReportKind = kinds[name]
    return kind


def edition(name: str, *, school_year: str, as_of: date, language: str) -> Edition:
    """What is to be built, with the texts that people wrote and the council's decision."""
    kind = known_kind(name)
    _check_school_year(school_year)
    report = Report.objects.filter(name=name, school_year=school_year).first()
    return Source(kind, school_year, as_of, report, Installation.current()).edition(language)


def computed(chosen: Edition, *, lake_version: int | None) -> Built:
    """The report as its figures are in that lake version, the newest when none is named."""
    return in_languages([chosen], lake_version=lake_version)[0]


def in_languages(chosen: Sequence[Edition], *, lake_version: int | None) -> list[Built]:
    """The report with its figures computed once, said in the language of each edition."""
    asker = asker_of(chosen[0], lake_version=lake_version)
    return builder.in_languages(chosen, offered=list(gathered("REPORT_SECTIONS")), asker=asker)


def exact(chosen: Edition, *, lake_version: int | None) -> tuple[Figure, ...]:
    """The report's figures in that version without protection."""
    asker = asker_of(chosen, lake_version=lake_version)
    return builder.exact(chosen, offered=list(gathered("REPORT_SECTIONS")), asker=asker)


def asker_of(chosen: Edition | Source, *, lake_version: int | None) -> Asker:
    """What asks the report's questions, all of one lake version."""
    return Asker(
        answer=figures.answering(lake_version),
        indicators={indicator.key: indicator for indicator in gathered("INDICATORS")},
        school_year=chosen.school_year,
        as_of=chosen.as_of,
        lake_version=lake_version,
        waves=waves_of(chosen.school_year, chosen.as_of),
    )


def waves_of(school_year: str, as_of: date) -> Waves:
    """What is the latest for a report: of the year that ends before its own, or of its own, so far
    as it was over on the day; nothing of an earlier year is told as if it were current."""
    first = moments.first_of_september(school_years.previous(school_year))
    last = min(as_of, moments.first_of_september(school_years.previous(school_year, back=-1)))

    @cache
    def wave(dimension: str, kind: str) -> latest.Wave | None:
        return latest.wave(dimension, kind, since=first, until=last)

    return wave


def _check_school_year(name: str) -> None:
    try:
        school_years.years(name)
    except ValueError:
        message = _("“%(name)s” is not a school year: write it as 2024/2025.")
        raise GaismaError(message % {"name": name}, code="bad_school_year") from None


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


def recomputed(report: Report, *, answer: Answer | None = None) -> list[Recomputed]:
    """The pinned figures of an approved report, asked again of its lake version.

    Suppressed figures were pinned without a value and stay so.
    """
    return list(_recomputed(report, answer or figures.answering(report.lake_version)))


def _recomputed(report: Report, answer: Answer) -> Iterator[Recomputed]:
    asked: dict[tuple[object, ...], dict[tuple[str, ...], tuple[str, str]]] = {}
    for pinned in report.figures.order_by("number"):
        question = _question_of(pinned)
        if question not in asked:
            asked[question] = _answers(pinned, report, answer)
        value, definition = asked[question].get(_place(pinned), ("", ""))
        yield Recomputed(pinned, value if pinned.value else "", definition)


def _question_of(pinned: ReportFigure) -> tuple[object, ...]:
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
        tuple(figure.by.values()): (models.exact(figure.value), figure.definition)
        for figure in figures
    }
