"""What of a text stands: what has no figure, and what a condition forbids, is left out by rule.

A sentence in which a figure is not known tells nothing; a paragraph of which no figure is left goes
with it, and so does the line above a list of which no item is left. Nothing that was counted is
left out: that nobody waits is known.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from operator import eq, ge, gt, le, lt, ne

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gaisma.analytics.calculation import Figure
from gaisma.analytics.indicators import Indicator
from gaisma.base.wording import numbers
from gaisma.base.wording.numbers import exact
from gaisma.evidence.reports import saying
from gaisma.evidence.reports.tokens import (
    LEFT_OUT,
    Block,
    Condition,
    FigureToken,
    NameToken,
    Piece,
)

END = re.compile(r"[.!?…][)»”\"’]*(?P<gap>\s+)(?=[(«„“\"‘–-]*\s*(?P<next>\w)|$)")
"""A mark, what closes after it, and a gap; then a word, or a figure."""

ABBREVIATIONS = frozenset(
    [
        "nr",
        "no",
        "plkst",
        "lpp",
        "utt",
        "resp",
        "piem",
        "sk",
        "sal",
        "t.i",
        "t.sk",
        "u.c",
        "u.tml",
        "g",
        "gg",
        "gs",
        "p",
        "st",
        "art",
        "dr",
        "prof",
        "mr",
        "mrs",
        "ул",
        "г",
        "гг",
        "стр",
        "руб",
        "тыс",
        "млн",
        "им",
        "др",
        "пр",
        "т.е",
        "т.д",
        "т.п",
        "напр",
        "см",
        "ср",
        "кл",
        "vs",
        "e.g",
        "i.e",
        "etc",
        "cf",
        "vol",
    ]
)
"""What a full stop shortens: no sentence ends there. Nor after a single letter, or a number that is
written by hand: “22. februāra”, “5.–12. klašu”, “1. Paraugpils vidusskola”."""

WORD_BEFORE = re.compile(r"[\w.]+$")


def sentences_of(pieces: Sequence[Piece]) -> list[tuple[Piece, ...]]:
    """The pieces by sentence; together they are the same text."""
    sentences: list[list[Piece]] = [[]]
    for number, piece in enumerate(pieces):
        if not isinstance(piece, str):
            sentences[-1].append(piece)
            continue
        done = 0
        for found in END.finditer(piece):
            is_last = found.end() == len(piece)
            follows = pieces[number + 1 : number + 2]
            if is_last and (not follows or isinstance(follows[0], str)):
                continue
            if _ends(piece[: found.start()], found, after_token=number > 0):
                sentences[-1].append(piece[done : found.end()])
                sentences.append([])
                done = found.end()
        if piece[done:]:
            sentences[-1].append(piece[done:])
    return [tuple(sentence) for sentence in sentences if sentence]


def _ends(before: str, found: re.Match[str], *, after_token: bool) -> bool:
    following = found["next"]
    if following is not None and not (following.isupper() or following.isdecimal()):
        return False
    if found[0][0] != ".":
        return True
    word = WORD_BEFORE.search(before)
    if word is None:
        # A mark of its own: behind a figure, or behind what closes before it.
        return bool(before) or after_token
    last = word[0]
    is_number = last.replace(".", "").isdecimal()
    return not (len(last) == 1 or is_number or last.lower() in ABBREVIATIONS)


HOLDS = {">=": ge, "<=": le, ">": gt, "<": lt, "=": eq, "!=": ne}


class Why(StrEnum):
    """Why something of a text does not stand."""

    UNKNOWN = "unknown"
    CONDITION = "condition"
    NONE = "none"


@dataclass(frozen=True)
class Judged:
    """A condition with its figures: whether it holds."""

    condition: Condition
    figures: tuple[Figure, ...]

    @property
    def is_known(self) -> bool:
        return all(saying.is_known(figure) for figure in self.figures)

    @property
    def holds(self) -> bool:
        """Whether the sentence may stand; what is not known holds nothing."""
        if not self.is_known or any(_people(one) < self.condition.of for one in self.figures):
            return False
        return bool(HOLDS[self.condition.comparison](self.value, Fraction(self.condition.bound)))

    @property
    def value(self) -> Fraction:
        """The figure, or the first less the second."""
        first, *others = (Fraction(figure.value or 0) for figure in self.figures)
        return first - sum(others, Fraction(0))


@dataclass(frozen=True)
class LeftOut:
    """A sentence, or a block under a condition, that does not stand; `missing` is the token whose
    figure is not known."""

    pieces: tuple[Piece, ...]
    why: Why
    missing: FigureToken | NameToken | None = None
    judged: Judged | None = None

    def titles(self, indicators: Mapping[str, Indicator]) -> Iterator[str]:
        """What is missing, or what its condition asks for."""
        asked = [self.missing, *(self.judged.condition.figures if self.judged else ())]
        for token in asked:
            if isinstance(token, FigureToken):
                yield _(indicators[token.indicator].title)


@dataclass(frozen=True)
class Standing:
    """A block that stands, with its condition as it was judged."""

    block: Block
    judged: Judged | None = None


@dataclass(frozen=True)
class Kept:
    """What of a text stands, and what was left out."""

    standing: tuple[Standing, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(one.block for one in self.standing)

    def tokens(self) -> Iterator[FigureToken]:
        """The figures of what stands."""
        for block in self.blocks:
            yield from block.tokens()


FigureOf = Callable[[FigureToken], Figure]
IsNamed = Callable[[NameToken], bool]


def kept(blocks: Sequence[Block], *, figure_of: FigureOf, is_named: IsNamed) -> Kept:
    """The text as it stands with these figures."""
    standing: list[Standing] = []
    left_out: list[LeftOut] = []
    for block in blocks:
        found = None
        if block.condition:
            found = Judged(block.condition, tuple(map(figure_of, block.condition.figures)))
            if not found.holds:
                why = Why.CONDITION if found.is_known else Why.UNKNOWN
                left_out.append(LeftOut(block.pieces, why, judged=found))
                continue
        told, gone = _told(block, figure_of, is_named)
        left_out += gone
        if told:
            standing.append(Standing(replace(block, pieces=told), found))
    return Kept(tuple(_without_lone_leads(blocks, standing)), tuple(left_out))


def _told(
    block: Block, figure_of: FigureOf, is_named: IsNamed
) -> tuple[tuple[Piece, ...], list[LeftOut]]:
    """The pieces of the block that stand; none where all of its figures went."""
    told: list[Piece] = []
    gone: list[LeftOut] = []
    for sentence in sentences_of(block.pieces):
        found = _sentence(sentence, figure_of, is_named)
        if isinstance(found, LeftOut):
            gone.append(found)
        else:
            told += found
    if gone and not any(isinstance(piece, FigureToken) for piece in told):
        told = []
    if told and isinstance(told[-1], str):
        told[-1] = told[-1].rstrip()
    return tuple(told), gone


def _sentence(
    pieces: tuple[Piece, ...], figure_of: FigureOf, is_named: IsNamed
) -> tuple[Piece, ...] | LeftOut:
    for piece in pieces:
        if isinstance(piece, NameToken) and piece.of and not is_named(piece):
            return LeftOut(pieces, Why.UNKNOWN, piece)
        if isinstance(piece, FigureToken) and not saying.can_be_said(piece, figure_of(piece)):
            return LeftOut(pieces, Why.UNKNOWN, piece)
    for piece in pieces:
        if isinstance(piece, FigureToken) and figure_of(piece).value == 0:
            if piece.zero == LEFT_OUT:
                return LeftOut(pieces, Why.NONE, piece)
            if piece.zero.endswith("."):
                return (piece, " ")
    return pieces


def _without_lone_leads(blocks: Sequence[Block], standing: list[Standing]) -> Iterator[Standing]:
    """A line that ends with a colon leads to a list: without the list it goes too."""
    pairs = pairwise(blocks)
    leads = [one.pieces for one, next_ in pairs if next_.is_item and not one.is_item]
    for number, one in enumerate(standing):
        follows = standing[number + 1 : number + 2]
        has_list = bool(follows) and follows[0].block.is_item
        if one.block.pieces in leads and not has_list and _leads(one.block):
            continue
        yield one


def _leads(block: Block) -> bool:
    last = block.pieces[-1]
    return isinstance(last, str) and last.rstrip().endswith(":")


def _people(figure: Figure) -> int:
    """Of how many the figure tells."""
    number = figure.numerator if figure.denominator is None else figure.denominator
    return int(exact(number or 0))


def condition_in_words(judged: Judged, language: str) -> str:
    """The condition as a note says it, without its figures."""
    bound = _bound(judged, language)
    if len(judged.figures) > 1:
        text = _("Condition: the difference is %(bound)s") % {"bound": bound}
    else:
        text = _("Condition: the figure is %(bound)s") % {"bound": bound}
    if judged.condition.of:
        count = judged.condition.of
        told = ngettext(
            "%(text)s, each share of at least %(count)s person or case",
            "%(text)s, each share of at least %(count)s people or cases",
            count,
        )
        return told % {"text": text, "count": numbers.number(count, language)}
    return text


def verdict(judged: Judged) -> str:
    """Whether it holds, for those who write."""
    if judged.holds:
        return _("It holds.")
    if judged.is_known:
        return _("It does not hold: the text does not stand.")
    return _("A figure of it is not known: the text does not stand.")


def of_people(figure: Figure, language: str) -> str:
    """Of how many a share tells, behind its number; nothing of what is no share."""
    if figure.denominator is None:
        return ""
    return _(" of %(count)s") % {"count": numbers.number(figure.denominator, language)}


def is_condition_seen(judged: Judged, block: Block) -> bool:
    """Whether the text itself tells the figure on which it stands, or asks only whether there is
    anything."""
    condition = judged.condition
    if len(condition.figures) == 1 and condition.comparison == ">" and not condition.bound:
        return True
    told = [
        (piece.indicator, dict(piece.filters))
        for piece in block.pieces
        if isinstance(piece, FigureToken)
    ]
    seen = [(one.indicator, dict(one.filters)) in told for one in condition.figures]
    is_equal = condition.comparison == "=" and not condition.bound
    return any(seen) if is_equal else all(seen)


def _bound(judged: Judged, language: str) -> str:
    written = numbers.number(judged.condition.bound, language)
    if judged.figures[0].unit == saying.PERCENT:
        if len(judged.figures) > 1:
            told = ngettext(
                "%(number)s percentage point",
                "%(number)s percentage points",
                int(judged.condition.bound),
            )
            written = told % {"number": written}
        else:
            written = numbers.percent(judged.condition.bound, language)
    return {
        ">=": _("at least %(number)s"),
        ">": _("more than %(number)s"),
        "<=": _("at most %(number)s"),
        "<": _("less than %(number)s"),
        "=": _("exactly %(number)s"),
        "!=": _("not %(number)s"),
    }[judged.condition.comparison] % {"number": written}
