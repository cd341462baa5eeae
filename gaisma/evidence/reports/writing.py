"""The page on which a section is written: its text, its figures, what it was before."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher

from django.utils.translation import gettext

from gaisma.analytics.indicators import Indicator, Unit
from gaisma.evidence.figures import handbook, terms
from gaisma.evidence.reports import desks
from gaisma.evidence.reports.models import Narrative, NarrativeVersion, Report

SUGGESTED = 8
WORDS = re.compile(r"\[\[.*?\]\]|\s+|[^\s\[]+|\[", re.DOTALL)
SAME, GONE, NEW = "same", "gone", "new"
TRIALS = ("preview", "search", "insert")


@dataclass(frozen=True)
class Suggestion:
    """A token that can be put into the text."""

    title: str
    description: str
    token: str
    narrows: str


@dataclass(frozen=True)
class Piece:
    """A run of words that both texts have, or only one of them."""

    kind: str
    text: str


@dataclass(frozen=True)
class Version:
    """A text as it was once, and how it differs from the one before."""

    revision: int
    written_by: str
    written_at: datetime | None
    is_shipped: bool
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Sheet:
    """The section with what the record holds of its text."""

    desk: desks.Desk
    title: str
    text: str
    revision: int
    is_own: bool

    @property
    def shipped(self) -> str:
        return self.desk.section.narrative(self.desk.edition.language)


def sheet(report: Report, section: str, language: str) -> Sheet:
    """The section of the report in that language. Raises Http404."""
    desk = desks.desk(report, section, language=language)
    row = Narrative.objects.filter(report=report, section=section, language=language).first()
    return Sheet(
        desk=desk,
        title=gettext(desk.section.title),
        text=desk.text,
        revision=row.revision if row else 0,
        is_own=bool(row and row.text),
    )


def is_trial(given: Mapping[str, str]) -> bool:
    """Whether the form was sent to look, not to keep."""
    return given.get("act") in TRIALS or bool(given.get("insert"))


def tried(given: Mapping[str, str]) -> str:
    """The text of a form that was sent to look, with the token that was chosen at its end."""
    text, token = given.get("text", ""), given.get("insert", "")
    return f"{text.rstrip()} {token}".lstrip() if token else text


def conflict(found: Sheet, given: Mapping[str, str]) -> tuple[Piece, ...]:
    """How what somebody else wrote meanwhile differs from what was sent; nothing without it."""
    revision = given.get("revision", "")
    if not revision.isdecimal() or int(revision) == found.revision:
        return ()
    sent = "\n".join(given.get("text", "").splitlines())
    return difference(found.text, sent)


def suggestions(text: str) -> list[Suggestion]:
    """Tokens of the indicators that the words find; none before somebody has searched."""
    if not text.strip():
        return []
    return [_suggestion(one) for one in handbook.matching(text)[:SUGGESTED]]


def _suggestion(indicator: Indicator) -> Suggestion:
    form = " as=comparison" if indicator.compares else ""
    if not form and indicator.noun and indicator.unit is Unit.COUNT:
        form = " as=words"
    return Suggestion(
        title=gettext(indicator.title),
        description=gettext(indicator.description),
        token=f"[[{indicator.key}{form}]]",
        narrows=", ".join(f"{name} ({terms.name_of(name)})" for name in indicator.dimensions),
    )


def history(found: Sheet, report: Report) -> list[Version]:
    """All texts that the section had, the newest first, after the one that ships."""
    rows = NarrativeVersion.objects.filter(
        narrative__report=report,
        narrative__section=found.desk.section.key,
        narrative__language=found.desk.edition.language,
    )
    before, versions = found.shipped, []
    for row in rows.select_related("written_by").order_by("revision"):
        now = row.text or found.shipped
        versions.append(
            Version(
                revision=row.revision,
                written_by=str(row.written_by or ""),
                written_at=row.written_at,
                is_shipped=not row.text,
                pieces=difference(before, now),
            )
        )
        before = now
    return versions[::-1]


def difference(before: str, after: str) -> tuple[Piece, ...]:
    """The pieces of both texts in their order; a token counts as one word."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    pieces = []
    for act, a, b, c, d in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if act == "equal":
            pieces.append(Piece(SAME, "".join(old[a:b])))
            continue
        if a < b:
            pieces.append(Piece(GONE, "".join(old[a:b])))
        if c < d:
            pieces.append(Piece(NEW, "".join(new[c:d])))
    return tuple(pieces)
