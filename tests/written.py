"""What the program wrote during a test: the lake is told of it, and the audit has it."""

import re
import sys
from collections.abc import Callable
from functools import cache
from types import FrameType
from typing import Any

from django.db import connection

from gaisma.base.registry import gathered
from gaisma.evidence.lake import actions as lake
from tests.records import PROJECT

WRITES = re.compile(
    r'(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM)\s+"(\w+)"(?! SET "last_login")'
)
"""Whoever signs in is noted elsewhere."""

STEPS = re.compile(r'(ROLLBACK TO )?SAVEPOINT "?(\w+)"?')
READS = re.compile(r'(?:FROM|JOIN)\s+"(\w+)"')
PROGRAM = f"{PROJECT}/gaisma/"
PREPARING = (f"{PROJECT}/tests/factories/", f"{PROJECT}/tests/pages.py")
"""What these have the program write, nobody did."""

COUNTERS, AUDIT = "lake_tablechange", "base_auditrecord"
BY_THEMSELVES = frozenset({"base_schoolyear", "instruments_instrument", "instruments_version"})
"""Tables whose rows say nothing before others refer to them; then they stay as they are."""

NO_ACTS = frozenset({COUNTERS, "lake_lakeversion", "django_session"})
"""Tables in which the program notes what nobody does."""

Execute = Callable[..., Any]


class Written:
    """Looks on at every statement, as a wrapper that Django calls."""

    def __init__(self) -> None:
        self.tables: set[str] = set()
        self.told: set[str] = set()
        self._before: dict[str, tuple[set[str], set[str]]] = {}

    def __call__(
        self, execute: Execute, sql: str, given: Any, many: bool, about: dict[str, Any]
    ) -> Any:
        answer = execute(sql, given, many, about)
        if step := STEPS.match(sql):
            self._go(*step.groups())
        found = WRITES.match(sql)
        # Who comes second changes no row. Of new ones the number is not known before they are read.
        is_change = sql.startswith("INSERT") or about["cursor"].rowcount
        if found and is_change and _is_by_program(sys._getframe(1), found[1]):
            if found[1] == COUNTERS:
                self.told.update(map(str, given))
            self.tables.add(found[1])
        return answer

    def _go(self, back: str | None, savepoint: str) -> None:
        """What is rolled back was not written."""
        if back:
            tables, told = self._before[savepoint]
            self.tables, self.told = set(tables), set(told)
        else:
            self._before[savepoint] = (set(self.tables), set(self.told))

    def untold(self) -> dict[str, set[str]]:
        """By table of the lake what was written that it does not learn of."""
        copied = {fact.key: fact for fact in gathered("FACTS") if fact.rows is not None}
        said = self.tables - BY_THEMSELVES
        written = {key: said & _read_by(key) for key in copied} if said else {}
        return {
            key: tables
            for key, tables in written.items()
            if tables and not self.told & {*copied[key].changed_by}
        }

    def unnoted(self) -> set[str]:
        """What was written without a line in the audit."""
        return set() if AUDIT in self.tables else self.tables - NO_ACTS


def _is_by_program(frame: FrameType | None, table: str) -> bool:
    """Whether the program itself writes, and not a test that prepares what it needs."""
    files = set()
    while frame is not None:
        files.add(frame.f_code.co_filename)
        frame = frame.f_back
    if table == COUNTERS:
        files.discard(lake.__file__)
    is_preparing = any(file.startswith(PREPARING) for file in files)
    return not is_preparing and any(file.startswith(PROGRAM) for file in files)


@cache
def _read_by(key: str) -> frozenset[str]:
    """The tables of the record from which a table of the lake is copied."""
    read: set[str] = set()

    def look(execute: Execute, sql: str, *rest: Any) -> Any:
        read.update(READS.findall(sql))
        return execute(sql, *rest)

    with connection.execute_wrapper(look):
        gathered("FACTS")[key].rows()
    return frozenset(read)
