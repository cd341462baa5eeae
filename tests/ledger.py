"""What acts declare to touch, held against what they write: every act that a room's test performs.

A frame is all that the outermost transaction of an act writes. It has to tell the lake of just the
tables that its actions declare; and what it declares has to be what the lake copies of that. Before
it, or within, the permission is demanded that the table of who may what names.
"""

import re
from collections.abc import Iterator, Set
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from threading import current_thread, main_thread
from typing import Any

from django.db import connections, transaction

from gaisma.base import audit, changes
from gaisma.base.audit import Action
from gaisma.base.registry import gathered
from tests.matrix import truth

ROOMS = ("record", "quality", "workplace")
"""Where the tests lie that are held to it: those of rooms, each with acts as people do them."""

WRITING = re.compile(
    r'\s*(?:INSERT(?: OR IGNORE)? INTO|(UPDATE)|DELETE FROM) "(\w+)"(.*)', re.DOTALL
)
SETTING = re.compile(r'"(\w+)" = ')
READING = re.compile(r'"(\w+)"\."(\w+)"')
FROM = re.compile(r' FROM "(\w+)"')
COUNTERS = "lake_tablechange"
OF_EVERY_ROW = ("revision", "changed_at")
"""What every change sets, and no table of the lake holds."""
OF_CLOSED_WAVES = ("survey_results", "survey_city_results")
"""Facts that copy a wave once it is closed: what is written before that is none of them yet."""

WHOLE, REVISED = "", "*"
"""In the place of a column: a row comes or goes; or is changed, in whatever it is."""

Written = tuple[str, str]


@dataclass
class Frame:
    """What a transaction did."""

    done: list[Action] = field(default_factory=list)
    told: set[str] = field(default_factory=set)
    written: set[Written] = field(default_factory=set)

    def take(self, other: "Frame") -> None:
        self.done += other.done
        self.told |= other.told
        self.written |= other.written


@dataclass(frozen=True)
class Copied:
    """What the lake copies: which tables and columns a fact reads, and what it is told of."""

    key: str
    changed_by: tuple[str, ...]
    reads: frozenset[Written]

    @property
    def tables(self) -> set[str]:
        return {table for table, _column in self.reads}


_open: list[Frame] = []
_demanded: set[str] = set()
"""What was demanded since the last frame."""
_copied: list[Copied] = []
faults: list[str] = []
"""What the test that runs did otherwise than its actions declare."""


def learn() -> None:
    """Ask every fact once which tables and columns it reads. Needs the tables, not their rows."""
    _copied[:] = [_read(fact) for fact in gathered("FACTS") if fact.rows]


def copied() -> list[Copied]:
    return list(_copied)


def _read(fact: Any) -> Copied:
    said: list[str] = []
    with connections["default"].execute_wrapper(_saying(said)):
        fact.rows()
    reads = {pair for sql in said for pair in READING.findall(sql)}
    reads |= {(table, WHOLE) for sql in said for table in FROM.findall(sql)}
    return Copied(fact.key, fact.changed_by, frozenset(reads))


def _saying(said: list[str]) -> Any:
    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        said.append(sql)
        return execute(sql, params, many, context)

    return note


def problems(frame: Frame, known: list[Copied]) -> Iterator[str]:
    """What a frame did otherwise than its actions declare, in sentences."""
    names = " and ".join(sorted({action.key for action in frame.done}))
    declared = {table for action in frame.done for table in action.touches}
    is_open = any(action.touches_what_it_finds for action in frame.done)
    for table in sorted(declared - frame.told):
        yield f"{names} declares {table} and did not tell the lake of it"
    for table in sorted(set() if is_open else frame.told - declared):
        yield f"{names} tells the lake of {table} and does not declare it"
    for fact in known:
        wrote = sorted(frame.written & fact.reads)
        if fact.key in OF_CLOSED_WAVES:
            continue
        if wrote and not frame.told.intersection(fact.changed_by):
            yield f"{names} writes {wrote}, which {fact.key} copies: it does not declare it"
    written = {table for table, _column in frame.written}
    for table in sorted(set() if is_open else declared):
        read = {one for fact in known if table in fact.changed_by for one in fact.tables}
        if not written & read:
            yield f"{names} declares {table} and writes nothing that the lake copies of it"


def undemanded(frame: Frame, demanded: Set[str]) -> Iterator[str]:
    """What a frame did without that which the table of who may what wants demanded before."""
    for action in frame.done:
        wanted = truth.demanded(action.key)
        if wanted and not wanted & demanded:
            yield f"{action.key} is done without demanding {' or '.join(sorted(wanted))}"


def watch() -> None:
    """See from now on what the main thread does."""
    enter, leave, write = transaction.Atomic.__enter__, transaction.Atomic.__exit__, audit.note
    ask = changes.demand

    @wraps(enter)
    def entered(self: Any) -> None:
        enter(self)
        if _is_seen(self):
            _open.append(Frame())

    @wraps(leave)
    def left(self: Any, kind: Any, error: Any, trace: Any) -> None:
        frame = _open.pop() if _is_seen(self) and _open else None
        is_undone = kind is not None or connections["default"].needs_rollback
        leave(self, kind, error, trace)
        if frame is not None and not is_undone:
            _keep(frame)

    @wraps(write)
    def written(**given: Any) -> Any:
        made = write(**given)
        if current_thread() is main_thread():
            _keep(Frame(done=[given["action"]]))
        return made

    @wraps(ask)
    def demanded(permission: str, **whose: Any) -> None:
        _demanded.add(permission)
        ask(permission, **whose)

    changes.demand = demanded
    transaction.Atomic.__enter__, transaction.Atomic.__exit__ = entered, left  # type: ignore[method-assign]
    audit.note = written
    connections["default"].execute_wrappers.append(_seen)


def _is_seen(block: Any) -> bool:
    """Whether a transaction is of the program: not of another thread, nor around a whole test."""
    return current_thread() is main_thread() and not getattr(block, "_from_testcase", False)


def _keep(frame: Frame) -> None:
    if _open:
        _open[-1].take(frame)
    elif frame.done:
        faults.extend(problems(frame, _copied))
        faults.extend(undemanded(frame, _demanded))
        _demanded.clear()


def _seen(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    done = execute(sql, params, many, context)
    found = WRITING.match(sql) if _open else None
    if found and found[2] == COUNTERS and found[1]:
        _open[-1].told.add(params[-1])
    elif found:
        columns = SETTING.findall(found[3].partition(" WHERE ")[0]) if found[1] else [WHOLE]
        kept = (column for column in columns if column not in OF_EVERY_ROW)
        _open[-1].written |= {(found[2], column) for column in kept}
        if found[1]:
            _open[-1].written.add((found[2], REVISED))
    return done


@contextmanager
def of_one_test() -> Iterator[list[str]]:
    """The faults of what runs within."""
    faults.clear()
    _open.clear()
    _demanded.clear()
    yield faults
    faults.clear()
