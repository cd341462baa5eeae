"""Reads for a report: what the record says of it."""

from datetime import date
from functools import cache
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404
from django.utils import translation
from django.utils.translation import gettext as _

from gaisma.analytics import moments
from gaisma.analytics.calculation import Figure
from gaisma.base import access
from gaisma.base.errors import GaismaError
from gaisma.base.models import Installation, Organisation, User
from gaisma.base.registry import gathered
from gaisma.base.wording import school_years
from gaisma.evidence.figures import latest, titles
from gaisma.evidence.figures import queries as figures
from gaisma.evidence.reports import builder, permissions, quotes, recomputing, shelf
from gaisma.evidence.reports.asking import Asker, Waves
from gaisma.evidence.reports.builder import Built
from gaisma.evidence.reports.editions import Edition, Place, Signatory
from gaisma.evidence.reports.models import PINNED, Narrative, Report
from gaisma.evidence.reports.recomputing import Recomputed
from gaisma.evidence.reports.sections import Lines, ReportKind, ReportSection

LANGUAGES = shelf.LANGUAGES
OWN_MACHINE = ("127.0.0.1", "::1", "localhost")


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


def edition_of(report: Report, language: str) -> Edition:
    """What is to be built of a report in the record."""
    return edition(
        report.name, school_year=report.school_year, as_of=report.as_of, language=language
    )


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
    installation = Installation.current()
    report = Report.objects.filter(name=name, school_year=school_year).first()
    authority = installation.authority
    return Edition(
        kind=kind,
        language=language,
        school_year=school_year,
        as_of=as_of,
        authority=authority.name if authority else installation.municipality,
        municipality=installation.municipality,
        places=places(language),
        narratives=narratives(report, language) if report else {},
        printed=printed(name, school_year=school_year, as_of=as_of, language=language),
        titles=titles.every(language),
        smallest_group=installation.smallest_group,
        kept_in=installation.language,
        is_demo=installation.is_demo,
        council=installation.council,
        signatory=signatory(installation, report, language),
        decision_number=report.decision_number if report else "",
        decision_on=report.decision_on if report else None,
        site=site(),
    )


def site() -> str:
    """Where others than this machine open our pages; empty where nobody does."""
    address = str(settings.GAISMA_ADDRESS)
    return "" if urlsplit(address).hostname in OWN_MACHINE else address


def signatory(installation: Installation, report: Report | None, language: str) -> Signatory:
    """Who signs; the position is kept in the installation's language, and not translated.

    Only what is approved is signed.
    """
    is_own = language == installation.language
    is_approved = report is not None and report.state in PINNED
    return Signatory(
        position=installation.signatory_position if is_own else "",
        name=installation.signatory_name,
        signs_electronically=installation.signs_electronically and is_approved,
    )


def places(language: str) -> dict[str, Place]:
    """All institutions and units as reports in that language name them, by code."""
    rows = Organisation.objects.exclude(kind="authority").values_list("code", "name", "kind")
    return {code: Place(code, quotes.quoted(name, language), kind) for code, name, kind in rows}


def printed(
    name: str, *, school_year: str, as_of: date, language: str
) -> dict[tuple[str, str], Lines]:
    """The rows of the record that sections of the report print, in that language."""
    with translation.override(language):
        return {
            (section.key, table.key): table.lines(school_year, as_of)
            for section in gathered("REPORT_SECTIONS")
            if section.report == name
            for table in section.printed
        }


def narratives(report: Report, language: str) -> dict[str, str]:
    """The texts that people wrote for the report in that language, by section."""
    rows = Narrative.objects.filter(report=report, language=language).exclude(text="")
    return dict(rows.values_list("section", "text"))


def computed(chosen: Edition, *, lake_version: int | None) -> Built:
    """The report as its figures are in that lake version, the newest when none is named."""
    asker = asker_of(chosen, lake_version=lake_version)
    return builder.built(chosen, offered=list(gathered("REPORT_SECTIONS")), asker=asker)


def exact(chosen: Edition, *, lake_version: int | None) -> tuple[Figure, ...]:
    """The report's figures in that version without protection."""
    asker = asker_of(chosen, lake_version=lake_version)
    return builder.exact(chosen, offered=list(gathered("REPORT_SECTIONS")), asker=asker)


def asker_of(chosen: Edition, *, lake_version: int | None) -> Asker:
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
