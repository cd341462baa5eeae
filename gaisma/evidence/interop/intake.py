"""The one way in: tables of typed strings are checked, planned and committed together.

Whoever reads files (a spreadsheet, a OneRoster set) makes a `Delivery` of `Table`s and calls
`take_in`. A `Table` is of one kind (`institutions`, `sites`, `programmes`, `groups`, `people`,
`learners`, `staff`, `vacancies`, `queue`); several tables of one kind are allowed. Its frame has

* `row`: Int64, the row's number in the sender's file, the header being row 1;
* columns of the contract, all `pl.String`, null or "" when empty. A column
  that is absent leaves what is stored alone; an empty cell of a present column clears it;
* columns beside the contract, matched before names, in the scheme `Delivery.source`:
  `institution_identifier`, `programme_identifier`, `group_identifier`, `enrolment_identifier`.
  In `institutions`, `programmes`, `groups` and `learners` the row's own identifier is stored;
  elsewhere (and for the row's institution, programme, group) it finds what it names, and then
  the contract's own columns (`institution`, `group`, `school_year`, `programme`) may be absent.
  `person_id` is always an identifier of the scheme. `people` takes person_id, given_name,
  family_name, personal_code, born_on, language, register_id: people without a place (yet).
  `learners` and `staff` also take language and register_id.

`origins` says where a column stood in the sender's files, when it was called otherwise there or
came from another file: problems are then named by that file, row and column.

Kinds are planned in the order of `TableKind.order`, each seeing what those before it will create,
so one delivery may bring institutions, groups and learners at once. A missing school year
(`2024/2025`) is made.

`endings`: with `absent=True` every active row of the kind that is known to the source and that the
delivery lacks ends on the date; with `identifiers` (a frame of `identifier`, `row` and optionally
`on`: Date) just those end. Kinds that end: `institutions` (closed_on), `learners` (to, by
enrolment_identifier), `staff` (to, by person_id: all employments of the person). When more than a
tenth of an institution's enrolments would end, a decision is asked for.

`findings` are the reader's own problems, notes and decisions; any problem stops the delivery, any
decision asks unless `yes`. `facts` is called in the transaction after the rows were written and
gives mass facts (marks) to append, by lake table; undoing the import withdraws them.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

import polars as pl
from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from gaisma.base import constraints
from gaisma.base.models import Installation, Organisation
from gaisma.evidence.interop import checking, committing
from gaisma.evidence.interop.checking import Check
from gaisma.evidence.interop.delivery import (
    ASKS,
    REFUSED,
    TAKEN,
    Delivery,
    Ending,
    Origin,
    Outcome,
    Table,
)
from gaisma.evidence.interop.findings import Findings
from gaisma.evidence.interop.kinds import Ends, table_kinds
from gaisma.evidence.interop.models import Import
from gaisma.evidence.interop.planning import Draft
from gaisma.evidence.interop.titles import column_title
from gaisma.evidence.lake import actions as lake

if TYPE_CHECKING:
    from gaisma.base.models import User


__all__ = [
    "ASKS",
    "REFUSED",
    "TAKEN",
    "Delivery",
    "Ending",
    "Origin",
    "Outcome",
    "Table",
    "Watch",
    "take_in",
]


class Watch:
    """Looks on while a delivery is planned and written; as it stands, it does nothing."""

    def delivered(self, delivery: Delivery) -> None:
        """The tables as they were understood."""

    def planned(self, draft: Draft) -> None:
        """The record as the delivery will leave it; what follows problems is not planned."""

    def written(self, importing: Import) -> None:
        """The import, written in the transaction that is still open."""


Counts = dict[str, dict[str, int]]
COUNTED = ("created", "changed", "ended", "unchanged")


def take_in(
    delivery: Delivery,
    *,
    by: "User | None",
    at: datetime,
    as_of: date,
    dry_run: bool = False,
    yes: bool = False,
    watch: Watch | None = None,
) -> Outcome:
    """Check the delivery and, when nothing stands against it, commit all of it or nothing.

    Who watches is shown what is planned, and the import inside its transaction.
    """
    watch = watch or Watch()
    watch.delivered(delivery)
    findings = Findings()
    findings.extend(delivery.findings)
    try:
        with transaction.atomic():
            if not dry_run:
                wait_for_other_writers()
            draft, counts = _planned(delivery, findings, as_of)
            watch.planned(draft)
            status = _status(findings, yes=yes)
            if dry_run or status != TAKEN:
                return _outcome(None, status, findings, counts)
            importing = committing.commit(draft, delivery, counts, findings, by=by, at=at)
            watch.written(importing)
    except (IntegrityError, DataError) as error:
        findings.problem(delivery.file, _refused_by_database(error))
        return _outcome(None, REFUSED, findings, {})
    version = lake.refresh(reason=f"import {importing.pk}", at=at)
    committing.known_in_lake(importing, version)
    return _outcome(importing.pk, TAKEN, findings, counts)


def wait_for_other_writers() -> None:
    """Take the lock that every writer of the record takes, inside the transaction."""
    # SQLite's transactions are immediate and wait by themselves.
    list(Installation.objects.select_for_update().filter(pk=1))


def _planned(delivery: Delivery, findings: Findings, as_of: date) -> tuple[Draft, Counts]:
    """Plan the tables in their order; what follows a table with problems would only repeat them."""
    draft = Draft(source=delivery.source, today=as_of)
    counts: Counts = {name: {} for name in COUNTED}
    checked = [
        (check, checking.checked(check, today=as_of))
        for check in (Check(table, findings) for table in _ordered(delivery))
    ]
    touched = Touched()
    before = delivery.findings.problems_total
    troubled = findings.problems_total > before
    for check, rows in checked:
        if troubled and check.table.kind != checked[0][0].table.kind:
            break
        if checking.lacking(check.table):
            _tell_lacking(check, findings)
            break
        draft.check = check
        rows = table_kinds()[check.table.kind].plan(draft, rows)
        touched.add(check.table.kind, rows)
        _count(counts, check.table.kind, rows["outcome"].value_counts().rows())
        troubled = troubled or findings.problems_total > before
    for kind, count in draft.beside.items():
        _count(counts, kind, [("changed", count)])
    if findings.problems_total == before:
        for ending in delivery.endings:
            ended = plan_ending(draft, ending, touched, findings)
            _count(counts, ending.kind, [("ended", ended)])
        ask_of_endings(draft, delivery, findings)
    return draft, counts


def _tell_lacking(check: Check, findings: Findings) -> None:
    """Say which columns are missing, unless the reader has said so already."""
    told = {problem.column for problem in findings.problems}
    for name in checking.lacking(check.table):
        if name not in told:
            message = _("The column “%(column)s” is missing and the table needs it.")
            findings.problem(
                check.table.file, message % {"column": column_title(name)}, column=name
            )


def _ordered(delivery: Delivery) -> list[Table]:
    return sorted(delivery.tables, key=lambda table: int(table_kinds()[table.kind].order))


def _count(counts: Counts, kind: str, found: list[tuple[str, int]]) -> None:
    for name in COUNTED:
        counts[name].setdefault(kind, 0)
    for name, count in found:
        counts[name][kind] += count


def _status(findings: Findings, *, yes: bool) -> str:
    if findings.problems_total:
        return REFUSED
    return ASKS if findings.decisions and not yes else TAKEN


def _outcome(pk: int | None, status: str, findings: Findings, counts: Counts) -> Outcome:
    listed = findings.listed()
    return Outcome(
        id=pk,
        status=status,
        problems=listed.problems,
        problems_total=listed.problems_total,
        notes=listed.notes,
        decisions=listed.decisions,
        **(counts if status != REFUSED else {}),
    )


def _refused_by_database(error: Exception) -> str:
    return _("The record's own rules refuse this: %(reason)s") % {
        "reason": constraints.sentence(error)
    }


MANY = 0.1
"""The share of an institution's enrolments that may end without a question."""
ASKED_OF = "learners"


