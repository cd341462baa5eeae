"""Patterns of `regex`, read into programs whose time grows with the text, never with its square.

A program is a list of steps, which JSON carries to the browser: ["one", is_not, [from, to, …]]
takes a letter between two code points, ["either", a, b] and ["go", a] go on elsewhere, ["begin"]
and ["end"] ask for the text's ends. Behind the last step the pattern has matched. All ways are gone
at once (Thompson, 1968), on the server as in a browser.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from gaisma.base.errors import GaismaError

Program = list[list[Any]]
Node = tuple[Any, ...]
MOST_STEPS = 600
"""Of a program; `[0-9]{4}` takes four."""
MOST_DEPTH = 20
ANY = 0x10FFFF
DIGITS = [0x30, 0x39]
WORDS = [0x30, 0x39, 0x41, 0x5A, 0x5F, 0x5F, 0x61, 0x7A]
SETS = {"d": (False, DIGITS), "D": (True, DIGITS), "w": (False, WORDS), "W": (True, WORDS)}
ESCAPED = frozenset(".-+*?()[]{}|/\\^$")
SPECIAL = frozenset("*+?{}])|(")


class UnableToFollow(GaismaError):
    """A pattern that uses what we do not evaluate; the sentence says what."""


def program(text: str) -> Program:
    """The pattern as a program. Raises UnableToFollow."""
    reader = _Pattern(text)
    node = reader.either(0)
    if reader.next:
        raise _cannot_stand(reader.next)
    writer = _Writer()
    writer.write(node)
    return writer.steps


def matches(steps: Program, text: str) -> bool:
    """Whether all of the text is as the pattern says."""
    last = len(text)
    ways = _ways(steps, [0], is_begin=True, is_end=not last)
    for place, letter in enumerate(map(ord, text), start=1):
        taken = [way + 1 for way in ways if way < len(steps) and _takes(steps[way], letter)]
        if not taken:
            return False
        ways = _ways(steps, taken, is_begin=False, is_end=place == last)
    return len(steps) in ways


def _takes(step: list[Any], letter: int) -> bool:
    if step[0] != "one":
        return False
    _one, is_not, bounds = step
    inside = any(bounds[at] <= letter <= bounds[at + 1] for at in range(0, len(bounds), 2))
    return inside is not is_not


def _ways(steps: Program, begun: list[int], *, is_begin: bool, is_end: bool) -> set[int]:
    """Where the program may stand without taking another letter."""
    found: set[int] = set()
    waiting = list(begun)
    while waiting:
        way = waiting.pop()
        if way in found:
            continue
        found.add(way)
        if way == len(steps):
            continue
        kind, *given = steps[way]
        if kind in ("either", "go"):
            waiting += given
        elif (kind == "begin" and is_begin) or (kind == "end" and is_end):
            waiting.append(way + 1)
    return found


@dataclass
class _Pattern:
    """The letters of a pattern and how far they are read."""

    text: str
    place: int = 0

    @property
    def next(self) -> str:
        return self.text[self.place] if self.place < len(self.text) else ""

    def take(self) -> str:
        letter = self.next
        self.place += 1
        return letter

    def takes(self, letter: str) -> bool:
        is_it = self.next == letter
        self.place += is_it
        return is_it

    def either(self, depth: int) -> Node:
        if depth > MOST_DEPTH:
            raise UnableToFollow(
                _("The pattern has groups within groups, more than %(most)s deep.")
                % {"most": MOST_DEPTH}
            )
        ways = [self.row(depth)]
        while self.takes("|"):
            ways.append(self.row(depth))
        return ("either", ways) if len(ways) > 1 else ways[0]

    def row(self, depth: int) -> Node:
        found = []
        while self.next and self.next not in "|)":
            found.append(self.repeated(self.single(depth)))
        return ("row", found)

    def repeated(self, node: Node) -> Node:
        least, most = self.times()
        if (least, most) == (1, 1):
            return node
        # What takes as little as it can matches the same texts.
        self.takes("?")
        if self.next and self.next in "*+?{":
            raise _cannot_stand(self.next)
        return ("repeat", node, least, most)

    def times(self) -> tuple[int, int | None]:
        for letter, times in (("*", (0, None)), ("+", (1, None)), ("?", (0, 1))):
            if self.takes(letter):
                return times
        return self.counted() if self.takes("{") else (1, 1)

    def counted(self) -> tuple[int, int | None]:
        inside, end, _rest = self.text[self.place :].partition("}")
        least, comma, most = inside.partition(",")
        is_number = least.isascii() and least.isdecimal() and len(inside) < 9
        if not end or not is_number or (most and not (most.isascii() and most.isdecimal())):
            raise _cannot_stand("{")
        self.place += len(inside) + 1
        if not comma:
            return int(least), int(least)
        if most and int(most) < int(least):
            raise _cannot_stand(f"{{{inside}}}")
        return int(least), int(most) if most else None

    def single(self, depth: int) -> Node:
        letter = self.take()
        if letter == "(":
            if self.next == "?":
                raise _cannot_stand("(?")
            node = self.either(depth + 1)
            if not self.takes(")"):
                raise UnableToFollow(_("A bracket of the pattern is not closed."))
            return node
        if letter == "[":
            return self.listed()
        if letter == "\\":
            return self.escaped()
        if letter in "^$":
            return ("begin",) if letter == "^" else ("end",)
        if letter == ".":
            return ("one", False, [0, ANY])
        if letter in SPECIAL:
            raise _cannot_stand(letter)
        return _letter(letter)

    def escaped(self) -> Node:
        letter = self.take()
        if letter in SETS:
            is_not, bounds = SETS[letter]
            return ("one", is_not, bounds)
        if letter in ESCAPED:
            return _letter(letter)
        raise _cannot_stand(f"\\{letter}")

    def listed(self) -> Node:
        is_not, bounds = self.takes("^"), list[int]()
        while not self.takes("]"):
            if not self.next:
                raise UnableToFollow(_("A bracket of the pattern is not closed."))
            bounds += self.span()
        if not bounds:
            raise _cannot_stand("[]")
        return ("one", is_not, bounds)

    def span(self) -> list[int]:
        first = self.member()
        behind = self.text[self.place + 1 : self.place + 2]
        if self.next != "-" or behind in ("", "]"):
            return first
        self.take()
        last = self.member()
        if len(first) != 2 or len(last) != 2 or first[0] != first[1] or last[0] < first[0]:
            raise _cannot_stand("-")
        return [first[0], last[0]]

    def member(self) -> list[int]:
        letter = self.take()
        if letter == "[":
            raise _cannot_stand("[")
        if letter != "\\":
            return [ord(letter), ord(letter)]
        kind, is_not, bounds = self.escaped()
        if kind != "one" or is_not:
            raise _cannot_stand(self.text[self.place - 2 : self.place])
        return list(bounds)


@dataclass
class _Writer:
    """Writes the steps of a program."""

    steps: Program = field(default_factory=list)

    def add(self, *step: Any) -> list[Any]:
        if len(self.steps) >= MOST_STEPS:
            raise UnableToFollow(
                _("The pattern is too long or repeats too much: it has over %(most)s steps.")
                % {"most": MOST_STEPS}
            )
        self.steps.append(list(step))
        return self.steps[-1]

    def write(self, node: Node) -> None:
        kind, *given = node
        if kind == "row":
            for part in given[0]:
                self.write(part)
        elif kind == "either":
            self.write_either(given[0])
        elif kind == "repeat":
            self.write_repeated(*given)
        else:
            self.add(*node)

    def write_either(self, ways: list[Node]) -> None:
        ends = []
        for way in ways[:-1]:
            fork = self.add("either", len(self.steps) + 1)
            self.write(way)
            ends.append(self.add("go"))
            fork.append(len(self.steps))
        self.write(ways[-1])
        self.close(ends)

    def write_repeated(self, node: Node, least: int, most: int | None) -> None:
        for _time in range(least):
            self.write(node)
        if most is None:
            begin = len(self.steps)
            fork = self.add("either", begin + 1)
            self.write(node)
            self.add("go", begin)
            self.close([fork])
            return
        forks = []
        for _time in range(most - least):
            forks.append(self.add("either", len(self.steps) + 1))
            self.write(node)
        self.close(forks)

    def close(self, open_: Iterable[list[Any]]) -> None:
        """Let these steps lead to what comes next."""
        for step in open_:
            step.append(len(self.steps))


def _letter(letter: str) -> Node:
    return ("one", False, [ord(letter), ord(letter)])


def _cannot_stand(sign: str) -> UnableToFollow:
    return UnableToFollow(
        _(
            "“%(sign)s” cannot stand here in a pattern. Patterns are of letters, “.”, “[a-z]”, "
            "“\\d”, “\\w”, groups, “|”, “*”, “+”, “?”, “{2,4}”; before a sign with a meaning "
            "stands “\\”."
        )
        % {"sign": sign}
    )
