"""Narrative: text that people write, with figures in it as tokens.

    Programmas apgūs [[learners.count stage=preschool as=words]].

A token is an indicator, its filters, and how it is told: `as` (number, words, spelled, change,
comparison, before, signed), `case` (count, by, in, of), `noun`, `decimals`, and `zero`, the text
that stands there when the value is nothing. `at=day` asks for the state on the report's day
instead of 1 September, `at=start` looks from the first day of the school year. Values with spaces
stand in double quotes. `[[@this]]` and the like are names of the report: `@this`, `@authority`,
`@municipality`, `@school_year`, `@before`, `@as_of`, the last three with a `case`.

An empty line parts paragraphs; lines that begin with `- ` are a list. Nothing else is markup, and
none of it is a template.
"""

import difflib
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.translation import gettext as _

from gaisma.base.errors import GaismaError
from gaisma.base.wording import agreement, dates, school_years
from gaisma.evidence.reports.asking import AT

TOKEN = re.compile(r"\[\[(?P<inside>.*?)\]\]", re.DOTALL)
WORD = re.compile(
    r'\s*(?:(?P<key>[a-z_]+)=)?(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s"=\[\]]+))(?=\s|$)'
)
FORMS = ("number", "words", "spelled", "change", "comparison", "before", "signed")
NAMES: Mapping[str, Collection[str]] = MappingProxyType(
    {
        "this": (),
        "authority": (),
        "municipality": (),
        "school_year": school_years.CASES,
        "before": school_years.CASES,
        "as_of": dates.CASES,
    }
)
"""What a report calls by name, with the cases that the name has."""

TOLD = ("as", "case", "noun", "zero", "decimals")
DECIMALS = ("", "0", "1", "2", "3")
DAYS = ("day", "start")


class UnreadableNarrative(GaismaError):
    """Says where in the text a token cannot be read, and what could stand there."""


@dataclass(frozen=True)
class FigureToken:
    """A figure in a text: what is asked, and how it is told."""

    indicator: str
    filters: Mapping[str, str]
    form: str = "number"
    case: str = "count"
    noun: str = ""
    zero: str = ""
    decimals: str = ""


@dataclass(frozen=True)
class NameToken:
    """A name of the report in a text."""

    name: str
    case: str = "nominative"


Piece = str | FigureToken | NameToken


@dataclass(frozen=True)
class Block:
    """A paragraph, or one item of a list."""

    pieces: tuple[Piece, ...]
    is_item: bool = False


def parsed(text: str, *, indicators: Mapping[str, Collection[str]], where: str = "") -> list[Block]:
    """The blocks of a narrative; `indicators` maps each known one to the filters that it takes.

    Raises UnreadableNarrative.
    """
    return [
        Block(tuple(_pieces(part, start, text, indicators, where)), is_item)
        for part, start, is_item in _parts(text)
    ]


@dataclass(frozen=True)
class Tried:
    """A token of a text: where it begins and ends, and what it is or what is wrong with it."""

    start: int
    end: int
    token: "FigureToken | NameToken | UnreadableNarrative"


def tried(
    text: str, *, indicators: Mapping[str, Collection[str]], where: str = ""
) -> Iterator[Tried]:
    """Every token of the text, also those that cannot be read, in their order."""
    for found in TOKEN.finditer(text):
        problem = _Problem(text, found.start(), where)
        token: FigureToken | NameToken | UnreadableNarrative
        try:
            token = _token(found["inside"], indicators, problem)
        except UnreadableNarrative as unreadable:
            token = unreadable
        yield Tried(found.start(), found.end(), token)


def because(sentence: str, *, text: str, position: int, where: str = "") -> UnreadableNarrative:
    """What is wrong with the token at a position of the text, for other reasons than its form."""
    return _Problem(text, position, where).because(sentence)


def _parts(text: str) -> Iterator[tuple[str, int, bool]]:
    """The paragraphs and items of a text, with where they start."""
    for paragraph in re.finditer(r"(?:[^\n]*\S[^\n]*\n?)+", text):
        lines = paragraph[0]
        if not lines.lstrip().startswith("- "):
            yield lines.strip(), paragraph.start() + _indent(lines), False
            continue
        for item in re.finditer(r"(?:^|(?<=\n))[ ]*- (?:.|\n(?![ ]*- ))*", lines):
            content = item[0].lstrip()[2:]
            start = paragraph.start() + item.end() - len(content)
            yield content.strip(), start + _indent(content), True


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def _pieces(
    part: str, start: int, text: str, indicators: Mapping[str, Collection[str]], where: str
) -> Iterator[Piece]:
    done = 0
    for found in TOKEN.finditer(part):
        yield from _plain(part[done : found.start()], start + done, text, where)
        problem = _Problem(text, start + found.start(), where)
        yield _token(found["inside"], indicators, problem)
        done = found.end()
    yield from _plain(part[done:], start + done, text, where)


