"""What is to be built: one report for one school year, day and language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from gaisma.base import sorting
from gaisma.evidence.reports.sections import THIS, PrintedLine, ReportKind, ReportSection


@dataclass(frozen=True)
class Place:
    """An institution or unit as a report names it."""

    code: str
    name: str
    kind: str


@dataclass(frozen=True)
class Signatory:
    """Who signs the authority's reports; empty texts are left to be written by hand."""

    position: str = ""
    name: str = ""
    signs_electronically: bool = False


@dataclass(frozen=True)
class Edition:
    """The report's own facts; `narratives` are texts that people wrote, by section key.

    `printed` are rows of the record, by section key and table key; `titles` are those of values
    that no closed list holds, by dimension and value. `kept_in` is the language of the record.
    `site` is where readers open a figure's page; without it a figure opens its line in the list.
    """

    kind: ReportKind
    language: str
    school_year: str
    as_of: date
    authority: str
    municipality: str
    places: Mapping[str, Place] = field(default_factory=dict)
    narratives: Mapping[str, str] = field(default_factory=dict)
    printed: Mapping[tuple[str, str], tuple[PrintedLine, ...]] = field(default_factory=dict)
    titles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    smallest_group: int = 5
    kept_in: str = "lv"
    is_demo: bool = False
    council: str = ""
    signatory: Signatory = Signatory()
    decision_number: str = ""
    decision_on: date | None = None
    site: str = ""


@dataclass(frozen=True)
class Part:
    """A section in its place in the report, for one institution where it is repeated."""

    section: ReportSection
    place: Place | None = None

    @property
    def anchor(self) -> str:
        """The part's name in links."""
        key = self.section.key.replace(".", "-")
        return f"{key}-{self.place.code}".lower() if self.place else key

    def filters(self, given: Mapping[str, str]) -> dict[str, str]:
        """The filters, with the part's own institution where they say `this`."""
        code = self.place.code if self.place else THIS
        return {name: code if value == THIS else value for name, value in given.items()}


def parts_of(edition: Edition, sections: list[ReportSection]) -> list[Part]:
    """The parts of the report, repeated sections once for each institution of their kind."""
    own = [section for section in sections if section.report == edition.kind.key]
    chapters = [chapter.key for chapter in edition.kind.chapters]
    ordered = sorted(own, key=lambda section: (chapters.index(section.chapter), section.order))
    return [part for section in ordered for part in _repeated(section, edition)]


def _repeated(section: ReportSection, edition: Edition) -> list[Part]:
    if not section.each:
        return [Part(section)]
    places = [place for place in edition.places.values() if place.kind == section.each]
    places.sort(key=lambda place: sorting.natural(place.name, edition.language))
    return [Part(section, place) for place in places]
