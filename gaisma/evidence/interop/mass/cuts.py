"""Facts as files of the lake: what gives way to them, what of the stored stays beside them."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

import polars as pl

from gaisma.evidence.interop.mass import MassFacts, MassKind
from gaisma.evidence.interop.mass.ordering import in_order
from gaisma.evidence.lake import actions as lake
from gaisma.evidence.lake import files, queries
from gaisma.evidence.lake.files import LakeFile
from gaisma.evidence.lake.models import LakeVersion


@dataclass(frozen=True)
class Change:
    """What of the lake gives way to the facts: periods, files of the cuts that they touch."""

    seen: LakeVersion | None
    periods: pl.DataFrame
    """By group: its first and last day in the file, how many rows it has, how many give way."""
    touched: tuple[LakeFile, ...]

    @property
    def gone(self) -> int:
        """How many rows give way."""
        return int(self.periods["gone"].sum())

    def counts(self, kind: MassKind) -> dict[str, dict[str, int]]:
        """Rows as an import counts them."""
        came = int(self.periods["rows"].sum())
        counted = {"created": came, "changed": 0, "ended": self.gone, "unchanged": 0}
        return {name: {kind.key: count} for name, count in counted.items()}


def change_by(kind: MassKind, facts: pl.DataFrame) -> Change:
    """What of the newest version gives way to the facts. Raises DamagedLake."""
    periods = facts.group_by("group").agg(
        first=pl.col("day").min(), last=pl.col("day").max(), rows=pl.len()
    )
    seen = queries.latest()
    wanted = facts.select(kind.table.cut_by).unique().to_dicts()
    months = [cut["month"] for cut in wanted]
    gone = [pl.DataFrame(schema={"group": pl.Int64, "gone": pl.UInt32})]
    touched = []
    for file in held(seen, kind.table.key):
        if not min(months) <= file["cut"]["month"] <= max(months):
            continue
        there = within(stored(file).select("group", "day"), periods.lazy())
        found = there.group_by("group").agg(gone=pl.len()).collect()
        gone.append(found)
        if found.height or file["cut"] in wanted:
            touched.append(file)
    counted = pl.concat(gone).group_by("group").agg(pl.col("gone").sum())
    periods = periods.with_columns(pl.col("group").cast(pl.Int64)).join(
        counted, on="group", how="left"
    )
    return Change(seen, periods.with_columns(pl.col("gone").fill_null(0)), tuple(touched))


def held(version: LakeVersion | None, table: str) -> list[LakeFile]:
    """The files of a table that hold rows."""
    content = version.contents.get(table, {}) if version else {}
    return [file for file in content.get("files", ()) if file["rows"]]


def stored(file: LakeFile) -> pl.LazyFrame:
    """A file's rows, once it is seen to be whole. Raises DamagedLake."""
    place = files.path(file)
    files.demand_whole(place)
    return pl.scan_parquet(place)


def within(rows: pl.LazyFrame, periods: pl.LazyFrame) -> pl.LazyFrame:
    """The rows of the periods' groups and days."""
    known = periods.select(pl.col("group").cast(pl.Int64), "first", "last")
    both = rows.join(known, on="group", how="inner", maintain_order="left")
    return both.filter(pl.col("day").is_between(pl.col("first"), pl.col("last")))


def _outside(rows: pl.LazyFrame, periods: pl.LazyFrame) -> pl.LazyFrame:
    """The other rows."""
    known = periods.select(pl.col("group").cast(pl.Int64), "first", "last")
    both = rows.join(known, on="group", how="left", maintain_order="left")
    inside = pl.col("day").is_between(pl.col("first"), pl.col("last"))
    return both.filter(~inside.fill_null(value=False)).drop("first", "last")


Written = dict[str, list[LakeFile]]
"""The files of each table that stand instead of those of the cuts that are touched."""


def nothing(kind: MassKind) -> Written:
    """No files yet of the kind's tables."""
    return {table.key: [] for table in (kind.table, *(one.table for one in kind.sums))}


def written(kind: MassKind, facts: MassFacts, change: Change, delivery: int) -> Written:
    """Write what each cut of the lake is to hold: the facts, and what of the stored stays."""
    files_of = nothing(kind)
    cuts = facts.rows.select(kind.table.cut_by).unique(maintain_order=True).to_dicts()
    cuts += [file["cut"] for file in change.touched if file["cut"] not in cuts]
    for cut in cuts:
        mine = facts.rows.filter(*(pl.col(name) == value for name, value in cut.items()))
        mine = mine.join(facts.of_group, on="group", how="left", maintain_order="left")
        mine = mine.with_columns(delivery=pl.lit(delivery))
        rest = [
            _outside(stored(file), change.periods.lazy()).collect()
            for file in change.touched
            if file["cut"] == cut
        ]
        write(kind, [mine, *(one for one in rest if one.height)], files_of)
    return files_of


def write(kind: MassKind, parts: list[pl.DataFrame], into: Written) -> None:
    """Write one cut: the facts in their order, and what is derived of them."""
    # Facts that nothing stored joins stay narrow: they conform when they are written.
    rows = parts[0]
    if len(parts) > 1:
        rows = pl.concat([files.conforming(kind.table, part) for part in parts])
    if rows.is_empty():
        return
    rows = in_order(rows, kind.order_by)
    into[kind.table.key] += files.write(kind.table, rows)
    for one in kind.sums:
        into[one.table.key] += files.write(one.table, one.of(rows))


def exchange(
    kind: MassKind,
    instead: Written,
    touched: tuple[LakeFile, ...],
    seen: LakeVersion | None,
    reason: str,
    at: datetime,
) -> LakeVersion:
    """A version with these files instead of the touched cuts. Raises Overtaken."""
    cuts = [file["cut"] for file in touched]
    tables = {
        table: [*(one for one in held(seen, table) if one["cut"] not in cuts), *new]
        for table, new in instead.items()
    }
    return lake.exchange(tables, seen=seen, reason=reason, at=at)


def delivery_of(sha256: str, at: datetime) -> int:
    """The number under which the rows of an import stand in the lake."""
    return int(hashlib.sha256(f"{sha256} {at.timestamp()}".encode()).hexdigest()[:15], 16)
