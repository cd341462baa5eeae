"""Reads for a report: what the record says of it."""

from collections.abc import Sequence
from datetime import date
from functools import cache

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from gaisma.analytics import moments
from gaisma.analytics.calculation import Figure
from gaisma.base import access
from gaisma.base.errors import GaismaError
from gaisma.base.models import Installation, User
from gaisma.base.registry import gathered
from gaisma.base.wording import school_years
from gaisma.evidence.figures import latest
from gaisma.evidence.figures import queries as figures
from gaisma.evidence.reports import builder, permissions, recomputing, shelf
from gaisma.evidence.reports.asking import Asker, Waves
from gaisma.evidence.reports.builder import Built
from gaisma.evidence.reports.editions import Edition
from gaisma.evidence.reports.models import PINNED, Report
from gaisma.evidence.reports.recomputing import Recomputed
from gaisma.evidence.reports.sections import ReportKind, ReportSection
from gaisma.evidence.reports.sources import Source

LANGUAGES = shelf.LANGUAGES


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


def recomputed(report: Report) -> list[Recomputed]:
    """The pinned figures of an approved report, computed again in its lake version."""
    return recomputing.recomputed(report, answer=figures.answering(report.lake_version))