@dataclass
class Touched:
    """The rows of the record that a delivery names, by kind of table."""

    ids: dict[str, list[pl.Series]] = field(default_factory=dict)

    def add(self, kind: str, rows: pl.DataFrame) -> None:
        self.ids.setdefault(kind, []).append(rows["id"])

    def of(self, kind: str) -> pl.DataFrame:
        return pl.DataFrame(
            {"id": pl.concat([pl.Series([], dtype=pl.Int64), *self.ids.get(kind, [])])}
        )


def plan_ending(draft: Draft, ending: Ending, touched: Touched, findings: Findings) -> int:
    """Plan the ends and give their number; identifiers that nobody knows are noted."""
    ends: Ends = table_kinds()[ending.kind].ends
    known = ends.known(draft)
    rows = pl.DataFrame(schema={"id": pl.Int64, "on": pl.Date})
    if ending.absent:
        absent = known.join(touched.of(ending.kind), on="id", how="anti").select("id").unique()
        rows = pl.concat([rows, absent.with_columns(on=pl.lit(ending.on))])
    if ending.identifiers is not None:
        rows = pl.concat([rows, _named_rows(ending, known, findings)])
    rows = _active_rows(draft, ends, rows.unique("id", keep="last"))
    last = pl.max_horizontal("on", ends.since)
    draft.records.change(ends.model, rows.select("id", last.alias(ends.to)))
    return rows.height


