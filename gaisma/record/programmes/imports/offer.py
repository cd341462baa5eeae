"""Programmes and groups, taken in and given out."""

import polars as pl

from gaisma.analytics.vocabulary import UNIT_KINDS
from gaisma.base.models import Organisation
from gaisma.evidence.interop import complaints
from gaisma.evidence.interop.planning import CHANGED, Draft
from gaisma.record.organisations.models import Site, Succession
from gaisma.record.programmes import tables
from gaisma.record.programmes.imports.learners import GROUPS, PROGRAMMES, note_large_groups
from gaisma.record.programmes.models import Enrolment, Group, Programme


def plan_programmes(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    """Programmes by identifier, otherwise by institution and code."""
    rows = draft.institution(rows)
    rows = draft.identified(rows, PROGRAMMES, "programme_identifier", into="id")
    rows = draft.upsert(
        Programme,
        rows,
        match=("institution_id", "code"),
        values=(*tables.PROGRAMMES.values, "register_id"),
        names=tables.PROGRAMMES.names,
    )
    draft.remember(rows, PROGRAMMES, "programme_identifier")
    return rows


def plan_take_over(draft: Draft, successions: pl.DataFrame) -> int:
    """Hand programmes over, but for those whose code the successor offers itself; how many."""
    programmes = draft.records.of(Programme).select("id", "institution_id", "code")
    own = programmes.select("code", successor_id="institution_id")
    keys = ["successor_id", "code"]
    going = programmes.join(successions, on="institution_id", maintain_order="left")
    going = going.join(own, on=keys, how="anti", maintain_order="left")
    going = going.unique(keys, keep="first", maintain_order=True).unique("id", keep="first")
    draft.records.change(Programme, going.select("id", institution_id="successor_id"))
    return going.height


def plan_groups(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    """Groups by identifier, otherwise by institution, name and school year."""
    rows = draft.school_year(draft.institution(rows))
    rows = draft.identified(rows, PROGRAMMES, "programme_identifier", into="programme_id")
    rows = _with_programmes_elsewhere(draft, rows)
    rows = draft.refer(
        rows,
        Programme,
        {"institution_id": "institution_id", "code": "programme"},
        into="programme_id",
        message=complaints.unknown_programme(),
    )
    if "site" in rows.columns:
        rows = draft.refer(
            rows,
            Site,
            {"institution_id": "institution_id", "name": "site"},
            into="site_id",
            message=complaints.unknown_site(),
            optional=True,
        )
    rows = draft.identified(rows, GROUPS, "group_identifier", into="id")
    rows = draft.upsert(
        Group,
        tables.GROUPS.renamed(rows),
        match=tables.GROUPS.keys,
        values=(*tables.GROUPS.values, "register_id"),
        names=tables.GROUPS.names,
    )
    _let_learners_follow(draft)
    rows = draft.refuse_reversed(Group, rows, ("min_size", "min_size"), ("max_size", "max_size"))
    draft.remember(rows, GROUPS, "group_identifier")
    _note_small_maxima(draft, rows)
    return rows


def _note_small_maxima(draft: Draft, rows: pl.DataFrame) -> None:
    """Groups that the table changes may have more learners than it allows them."""
    changed = rows.filter(pl.col("outcome") == CHANGED)
    if "max_size" in rows.columns and not changed.is_empty():
        named = changed.select("row", "max_size", group_id="id")
        note_large_groups(draft, named, column="max_size")


def _with_programmes_elsewhere(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    """A unit teaches its institution's programmes, a closed institution those it handed over."""
    if "programme" not in rows.columns:
        return rows
    offered = draft.records.of(Programme).select(at="institution_id", programme="code", there="id")
    own = offered.select("programme", institution_id="at")
    keys = ["institution_id", "programme"]
    found = _places_beside(draft).join(offered, on="at", maintain_order="left")
    found = found.join(own, on=keys, how="anti").unique(keys, keep="first", maintain_order=True)
    rows = rows.join(found.select(*keys, "there"), on=keys, how="left", maintain_order="left")
    return rows.with_columns(programme_id=pl.coalesce("programme_id", "there")).drop("there")


def _places_beside(draft: Draft) -> pl.DataFrame:
    """Where else (`at`) an institution's programmes are: above a unit, at successors in turn."""
    above = draft.records.of(Organisation).filter(pl.col("kind").is_in(UNIT_KINDS))
    above = above.select(institution_id="id", at="parent_id").drop_nulls()
    following = draft.records.of(Succession).select(
        institution_id="institution_id", at="successor_id"
    )
    places, reached = pl.concat([above, following]), 0
    while places.height > reached:
        reached = places.height
        further = places.rename({"at": "via"}).join(
            following, left_on="via", right_on="institution_id"
        )
        places = pl.concat([places, further.select("institution_id", "at")])
        places = places.unique(keep="first", maintain_order=True)
    return places


def _let_learners_follow(draft: Draft) -> None:
    """Learners of a group's programme follow its new one; those of a special one keep theirs."""
    was = draft.records.stored(Group).select(group_id="id", programme_id="programme_id")
    now = draft.records.of(Group).select(group_id="id", to="programme_id")
    moved = was.join(now, on="group_id").filter(pl.col("programme_id") != pl.col("to"))
    if moved.is_empty():
        return
    followers = draft.records.of(Enrolment).join(moved, on=["group_id", "programme_id"])
    draft.records.change(Enrolment, followers.select("id", programme_id="to"))


def export_programmes(_source: str) -> pl.DataFrame:
    """All programmes by institution."""
    rows = Programme.objects.order_by("institution__code", "code")
    return tables.PROGRAMMES.export(rows, "register_id")


def export_groups(_source: str) -> pl.DataFrame:
    """All groups, the latest school year first."""
    rows = Group.objects.order_by("-school_year__name", "institution__code", "name")
    return tables.GROUPS.export(rows)
