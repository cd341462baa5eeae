"""A section's text on the desk of who writes it: its tokens checked, its figures filled in."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from django.utils import translation
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from gaisma.base.errors import GaismaError
from gaisma.evidence.reports import queries, reading, tokens
from gaisma.evidence.reports.asking import Asker, Question
from gaisma.evidence.reports.editions import Edition, Part, parts_of
from gaisma.evidence.reports.models import Report
from gaisma.evidence.reports.origins import Origins
from gaisma.evidence.reports.rendering import Rendering
from gaisma.evidence.reports.sections import ReportSection
from gaisma.evidence.reports.tokens import FigureToken, NameToken, UnreadableNarrative

BRACKET = re.compile(r"[\[\]]")
BETWEEN = "\u2060"
"""Joins what stands around it and is not seen."""
WORD = re.compile(r"\w[\w.,'’-]*")
LONGEST = 20_000
"""So many letters a text may have: a section, not a book."""


@dataclass(frozen=True)
class Preview:
    """A text as it will be read; `faults` say what has to be mended."""

    html: SafeString
    faults: tuple[UnreadableNarrative, ...]
    words: int
    figures: int


@dataclass(frozen=True)
class Desk:
    """A section of an edition, and what answers its questions."""

    edition: Edition
    section: ReportSection
    asker: Asker

    @cached_property
    def part(self) -> Part:
        """The section in its place; one that is repeated is tried with its first institution."""
        parts = parts_of(self.edition, [self.section])
        return parts[0] if parts else Part(self.section)

    @cached_property
    def known(self) -> Mapping[str, Collection[str]]:
        indicators = self.asker.indicators
        return {key: (*one.parameters, *one.dimensions) for key, one in indicators.items()}

    @property
    def text(self) -> str:
        """The text as it stands: people's own, or the one that ships."""
        own = self.edition.narratives.get(self.section.key)
        return own or self.section.narrative(self.edition.language)

    def question(self, token: FigureToken) -> Question:
        filters = self.part.filters(token.filters)
        return self.asker.completed(Question.of(token.indicator, filters))


def desk(report: Report, section: str, *, language: str, lake_version: int | None = None) -> Desk:
    """The desk of a report's section. Raises Http404 and UnknownLakeVersion."""
    found = queries.section_of(report, section)
    edition = queries.edition_of(report, language)
    version = lake_version or report.lake_version
    return Desk(edition, found, queries.asker_of(edition, lake_version=version))


def check(at: Desk, text: str) -> None:
    """Raises UnreadableNarrative for the first token that a report could not be built with."""
    if len(text) > LONGEST:
        raise UnreadableNarrative(
            _("The text is longer than a section can be: shorten it."), code="text_too_long"
        )
    for fault in faults(at, text):
        raise fault


def faults(at: Desk, text: str) -> list[UnreadableNarrative]:
    """Everything that stands in the way of the text, each with its place and what would be right.

    In the reader's language, not in that of the report.
    """
    found = list(_faults_of_tokens(at, text))
    if found:
        return found
    try:
        tokens.parsed(text, indicators=at.known, where=_(at.section.title))
    except UnreadableNarrative as fault:
        return [fault]
    return []


def _faults_of_tokens(at: Desk, text: str) -> Iterator[UnreadableNarrative]:
    where = _(at.section.title)
    for one in tokens.tried(text, indicators=at.known, where=where):
        if isinstance(one.token, UnreadableNarrative):
            yield one.token
        elif isinstance(one.token, FigureToken):
            try:
                at.asker.ask([at.question(one.token)])
            except GaismaError as refusal:
                yield tokens.because(refusal.message, text=text, position=one.start, where=where)


def preview(at: Desk, text: str) -> Preview:
    """The text with its figures, also while some of it cannot be read yet."""
    wrong = faults(at, text[:LONGEST])
    readable = _without_faults(at, text[:LONGEST]) if wrong else text
    with translation.override(at.edition.language):
        html = written(at, readable)
    tried = list(tokens.tried(text, indicators=at.known))
    return Preview(
        html=html,
        faults=tuple(wrong),
        words=len(WORD.findall(tokens.TOKEN.sub(" 0 ", text))),
        figures=sum(isinstance(one.token, FigureToken) for one in tried),
    )


def written(at: Desk, text: str) -> SafeString:
    """The text with its figures filled in. Raises UnreadableNarrative, UnableToAnswer."""
    blocks = tokens.parsed(text, indicators=at.known)
    pieces = (piece for block in blocks for piece in block.pieces)
    questions = [at.question(piece) for piece in pieces if isinstance(piece, FigureToken)]
    answers = at.asker.ask(questions)
    origins = Origins(answers, at.asker.indicators, at.edition)
    rendering = Rendering(at.edition, at.asker, answers, origins)
    return reading.opened(rendering.narrative(blocks, at.part))


def _without_faults(at: Desk, text: str) -> str:
    """The text with what cannot be read shown as it was written."""
    kept, done = [], 0
    for one in tokens.tried(text, indicators=at.known):
        kept.append(_plain(text[done : one.start]))
        whole = text[one.start : one.end]
        kept.append(whole if _can_be_answered(at, one.token) else _plain(whole))
        done = one.end
    return "".join((*kept, _plain(text[done:])))


def _can_be_answered(at: Desk, token: FigureToken | NameToken | UnreadableNarrative) -> bool:
    if not isinstance(token, FigureToken):
        return isinstance(token, NameToken)
    try:
        at.asker.ask([at.question(token)])
    except GaismaError:
        return False
    return True


def _plain(text: str) -> str:
    """Brackets that open or close no token, so that they are read as they stand."""
    return BRACKET.sub(lambda found: found[0] + BETWEEN, text)