def _named_rows(ending: Ending, known: pl.DataFrame, findings: Findings) -> pl.DataFrame:
    named = ending.identifiers
    assert named is not None  # noqa: S101
    if "on" not in named.columns:
        named = named.with_columns(on=pl.lit(None, dtype=pl.Date))
    both = named.join(known, on="identifier", how="left", maintain_order="left")
    for row, value in both.filter(pl.col("id").is_null()).select("row", "identifier").iter_rows():
        message = _("Nothing is stored under this identifier, so nothing was ended.")
        findings.note(ending.file, message, row=row, value=value)
    both = both.filter(pl.col("id").is_not_null())
    return both.select("id", on=pl.col("on").fill_null(pl.lit(ending.on)))


def _active_rows(draft: Draft, ends: Ends, rows: pl.DataFrame) -> pl.DataFrame:
    planned = draft.records.of(ends.model).select("id", ends.since, ends.to)
    rows = rows.join(planned, on="id", how="inner")
    return rows.filter(pl.col(ends.to).is_null() | (pl.col(ends.to) > pl.col("on")))


def ask_of_endings(draft: Draft, delivery: Delivery, findings: Findings) -> None:
    """Ask once for each institution of which more than a tenth of the enrolments would end."""
    kind = next((ending for ending in delivery.endings if ending.kind == ASKED_OF), None)
    if kind is None:
        return
    ends: Ends = table_kinds()[ASKED_OF].ends
    shares = _shares(draft, ends, kind.on)
    codes = draft.records.of(Organisation).select("code", "name", institution_id="id")
    many = shares.filter(pl.col("ended") > pl.col("active") * MANY)
    many = many.join(codes, on="institution_id").sort("code")
    for name, code, ended, active in many.select("name", "code", "ended", "active").iter_rows():
        question = _(
            "%(ended)d of %(active)d enrolments of %(name)s (%(code)s) would end. Is that right?"
        ) % {"ended": ended, "active": active, "name": name, "code": code}
        findings.ask("many_endings", kind.file, question, yes=_("end them"))


def _shares(draft: Draft, ends: Ends, on: date) -> pl.DataFrame:
    """Active enrolments of each institution before the delivery, and how many of them end."""
    changed, stored = draft.records.changed(ends.model)
    before = _open(ends, draft.records.stored(ends.model), on)
    gone = _open(ends, stored, on).join(_closed(ends, changed, on), on="id", how="semi")
    counted = ends.institutions(draft, before).group_by("institution_id").agg(active=pl.len())
    ended = ends.institutions(draft, gone).group_by("institution_id").agg(ended=pl.len())
    return counted.join(ended, on="institution_id", how="inner")


def _open(ends: Ends, rows: pl.DataFrame, on: date) -> pl.DataFrame:
    return rows.filter(pl.col(ends.to).is_null() | (pl.col(ends.to) > pl.lit(on)))


def _closed(ends: Ends, rows: pl.DataFrame, on: date) -> pl.DataFrame:
    return rows.filter(pl.col(ends.to).is_not_null() & (pl.col(ends.to) <= pl.lit(on)))
