"""Evaluates the tree of an expression on the server; `expressions.js` does the same in a browser.

Values are text, numbers (as XPath has them, with "not a number") and true or false. A text that is
a day counts as the days since 1970 where a number is wanted, so that days can be compared.
"""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from gaisma.record.instruments.expressions import patterns
from gaisma.record.instruments.expressions.syntax import Tree

Value = str | float | bool
NUMBER = re.compile(r"\s*-?(?:\d+(?:\.\d*)?|\.\d+)\s*", re.ASCII)
WORD = re.compile(r"[^ \t\n\r\f\v]+")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class Given:
    """What an expression is asked of: the answers by item, the item's own, the day."""

    answers: Mapping[str, str]
    own: str
    today: date


def holds(tree: Tree, answers: Mapping[str, str], *, own: str = "", today: date) -> bool:
    """Whether the expression is true of the answers; `own` is what `.` stands for."""
    return truth(value(tree, Given(answers, own, today)))


def value(tree: Tree, given: Given) -> Value:
    """What the expression comes to."""
    operation, *parts = tree
    if operation in SHORT:
        return SHORT[operation](parts, given)
    if operation == "literal":
        return parts[0]  # type: ignore[no-any-return]
    if operation == "answer":
        return given.answers.get(parts[0], "")
    return OPERATIONS[operation](*(value(part, given) for part in parts))


def truth(found: Value) -> bool:
    if isinstance(found, float):
        return found != 0 and not math.isnan(found)
    return bool(found)


def number(found: Value) -> float:
    """The value as a number; what is none is not a number."""
    if isinstance(found, bool):
        return 1.0 if found else 0.0
    if isinstance(found, float):
        return found
    if NUMBER.fullmatch(found):
        return float(found)
    day = _day(found)
    return math.nan if day is None else float((day - EPOCH).days)


def text(found: Value) -> str:
    """The value as text; numbers have at most six digits after the point."""
    if isinstance(found, bool):
        return "true" if found else "false"
    if isinstance(found, float):
        return _written(found)
    return found


def _written(found: float) -> str:
    if math.isnan(found):
        return "NaN"
    if math.isinf(found):
        return "Infinity" if found > 0 else "-Infinity"
    whole = math.floor(found * 1e6 + 0.5) / 1e6
    return str(int(whole)) if whole == int(whole) else f"{whole:.6f}".rstrip("0")


def _day(found: str) -> date | None:
    if not DAY.fullmatch(found):
        return None
    try:
        return date.fromisoformat(found)
    except ValueError:
        return None


def _equal(a: Value, b: Value) -> bool:
    if isinstance(a, bool) or isinstance(b, bool):
        return truth(a) == truth(b)
    if isinstance(a, float) or isinstance(b, float):
        return number(a) == number(b)
    return a == b


def _divided(a: float, b: float) -> float:
    if b == 0:
        return math.nan if a == 0 or math.isnan(a) else math.copysign(math.inf, a)
    return a / b


def _rest(a: float, b: float) -> float:
    return math.nan if b == 0 or math.isinf(a) or math.isnan(b) else math.fmod(a, b)


def _whole(found: float, rounded: Callable[[float], float]) -> float:
    return found if math.isnan(found) or math.isinf(found) else float(rounded(found))


def _selected(found: Value, choice: Value) -> bool:
    return text(choice) in text(found).split(" ")


OPERATIONS: Mapping[str, Callable[..., Value]] = {
    "=": _equal,
    "!=": lambda a, b: not _equal(a, b),
    "<": lambda a, b: number(a) < number(b),
    "<=": lambda a, b: number(a) <= number(b),
    ">": lambda a, b: number(a) > number(b),
    ">=": lambda a, b: number(a) >= number(b),
    "+": lambda a, b: number(a) + number(b),
    "-": lambda a, b: number(a) - number(b),
    "*": lambda a, b: number(a) * number(b),
    "div": lambda a, b: _divided(number(a), number(b)),
    "mod": lambda a, b: _rest(number(a), number(b)),
    "not": lambda a: not truth(a),
    "true": lambda: True,
    "false": lambda: False,
    "selected": _selected,
    "count-selected": lambda a: float(len(WORD.findall(text(a)))),
    "string-length": lambda a: float(len(text(a))),
    "contains": lambda a, b: text(b) in text(a),
    "starts-with": lambda a, b: text(a).startswith(text(b)),
    "number": number,
    "int": lambda a: _whole(number(a), math.trunc),
    "round": lambda a: _whole(number(a), lambda found: math.floor(found + 0.5)),
    "date": text,
}


def _either(parts: list[Tree], given: Given) -> Value:
    return any(truth(value(part, given)) for part in parts)


def _both(parts: list[Tree], given: Given) -> Value:
    return all(truth(value(part, given)) for part in parts)


def _if(parts: list[Tree], given: Given) -> Value:
    condition, then, otherwise = parts
    return value(then if truth(value(condition, given)) else otherwise, given)


def _coalesced(parts: list[Tree], given: Given) -> Value:
    first = value(parts[0], given)
    return value(parts[1], given) if text(first) == "" else first


def _matched(parts: list[Any], given: Given) -> Value:
    found, pattern = parts
    return patterns.matches(pattern["steps"], text(value(found, given)))


SHORT: Mapping[str, Callable[[list[Tree], Given], Value]] = {
    "or": _either,
    "and": _both,
    "if": _if,
    "coalesce": _coalesced,
    "regex": _matched,
    "own": lambda _parts, given: given.own,
    "today": lambda _parts, given: given.today.isoformat(),
}
"""What looks at more than the values of its parts."""
