"""Reads an expression into a tree of lists, which JSON carries to the browser."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from gaisma.base.errors import GaismaError
from gaisma.record.instruments.expressions import patterns

Tree = list[Any]
"""An operation and what it works on: ["<", ["answer", "age"], ["literal", 7.0]]."""

TOKEN = re.compile(
    r"""\s*(?:
        (?P<number>\d+(?:\.\d+)?)
      | (?P<text>'[^']*'|"[^"]*")
      | \$\{(?P<answer>[A-Za-z_][\w.-]*)\}
      | (?P<name>[A-Za-z][A-Za-z-]*)
      | (?P<sign><=|>=|!=|[=<>+\-*(),.])
    )""",
    re.VERBOSE,
)
LEVELS: tuple[tuple[str, ...], ...] = (
    ("or",),
    ("and",),
    ("=", "!="),
    ("<", "<=", ">", ">="),
    ("+", "-"),
    ("*", "div", "mod"),
)
"""Operators from the loosest to the closest."""
FUNCTIONS: dict[str, tuple[int, int]] = {
    "not": (1, 1),
    "true": (0, 0),
    "false": (0, 0),
    "selected": (2, 2),
    "count-selected": (1, 1),
    "if": (3, 3),
    "coalesce": (2, 2),
    "string-length": (1, 1),
    "contains": (2, 2),
    "starts-with": (2, 2),
    "regex": (2, 2),
    "number": (1, 1),
    "int": (1, 1),
    "round": (1, 1),
    "today": (0, 0),
    "date": (1, 1),
}
"""Functions with the least and the greatest number of arguments."""
MOST_BRACKETS, MOST_DEPTH = 20, 80
"""Brackets within brackets, and the depth of a tree: what follows it goes as deep. No questionnaire
that people can follow comes near."""
LONGEST = 10_000


class UnableToUnderstand(GaismaError):
    """An expression that is not written right, or that uses what we do not evaluate."""


@dataclass
class _Reader:
    """The tokens of an expression and how far they are read."""

    tokens: list[tuple[str, str]]
    place: int = 0
    depth: int = 0

    @property
    def next(self) -> tuple[str, str]:
        return self.tokens[self.place] if self.place < len(self.tokens) else ("end", "")

    def take(self) -> tuple[str, str]:
        token = self.next
        self.place += 1
        return token

    def takes(self, kind: str, word: str) -> bool:
        """Step over the token if it is that one."""
        is_it = self.next == (kind, word)
        self.place += is_it
        return is_it

    def demand(self, word: str) -> None:
        if not self.takes("sign", word):
            raise UnableToUnderstand(
                _("“%(word)s” is missing before “%(next)s”.")
                % {"word": word, "next": self.next[1] or _("the end")}
            )


def parsed(text: str) -> Tree:
    """The expression as a tree. Raises UnableToUnderstand, which says what is wrong."""
    if len(text) > LONGEST:
        raise UnableToUnderstand(
            _("The expression is longer than %(most)s letters.") % {"most": LONGEST}
        )
    reader = _Reader(list(_tokens(text)))
    tree = _inside(reader)
    kind, word = reader.next
    if kind != "end":
        raise UnableToUnderstand(_("“%(word)s” cannot stand here.") % {"word": word})
    if _is_deep(tree):
        raise _too_deep()
    return tree


def _is_deep(tree: Tree) -> bool:
    below = [tree]
    for _step in range(MOST_DEPTH):
        below = [part for one in below for part in one[1:] if isinstance(part, list)]
    return bool(below)


def asked(tree: Tree) -> set[str]:
    """The names of the items whose answers the expression asks for."""
    if tree[0] == "answer":
        return {tree[1]}
    return set().union(*(asked(part) for part in tree[1:] if isinstance(part, list)))


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    place, end = 0, len(text.rstrip())
    while place < end:
        match = TOKEN.match(text, place)
        if match is None or match.lastgroup is None:
            raise UnableToUnderstand(
                _("“%(rest)s” is not understood.") % {"rest": text[place:].strip()[:30]}
            )
        yield match.lastgroup, match[match.lastgroup]
        place = match.end()


def _level(reader: _Reader, level: int) -> Tree:
    """What the operators of a level join; those of one level are read from left to right."""
    if level == len(LEVELS):
        return _signed(reader)
    left = _level(reader, level + 1)
    while reader.next[0] in ("sign", "name") and reader.next[1] in LEVELS[level]:
        operator = reader.take()[1]
        left = [operator, left, _level(reader, level + 1)]
    return left


def _inside(reader: _Reader) -> Tree:
    """What stands within brackets, or the whole. Raises UnableToUnderstand for too many of them."""
    reader.depth += 1
    if reader.depth > MOST_BRACKETS:
        raise _too_deep()
    tree = _level(reader, 0)
    reader.depth -= 1
    return tree


def _too_deep() -> UnableToUnderstand:
    return UnableToUnderstand(
        _(
            "The expression goes too deep: write no more than %(brackets)s brackets within "
            "brackets and %(joined)s signs in a row, or ask it in several questions."
        )
        % {"brackets": MOST_BRACKETS, "joined": MOST_DEPTH}
    )


def _signed(reader: _Reader) -> Tree:
    signs = 0
    while reader.takes("sign", "-"):
        signs += 1
    if signs > MOST_BRACKETS:
        raise _too_deep()
    tree = _single(reader)
    for _sign in range(signs):
        tree = ["-", ["literal", 0.0], tree]
    return tree


def _single(reader: _Reader) -> Tree:
    kind, word = reader.take()
    if kind == "number":
        return ["literal", float(word)]
    if kind == "text":
        return ["literal", word[1:-1]]
    if kind == "answer":
        return ["answer", word]
    if (kind, word) == ("sign", "."):
        return ["own"]
    if (kind, word) == ("sign", "("):
        inside = _inside(reader)
        reader.demand(")")
        return inside
    if kind == "name":
        return _call(reader, word)
    if kind == "end":
        raise UnableToUnderstand(_("The expression ends too early."))
    raise UnableToUnderstand(_("“%(word)s” cannot stand here.") % {"word": word})


def _call(reader: _Reader, name: str) -> Tree:
    if name not in FUNCTIONS:
        raise UnableToUnderstand(
            _("“%(name)s” is unknown. Known are: %(known)s.")
            % {"name": name, "known": ", ".join(FUNCTIONS)}
        )
    reader.demand("(")
    given: list[Tree] = []
    if not reader.takes("sign", ")"):
        given.append(_inside(reader))
        while reader.takes("sign", ","):
            given.append(_inside(reader))
        reader.demand(")")
    least, most = FUNCTIONS[name]
    if not least <= len(given) <= most:
        raise UnableToUnderstand(
            _("“%(name)s” takes %(wanted)s values and was given %(given)s.")
            % {"name": name, "wanted": least, "given": len(given)}
        )
    if name == "regex":
        return [name, given[0], {"steps": _program(given[1])}]
    return [name, *given]


def _program(pattern: Tree) -> patterns.Program:
    """A pattern is a text, so that it is known beforehand what it asks for."""
    kind, text = (*pattern, None)[:2]
    if kind != "literal" or not isinstance(text, str):
        raise UnableToUnderstand(_("The pattern of “regex” must be a text in quotation marks."))
    try:
        return patterns.program(text)
    except patterns.UnableToFollow as wrong:
        raise UnableToUnderstand(wrong.message) from wrong
