"""The few texts that a document adds to its report, in the report's language."""

from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

from django.utils import translation
from django.utils.translation import gettext as _

from gaisma.base.wording import dates, names, school_years
from gaisma.evidence.reports import shelf
from gaisma.evidence.reports.builder import Built
from gaisma.evidence.reports.documents import typography
from gaisma.evidence.reports.editions import Edition


@dataclass(frozen=True)
class Signature:
    """Who signs at the end: what is empty is left to be written. `statement` stands below it."""

    position: str
    name: str
    statement: str
    decision: str


@dataclass(frozen=True)
class Texts:
    """Title page, running header and footer, contents (none without their title), signature.

    `annex` are the lines at the head of the cover.
    """

    language: str
    title: str
    subtitle: str
    authority: str
    annex: tuple[str, ...]
    place_and_day: str
    state_of_data: str
    running: str
    footing: str
    contents: str
    notice: str
    sources: str = ""
    signature: Signature | None = None

    def set(self) -> "Texts":
        """The texts with the marks and spaces of their language."""
        return _set(self, self.language)


Chosen = TypeVar("Chosen", Texts, Signature)


def texts_of(built: Built) -> Texts:
    """The texts of a report's documents."""
    edition = built.edition
    language = edition.language
    with translation.override(language):
        notice = _notice(edition)
        return Texts(
            language=language,
            title=title_of(edition),
            subtitle="",
            authority=edition.authority,
            annex=annex_of(edition),
            place_and_day=f"{edition.municipality}, {edition.as_of.year}",
            state_of_data=_state(built),
            running=_running(built),
            footing=notice or " ".join(annex_of(edition)),
            contents=_("Contents"),
            notice=notice,
            sources=_sources(edition),
            signature=_signature(edition),
        ).set()


def texts_of_origins(built: Built) -> Texts:
    """The texts of the annex that lists where a report's figures come from."""
    edition = built.edition
    with translation.override(edition.language):
        notice = _notice(edition)
        return Texts(
            language=edition.language,
            title=_("Where the figures come from"),
            subtitle=title_of(edition),
            authority=edition.authority,
            annex=(_("Annex to the report"),),
            place_and_day=f"{edition.municipality}, {edition.as_of.year}",
            state_of_data=_state(built),
            running=f"{_('Where the figures come from')} · {_running(built)}",
            footing=notice,
            contents="",
            notice=notice,
        ).set()


def title_of(edition: Edition) -> str:
    """Whose report it is, on what, and for which school year."""
    year = school_years.school_year(edition.school_year, edition.language, case="dative")
    return _(edition.kind.heading) % {
        "authority": names.genitive(edition.authority, edition.language),
        "school_year": year,
    }


def annex_of(edition: Edition) -> tuple[str, ...]:
    """To which decision of the council the report is an annex, line by line.

    Before the adoption the places of its day and number are kept.
    """
    whose = _("of the council of %(municipality)s") % {
        "municipality": names.genitive(edition.municipality, edition.language)
    }
    if edition.council:
        whose = names.genitive(edition.council, edition.language)
    if edition.decision_number and edition.decision_on:
        day = dates.day(edition.decision_on, edition.language, case="genitive")
        told = {"day": day, "number": edition.decision_number, "whose": whose}
        lines = _("Annex\n%(whose)s\nto decision No. %(number)s of %(day)s")
        return tuple((lines % told).split("\n"))
    told = {"year": str(edition.as_of.year), "whose": whose}
    kept = _("DRAFT\nAnnex\n%(whose)s\nto decision No. ______ of ___ __________ %(year)s")
    return tuple((kept % told).split("\n"))


def _notice(edition: Edition) -> str:
    invented = _("Invented data: the city, its institutions and its people do not exist.")
    return invented if edition.is_demo else ""


def _state(built: Built) -> str:
    """Of which day its data are, and of which version when it has a figure."""
    told = {"day": dates.short_day(built.edition.as_of, built.edition.language)}
    if built.lake_version is None:
        return _("Data as of %(day)s") % told
    return _("Data as of %(day)s, version %(version)s") % {**told, "version": built.lake_version}


def _running(built: Built) -> str:
    edition = built.edition
    return f"{built.title} · {school_years.short(edition.school_year, edition.language)}"


def listed_in(edition: Edition) -> str:
    """The file of the annex that lists where the figures come from."""
    stem = shelf.stem(edition.kind.key, edition.school_year, edition.language)
    return shelf.file_name(stem, "origins.pdf")


def _sources(edition: Edition) -> str:
    return _(
        "Where each figure comes from – indicator, selection, dates, version of the data and hash "
        "of the definition – is listed in a file of its own, “%(file)s”."
    ) % {"file": listed_in(edition)}


def _signature(edition: Edition) -> Signature:
    head = _("Head of %(authority)s") % {
        "authority": names.genitive(edition.authority, edition.language)
    }
    signed = _("The document is signed with a secure electronic signature and bears a time stamp.")
    decision = ""
    if edition.decision_number and edition.decision_on:
        day = dates.day(edition.decision_on, edition.language, case="genitive")
        decision = _("Adopted by the council's decision No. %(number)s of %(day)s.") % {
            "number": edition.decision_number,
            "day": day,
        }
    return Signature(
        position=edition.signatory.position or head,
        name=edition.signatory.name,
        statement=signed if edition.signatory.signs_electronically else "",
        decision=decision,
    )


def _set(texts: Chosen, language: str) -> Chosen:
    changed: dict[str, Any] = {}
    for field in fields(texts):
        value = getattr(texts, field.name)
        if field.name == "language" or not value:
            continue
        if isinstance(value, str):
            changed[field.name] = typography.plain(value, language)
        elif isinstance(value, tuple):
            changed[field.name] = tuple(typography.plain(one, language) for one in value)
        elif isinstance(value, Signature):
            changed[field.name] = _set(value, language)
    return replace(texts, **changed)
