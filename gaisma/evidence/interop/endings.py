"""Rows that a delivery brings to an end, and the question asked when they are many."""

from dataclasses import dataclass, field
from datetime import date

import polars as pl
from django.utils.translation import gettext as _

from gaisma.base.models import Organisation
from gaisma.evidence.interop.delivery import Delivery, Ending
from gaisma.evidence.interop.findings import Decision, Findings
from gaisma.evidence.interop.kinds import Ends, table_kinds
from gaisma.evidence.interop.planning import Draft

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


def plan(draft: Draft, ending: Ending, touched: Touched, findings: Findings) -> int:
    """Plan the ends and give their number; identifiers that nobody knows are noted."""
    ends: Ends = table_kinds()[ending.kind].ends
    known = ends.known(draft)
    rows = pl.DataFrame(schema={"id": pl.Int64, "on": pl.Date})
    if ending.absent:
        absent = known.join(touched.of(ending.kind), on="id", how="anti").select("id").unique()
        rows = pl.concat([rows, absent.with_columns(on=pl.lit(ending.on))])
    if ending.identifiers is not None:
        rows = pl.concat([rows, _named(ending, known, findings)])
    rows = _active(draft, ends, rows.unique("id", keep="last"))
    last = pl.max_horizontal("on", ends.since)
    draft.records.change(ends.model, rows.select("id", last.alias(ends.to)))
    return rows.height


def _named(ending: Ending, known: pl.DataFrame, findings: Findings) -> pl.DataFrame:
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


def _active(draft: Draft, ends: Ends, rows: pl.DataFrame) -> pl.DataFrame:
    planned = draft.records.of(ends.model).select("id", ends.since, ends.to)
    rows = rows.join(planned, on="id", how="inner")
    return rows.filter(pl.col(ends.to).is_null() | (pl.col(ends.to) > pl.col("on")))


def ask(draft: Draft, delivery: Delivery, findings: Findings) -> None:
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
        choices = (_("end them"), _("take nothing"))
        findings.decisions.append(Decision("many_endings", kind.file, None, question, choices))


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
