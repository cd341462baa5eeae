"""A section's text on the desk of who writes it: its tokens checked, its figures filled in."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from django.utils import translation
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from gaisma.base.errors import GaismaError
from gaisma.base.models import User
from gaisma.evidence.figures import policies
from gaisma.evidence.reports import disclosure, keeping, queries, reading, tokens
from gaisma.evidence.reports.asking import Asker, ReportQuestion
from gaisma.evidence.reports.editions import Edition, Part, parts_of
from gaisma.evidence.reports.keeping import Judged, LeftOut, Why
from gaisma.evidence.reports.models import Report
from gaisma.evidence.reports.origins import Origins
from gaisma.evidence.reports.rendering import Rendering
from gaisma.evidence.reports.sections import ReportSection
from gaisma.evidence.reports.tokens import (
    Condition,
    FigureToken,
    NameToken,
    UnreadableNarrative,
)

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
    conditions: tuple[SafeString, ...] = ()
    left_out: tuple["Omission", ...] = ()


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

    def question(self, token: FigureToken) -> ReportQuestion:
        filters = self.part.filters(token.filters)
        return self.asker.completed(ReportQuestion.of(token.indicator, filters))


def desk(report: Report, section: str, *, language: str) -> Desk:
    """The desk of a report's section. Raises Http404 and UnknownLakeVersion."""
    found = queries.section_of(report, section)
    edition = queries.source_of(report).texts(language)
    return Desk(edition, found, queries.asker_of(edition, lake_version=report.lake_version))


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
            continue
        try:
            _ask(at, one.token)
        except GaismaError as refusal:
            yield tokens.because(refusal.message, text=text, position=one.start, where=where)


def _ask(at: Desk, token: FigureToken | NameToken | Condition) -> None:
    """Raises what stands in the way of an answer."""
    if isinstance(token, NameToken):
        if token.of:
            at.asker.latest("survey", token.of)
        return
    figures = token.figures if isinstance(token, Condition) else (token,)
    at.asker.ask([at.question(one) for one in figures])


def preview(at: Desk, text: str, user: User) -> Preview:
    """The text with its figures, also while some of it cannot be read yet."""
    wrong = faults(at, text[:LONGEST])
    readable = _without_faults(at, text[:LONGEST]) if wrong else text
    with translation.override(at.edition.language):
        found = written(at, readable, user)
    tried = list(tokens.tried(text, indicators=at.known))
    return Preview(
        html=found.html,
        faults=tuple(wrong),
        words=len(WORD.findall(tokens.TOKEN.sub(" 0 ", text))),
        figures=sum(isinstance(one.token, FigureToken) for one in tried),
        conditions=found.conditions,
        left_out=found.left_out,
    )


@dataclass(frozen=True)
class Omission:
    """Words of a text that do not stand in the report, and why."""

    text: str
    why: SafeString


@dataclass(frozen=True)
class Written:
    """A text with its figures filled in: what stands, under which conditions, and what is left
    out."""

    html: SafeString
    conditions: tuple[SafeString, ...] = ()
    left_out: tuple[Omission, ...] = ()


def written(at: Desk, text: str, user: User) -> Written:
    """The text with its figures for that reader. Raises UnreadableNarrative, UnableToAnswer."""
    blocks = tokens.parsed(text, indicators=at.known)
    questions = [at.question(token) for block in blocks for token in block.tokens()]
    answers = {
        question: [policies.shown(user, figure) for figure in figures]
        for question, figures in at.asker.ask(questions).items()
    }
    rendering = Rendering(
        at.edition, at.asker, answers, Origins(answers, at.asker.indicators, at.edition)
    )
    kept = rendering.kept(blocks, at.part)
    return Written(
        html=reading.opened(rendering.narrative(kept, at.part), user),
        conditions=tuple(
            _judged(rendering, at, one.judged, user) for one in kept.standing if one.judged
        ),
        left_out=tuple(
            Omission(
                rendering.plain(one.pieces, at.part),
                _why(rendering, at, one, user),
            )
            for one in kept.left_out
        ),
    )


def _judged(rendering: Rendering, at: Desk, judged: Judged, user: User) -> SafeString:
    told = reading.opened(rendering.condition(judged, at.part), user)
    return format_html("{}. {}", told, keeping.verdict(judged))


def _why(rendering: Rendering, at: Desk, one: LeftOut, user: User) -> SafeString:
    if one.judged:
        return _judged(rendering, at, one.judged, user)
    if one.why is Why.NONE:
        return SafeString(_("Nothing was counted, and the text says “zero=-”."))
    if isinstance(one.missing, FigureToken):
        figure = rendering.answers[at.question(one.missing)][0]
        title = _(at.asker.indicators[one.missing.indicator].title)
        if figure.suppressed:
            return format_html(_("Not told, for it would tell of a few: {}."), title)
        return format_html(_("Not known: {}."), title)
    return SafeString(_("In the time of which the report tells there was none."))


def missing(at: Desk, text: str) -> Iterator[tuple[str, str]]:
    """Sentences of the text that do not stand in the report for want of a figure that is known and
    may be told, each with what is missing. Raises UnreadableNarrative, UnableToAnswer."""
    blocks = tokens.parsed(text, indicators=at.known)
    asked = (at.question(token) for block in blocks for token in block.tokens())
    answers = disclosure.told(asked, asker=at.asker, edition=at.edition)
    rendering = Rendering(
        at.edition, at.asker, answers, Origins(answers, at.asker.indicators, at.edition)
    )
    for one in rendering.kept(blocks, at.part).left_out:
        if one.why is Why.UNKNOWN:
            titles = one.titles(at.asker.indicators)
            yield rendering.plain(one.pieces, at.part), ", ".join(dict.fromkeys(titles))


def without_tokens(text: str) -> str:
    """What people wrote by hand: the text with a space in the place of each token."""
    return tokens.TOKEN.sub(" ", text)


def _without_faults(at: Desk, text: str) -> str:
    """The text with what cannot be read shown as it was written."""
    kept, done = [], 0
    for one in tokens.tried(text, indicators=at.known):
        kept.append(_plain(text[done : one.start]))
        whole = text[one.start : one.end]
        kept.append(whole if _can_be_answered(at, one.token) else _plain(whole))
        done = one.end
    return "".join((*kept, _plain(text[done:])))


def _can_be_answered(
    at: Desk, token: FigureToken | NameToken | Condition | UnreadableNarrative
) -> bool:
    if isinstance(token, UnreadableNarrative):
        return False
    try:
        _ask(at, token)
    except GaismaError:
        return False
    return True


def _plain(text: str) -> str:
    """Brackets that open or close no token, so that they are read as they stand."""
    return BRACKET.sub(lambda found: found[0] + BETWEEN, text)
