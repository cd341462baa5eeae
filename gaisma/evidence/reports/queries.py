"""Reads for a report: what the record says of it."""

from datetime import date

from django.utils.translation import gettext as _

from gaisma.base.errors import GaismaError
from gaisma.base.models import Installation, Organisation
from gaisma.base.registry import gathered
from gaisma.base.wording import school_years
from gaisma.evidence.figures import queries as figures
from gaisma.evidence.reports import quotes, recomputing
from gaisma.evidence.reports.asking import Asker
from gaisma.evidence.reports.builder import Built, built
from gaisma.evidence.reports.editions import Edition, Place
from gaisma.evidence.reports.models import Narrative, Report
from gaisma.evidence.reports.recomputing import Recomputed
from gaisma.evidence.reports.sections import ReportKind

LANGUAGES = ("lv", "en", "ru")


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
        smallest_group=installation.smallest_group,
        is_demo=installation.is_demo,
        decision_number=report.decision_number if report else "",
        decision_on=report.decision_on if report else None,
    )


def places(language: str) -> dict[str, Place]:
    """All institutions and units as reports in that language name them, by code."""
    rows = Organisation.objects.exclude(kind="authority").values_list("code", "name", "kind")
    return {code: Place(code, quotes.quoted(name, language), kind) for code, name, kind in rows}


def narratives(report: Report, language: str) -> dict[str, str]:
    """The texts that people wrote for the report in that language, by section."""
    rows = Narrative.objects.filter(report=report, language=language)
    return dict(rows.values_list("section", "text"))


def computed(chosen: Edition, *, lake_version: int | None) -> Built:
    """The report as its figures are in that lake version, the newest when none is named."""
    asker = Asker(
        answer=figures.answer,
        indicators={indicator.key: indicator for indicator in gathered("INDICATORS")},
        school_year=chosen.school_year,
        as_of=chosen.as_of,
        lake_version=lake_version,
    )
    return built(chosen, offered=list(gathered("REPORT_SECTIONS")), asker=asker)


def _check_school_year(name: str) -> None:
    try:
        school_years.years(name)
    except ValueError:
        message = _("“%(name)s” is not a school year: write it as 2024/2025.")
        raise GaismaError(message % {"name": name}, code="bad_school_year") from None


def recomputed(report: Report) -> list[Recomputed]:
    """The pinned figures of an approved report, computed again in its lake version."""
    return recomputing.recomputed(report, answer=figures.answer)
