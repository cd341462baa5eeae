"""What the record holds of a report: read once, said in each language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import translation
from django.utils.functional import cached_property

from gaisma.base.models import Installation, Organisation
from gaisma.base.registry import gathered
from gaisma.evidence.figures import titles
from gaisma.evidence.reports import quotes
from gaisma.evidence.reports.editions import Edition, Place, Signatory
from gaisma.evidence.reports.models import PINNED, Narrative, Report
from gaisma.evidence.reports.sections import Line, RecordTable, ReportKind

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
        self, language: str, *, printed: Mapping[tuple[str, str], tuple[Line, ...]]
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
            titles=titles.every(language),
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

    def _printed(self, language: str) -> dict[tuple[str, str], tuple[Line, ...]]:
        with translation.override(language):
            return {place: table.lines(rows) for place, (table, rows) in self._tables.items()}

    def _places(self, language: str) -> dict[str, Place]:
        """All institutions and units as reports in that language name them, by code."""
        return {
            code: Place(code, quotes.quoted(name, language), kind)
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
