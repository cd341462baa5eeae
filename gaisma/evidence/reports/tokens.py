"""Narrative: text that people write, with figures in it as tokens.

    Programmas apgūs [[learners.count stage=preschool as=words]].

A token is an indicator, its filters, and how it is told: `as` (number, words, spelled, change,
comparison, before, signed), `case` (count, by, in, of), `noun`, `decimals`, and `zero`, what
stands there when nothing was counted: a few words, a whole sentence that ends with a full stop, or
`-` for no sentence. `at=day` asks for the state on the report's day instead of 1 September,
`at=start` looks from the first day of the school year, `at=ending` tells of the school year that
ends before the report's begins. `survey=latest:wellbeing` is the latest of its kind. Values with
spaces stand in double quotes. `[[@this]]` and the like are names of the report: `@this`,
`@authority`, `@municipality`, `@school_year`, `@before`, `@as_of`, the last three with a `case`,
and `[[@campaign of=wellbeing]]`, the name of what is latest, or its days with `as=days`.

A paragraph or an item may begin with a condition, and stands only where that holds:

    [[when vacancies.load at=day > 0]] Vakantas ir [[vacancies.load at=day as=words]].
    [[when surveys.share … - surveys.share … >= 5, of >= 30]] Vecāki to vērtē augstāk.

An empty line parts paragraphs; lines that begin with `- ` are a list. Nothing else is markup, and
none of it is a template.
"""

import difflib
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
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
        "campaign": (),
    }
)
"""What a report calls by name, with the cases that the name has."""

CAMPAIGN = "campaign"
CAMPAIGN_FORMS = ("name", "days")

TOLD = ("as", "case", "noun", "zero", "decimals")
DECIMALS = ("", "0", "1", "2", "3")
DAYS = ("day", "start", "ending")
LEFT_OUT = "-"
"""As `zero` of a token: where nothing was counted, the sentence does not stand."""

WHEN = "when"
COMPARISONS = (">=", "<=", "!=", ">", "<", "=")
CONDITION_WORD = re.compile(r'(?:[^\s"]|"[^"]*")+')
NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


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
    of: str = ""
    form: str = "name"


@dataclass(frozen=True)
class Condition:
    """What has to hold for a block to stand: a figure, or the first less the second, compared with
    a bound; each share of at least `of` people or things."""

    figures: tuple[FigureToken, ...]
    comparison: str
    bound: Decimal
    of: int = 0


Piece = str | FigureToken | NameToken


@dataclass(frozen=True)
class Block:
    """A paragraph, or one item of a list; with a condition, one that stands where that holds."""

    pieces: tuple[Piece, ...]
    is_item: bool = False
    condition: Condition | None = None

    def tokens(self) -> "Iterator[FigureToken]":
        """The figures of the block, those of its condition first."""
        if self.condition:
            yield from self.condition.figures
        yield from (piece for piece in self.pieces if isinstance(piece, FigureToken))


def parsed(text: str, *, indicators: Mapping[str, Collection[str]], where: str = "") -> list[Block]:
    """The blocks of a narrative; `indicators` maps each known one to the filters that it takes.

    Raises UnreadableNarrative.
    """
    return [
        _block(part, start, is_item, text, indicators, where)
        for part, start, is_item in _parts(text)
    ]


def _block(
    part: str,
    start: int,
    is_item: bool,  # noqa: FBT001  a part as it was found
    text: str,
    indicators: Mapping[str, Collection[str]],
    where: str,
) -> Block:
    condition, begins = None, 0
    found = TOKEN.match(part)
    if found and _is_condition(found["inside"]):
        condition = _condition(found["inside"], indicators, _Problem(text, start, where))
        begins = found.end() + _indent(part[found.end() :])
    rest = part[begins:]
    pieces = tuple(_pieces(rest, start + begins, text, indicators, where))
    return Block(pieces, is_item, condition)


@dataclass(frozen=True)
class Tried:
    """A token of a text: where it begins and ends, and what it is or what is wrong with it."""

    start: int
    end: int
    token: "FigureToken | NameToken | Condition | UnreadableNarrative"


def tried(
    text: str, *, indicators: Mapping[str, Collection[str]], where: str = ""
) -> Iterator[Tried]:
    """Every token of the text, also those that cannot be read, in their order."""
    for found in TOKEN.finditer(text):
        problem = _Problem(text, found.start(), where)
        token: FigureToken | NameToken | Condition | UnreadableNarrative
        try:
            if _is_condition(found["inside"]):
                token = _condition(found["inside"], indicators, problem)
            else:
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
        if _is_condition(found["inside"]):
            raise problem.because(_("A condition stands at the beginning of a paragraph or item."))
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


def _is_condition(inside: str) -> bool:
    return inside.split(maxsplit=1)[:1] == [WHEN]


def _condition(
    inside: str, indicators: Mapping[str, Collection[str]], problem: _Problem
) -> Condition:
    """`when A - B >= 5, of >= 30`: one figure or two, a comparison, a number."""
    words = CONDITION_WORD.findall(inside)[1:]
    at = next((place for place, word in enumerate(words) if word in COMPARISONS), 0)
    bound = words[at + 1].rstrip(",") if 0 < at < len(words) - 1 else ""
    if not NUMBER.fullmatch(bound):
        sentence = _("A condition is a figure, one of >=, <=, >, <, =, != and a number.")
        raise problem.because(sentence, COMPARISONS)
    sides: list[list[str]] = [[]]
    for word in words[:at]:
        if word == "-":
            sides.append([])
        else:
            sides[-1].append(word)
    figures = [_token(" ".join(side), indicators, problem) for side in sides]
    if len(figures) > 2 or not all(isinstance(one, FigureToken) for one in figures):
        raise problem.because(_("A condition compares one figure, or the difference of two."))
    return Condition(
        tuple(one for one in figures if isinstance(one, FigureToken)),
        words[at],
        Decimal(bound.replace(",", ".")),
        _least(words[at + 2 :], problem),
    )


def _least(words: list[str], problem: _Problem) -> int:
    """Of how many each share has to be at least: `of >= 30`."""
    if not words:
        return 0
    if words[:2] == ["of", ">="] and len(words) == 3 and words[2].isdecimal():
        return int(words[2])
    sentence = _("“%(word)s” cannot be read: of how many a share is at least is “of >= 30”.")
    raise problem.because(sentence % {"word": " ".join(words)})


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
    if name == CAMPAIGN:
        return _campaign(given, problem)
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


def _campaign(given: dict[str, str], problem: _Problem) -> NameToken:
    if unknown := set(given) - {"of", "as"} or (set() if given.get("of") else {"of"}):
        sentence = _("“@campaign” is written with “of” and perhaps “as”, not with “%(word)s”.")
        raise problem.because(sentence % {"word": min(unknown)}, ["of", "as"])
    form = given.get("as", "name")
    if form not in CAMPAIGN_FORMS:
        sentence = _("“%(name)s” cannot be “%(word)s”.") % {"name": "as", "word": form}
        raise problem.because(sentence, CAMPAIGN_FORMS)
    return NameToken(CAMPAIGN, of=given["of"], form=form)


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
