"""What other systems write in columns with a closed list: read as the terms that a person chose.

A choice is of a sender, a table and a column, and is asked of each different value. Nothing is
guessed: what neither the list knows nor anybody has chosen stays a problem.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import polars as pl
from django.utils.translation import gettext as _

from gaisma.analytics.vocabulary import folded
from gaisma.evidence.interop import reading, values
from gaisma.evidence.interop.columns import Column
from gaisma.evidence.interop.delivery import Origin
from gaisma.evidence.interop.findings import Findings
from gaisma.evidence.interop.kinds import all_columns_of
from gaisma.evidence.interop.titles import word

EMPTY = ""
"""Instead of a code: the cell is to be read as an empty one."""
SHOWN = 30
"""So many values of a column are shown, the most frequent first."""
LONGEST = 60
"""No longer text is offered: it is a remark, and no word of a list."""
FORMULA, HARMLESS, BROKEN = (
    re.compile(pattern)
    for pattern in (
        reading.FORMULA,
        reading.HARMLESS,
        rf"{reading.CONTROL}|{reading.EXCEL_ERROR}",
    )
)

Chosen = Mapping[str, Mapping[str, str]]
"""By column, for values as the sender writes them, codes of the list; EMPTY is one of them."""


def closed_columns(kind: str) -> dict[str, Column]:
    """The table's columns in which only terms of a list stand, yes and no among them."""
    every = {column.name: column for column in all_columns_of(kind)}
    return {name: one for name, one in every.items() if one.vocabulary or one.type == "boolean"}


def terms(column: Column) -> dict[str, str]:
    """The codes that can be meant, with their words in the active language."""
    if column.vocabulary is None:
        return {"yes": _("yes"), "no": _("no")}
    return {code: word(column.vocabulary, code) for code in column.vocabulary.codes}


def can_mean(column: Column, code: str) -> bool:
    """Whether a value of the column can be read so; an empty cell is none where one is needed."""
    return not column.required if code == EMPTY else code in terms(column)


def is_known(column: Column, value: str) -> bool:
    """Whether the list itself knows the value, in any of its spellings."""
    if column.vocabulary is None:
        return folded(value) in values.TRUE | values.FALSE
    return values.code(column.vocabulary, value) is not None


def code_of(column: Column, text: str) -> str:
    """The code that a code or a term in any language names; an unknown text as it stands."""
    if not text.strip():
        return EMPTY
    if not is_known(column, text):
        return text.strip()
    if column.vocabulary is None:
        return "yes" if folded(text) in values.TRUE else "no"
    return column.vocabulary.code_of(text)


@dataclass(frozen=True)
class Met:
    """A value that a file has in so many rows: read as a code, or None where nobody knows it."""

    column: str
    heading: str
    value: str
    rows: int
    code: str | None


class Meanings:
    """What was chosen for a sender's table, and which values a file had."""

    def __init__(self, kind: str, chosen: Chosen | None = None) -> None:
        closed = closed_columns(kind)
        self._chosen = {
            name: {
                folded(theirs): code
                for theirs, code in codes.items()
                if can_mean(closed[name], code) and not is_known(closed[name], theirs)
            }
            for name, codes in (chosen or {}).items()
            if name in closed
        }
        self._closed = closed
        self.met: list[Met] = []
        self.unseen = 0
        """So many different values that nobody knows are not among them."""

    def read(self, column: Column, texts: pl.Series) -> pl.Series:
        """The texts with the codes that were chosen instead; each different one is asked once."""
        chosen = self._chosen.get(column.name)
        if not chosen:
            return texts
        return values.looked_up(texts, lambda text: _meant(column, chosen, text), pl.String)

    def concerns(self, column: Column) -> bool:
        """Whether the column has a closed list."""
        return column.name in self._closed

    def meet(self, column: Column, texts: pl.DataFrame, origin: Origin, findings: Findings) -> None:
        """Note which of these different texts nobody knows, and tell which were read as chosen.

        Beside each text stands in how many `rows` it is.
        """
        chosen = self._chosen.get(column.name, {})
        counted: Counter[str] = Counter()
        written: dict[str, str] = {}
        for text, count in texts.sort(-pl.col("rows").cast(pl.Int64), column.name).iter_rows():
            for item in dict.fromkeys(_items(column, text)):
                key = folded(item)
                if key in chosen or _is_offered(column, item):
                    counted[key] += count
                    written.setdefault(key, " ".join(item.split()))
        found = [
            Met(column.name, origin.column, written[key], count, chosen.get(key))
            for key, count in sorted(counted.items(), key=lambda one: (-one[1], one[0]))
        ]
        unknown = [one for one in found if one.code is None]
        read = [one for one in found if one.code is not None][:SHOWN]
        self.met += [*unknown[:SHOWN], *read]
        self.unseen += len(unknown[SHOWN:])
        if read:
            findings.note(origin.file, _told(column, origin, read))

    def as_json(self) -> dict[str, Any]:
        """What was met, as plain values; nothing when there is nothing to tell."""
        return {"met": [asdict(one) for one in self.met], "unseen": self.unseen}


def _told(column: Column, origin: Origin, read: list[Met]) -> str:
    words = {EMPTY: _("an empty cell"), **terms(column)}
    told = (
        _("“%(value)s” = %(term)s (%(rows)d)")
        % {"value": one.value, "term": words[str(one.code)], "rows": one.rows}
        for one in read
    )
    return _(
        "In the column “%(column)s” values were read as was chosen for this sender, in so many "
        "rows: %(values)s."
    ) % {"column": origin.column, "values": "; ".join(told)}


def _items(column: Column, text: str) -> Iterator[str]:
    """What the list is asked for: the whole cell, or each of several in it."""
    parts = text.split("|") if column.type == "list" else [text]
    yield from filter(None, (part.strip() for part in parts))


def _meant(column: Column, chosen: Mapping[str, str], text: str) -> str | None:
    read = (chosen.get(folded(item), item) for item in _items(column, text))
    return " | ".join(filter(None, read)) or None


def _is_offered(column: Column, item: str) -> bool:
    """Whether a person is asked for the value: not of what is wrong in itself, as a formula is."""
    if is_known(column, item) or len(item) > LONGEST or not folded(item):
        return False
    is_formula = FORMULA.search(item) and not HARMLESS.search(item)
    return not is_formula and not BROKEN.search(item)