def _plain(piece: str, start: int, text: str, where: str) -> Iterator[str]:
    for bracket in ("[[", "]]"):
        if bracket in piece:
            problem = _Problem(text, start + piece.index(bracket), where)
            raise problem.because(_("A token is opened with [[ and closed with ]]."))
    if piece:
        yield " ".join(piece.split("\n"))


@dataclass(frozen=True)
class _Problem:
    """Where a token stands, for what is said about it."""

    text: str
    position: int
    where: str

    def because(
        self, sentence: str, choices: Collection[str] = (), *, is_listed: bool = True
    ) -> UnreadableNarrative:
        before = self.text[: self.position]
        line = before.count("\n") + 1
        column = self.position - (before.rfind("\n") + 1) + 1
        listed = choices if is_listed else ()
        known = _("Known are: %(choices)s.") % {"choices": ", ".join(listed)} if listed else ""
        message = _("%(place)s, line %(line)s, column %(column)s: %(sentence)s") % {
            "place": self.where or "–",
            "line": line,
            "column": column,
            "sentence": f"{sentence} {known}".strip(),
        }
        return UnreadableNarrative(message, code="unreadable_narrative", choices=choices)


def _token(
    inside: str, indicators: Mapping[str, Collection[str]], problem: _Problem
) -> FigureToken | NameToken:
    name, given = _words(inside, problem)
    if name.startswith("@"):
        return _name(name[1:], given, problem)
    if name not in indicators:
        raise _unknown(name, indicators, problem)
    told = {key: given.pop(key) for key in TOLD if key in given}
    allowed = indicators[name]
    for key in given:
        if key not in (*allowed, AT):
            sentence = _("“%(name)s” takes no “%(word)s”.") % {"name": name, "word": key}
            raise problem.because(sentence, sorted({*allowed, *TOLD, AT}))
    return _figure(name, given, told, problem)


def _unknown(name: str, indicators: Collection[str], problem: _Problem) -> UnreadableNarrative:
    """That there is no such indicator; with the one that was meant, where one is near."""
    near = difflib.get_close_matches(name, indicators, n=1)
    if near:
        sentence = _("There is no indicator “%(word)s”: was “%(near)s” meant?")
        told = sentence % {"word": name, "near": near[0]}
    else:
        told = _("There is no indicator “%(word)s”.") % {"word": name}
    return problem.because(told, sorted(indicators), is_listed=not near)


def _figure(
    name: str, filters: dict[str, str], told: dict[str, str], problem: _Problem
) -> FigureToken:
    form, case, noun = told.get("as", "number"), told.get("case", "count"), told.get("noun", "")
    for value, known, what in (
        (form, FORMS, "as"),
        (case, agreement.CASES, "case"),
        (noun or "child", tuple(agreement.nouns()), "noun"),
        (filters.get(AT, "day"), DAYS, AT),
        (told.get("decimals", ""), DECIMALS, "decimals"),
    ):
        if value not in known:
            sentence = _("“%(name)s” cannot be “%(word)s”.") % {"name": what, "word": value}
            raise problem.because(sentence, known)
    return FigureToken(
        name,
        MappingProxyType(filters),
        form,
        case,
        noun,
        told.get("zero", ""),
        told.get("decimals", ""),
    )


def _name(name: str, given: dict[str, str], problem: _Problem) -> NameToken:
    if name not in NAMES:
        sentence = _("There is no name “%(word)s”.") % {"word": f"@{name}"}
        raise problem.because(sentence, [f"@{known}" for known in NAMES])
    cases = NAMES[name]
    if unknown := set(given) - ({"case"} if cases else set()):
        words = {"name": f"@{name}", "word": min(unknown)}
        sentence = _("“%(name)s” takes no “%(word)s”.") % words
        raise problem.because(sentence, ["case"] if cases else [])
    case = given.get("case", "nominative")
    if cases and case not in cases:
        sentence = _("“%(name)s” cannot be “%(word)s”.") % {"name": "case", "word": case}
        raise problem.because(sentence, cases)
    return NameToken(name, case)


def _words(inside: str, problem: _Problem) -> tuple[str, dict[str, str]]:
    position, name, given = 0, "", {}
    while inside[position:].strip():
        found = WORD.match(inside, position)
        if not found:
            rest = inside[position:].strip()
            sentence = _("“%(word)s” cannot be read: write name=value.") % {"word": rest}
            raise problem.because(sentence)
        position = found.end()
        value = found["quoted"] if found["quoted"] is not None else found["bare"]
        if found["key"]:
            if found["key"] in given:
                sentence = _("“%(word)s” is given twice.") % {"word": found["key"]}
                raise problem.because(sentence)
            given[found["key"]] = value
        elif name:
            sentence = _("“%(word)s” has no name: write name=%(word)s.") % {"word": value}
            raise problem.because(sentence)
        else:
            name = value
    if not name:
        raise problem.because(_("A token begins with an indicator."))
    return name, given
