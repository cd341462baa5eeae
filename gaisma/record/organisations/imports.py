"""Which tables about organisations can be taken in and given out."""

import polars as pl

from gaisma.base import bulk
from gaisma.base.models import Installation, Organisation
from gaisma.base.registry import gathered
from gaisma.evidence.interop import complaints
from gaisma.evidence.interop.kinds import Ends, Identifiers, Kept, TableKind
from gaisma.evidence.interop.planning import CREATED, Draft, worst
from gaisma.record.organisations import tables
from gaisma.record.organisations.models import OrganisationIdentifier, Site, Succession

IDENTIFIERS = Identifiers(OrganisationIdentifier, "organisation_id")
DEEPEST = 12
"""Levels of the tree; what is deeper goes in a circle."""

FIELDS = tuple(
    column.name
    for column in tables.INSTITUTIONS
    if column.type != "institution" and not column.is_key
)
"""What stands in an institution's own row; its code and other institutions are found."""


def plan_institutions(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    """Institutions by identifier, code or registration number; then who stands below whom."""
    rows = rows.rename({"id": "code"})
    rows = draft.identified(rows, IDENTIFIERS, "institution_identifier", into="id")
    rows = _by_registration_number(draft, rows)
    rows = draft.upsert(Organisation, rows, match=("code",), values=FIELDS, names={"code": "id"})
    rows = draft.refuse_reversed(
        Organisation, rows, ("opened_on", "opened_on"), ("closed_on", "closed_on")
    )
    draft.remember(rows, IDENTIFIERS, "institution_identifier")
    return _succeeded(draft, _below_parents(draft, rows))


def _by_registration_number(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    """The contract's `id` is the institution's own code or its registration number."""
    stored = draft.records.of(Organisation).filter(pl.col("registration_number") != "")
    numbers = stored.select(code="registration_number", by_number="id").unique("code", keep="none")
    rows = rows.join(numbers, on="code", how="left", maintain_order="left")
    return rows.with_columns(id=pl.coalesce("id", "by_number")).drop("by_number")


def _below_parents(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    planned = draft.records.of(Organisation)
    authority = _authority(planned)
    if "parent" in rows.columns:
        rows = draft.institution(rows, "parent", into="parent_id")
    else:
        stored = planned.select("id", "parent_id")
        rows = rows.join(stored, on="id", how="left", maintain_order="left")
    below = pl.coalesce("parent_id", pl.lit(authority, dtype=pl.Int64))
    at_the_top = (pl.col("kind") == "authority") & pl.col("parent_id").is_null()
    rows = rows.with_columns(parent_id=pl.when(~at_the_top).then(below))
    lost = rows.filter(pl.col("parent_id").is_null() & (pl.col("kind") != "authority"))
    draft.check.refuse(lost, "parent", complaints.no_parent())
    first = rows.join(lost, on="row", how="anti", maintain_order="left")
    first = first.rename({"outcome": "first"})
    rows = draft.upsert(Organisation, first, match=(), values=("parent_id",))
    circles = rows.join(_in_circles(draft), on="id", how="semi", maintain_order="left")
    draft.check.refuse(circles, "parent", complaints.circle())
    return rows.with_columns(outcome=worst("outcome", "first")).drop("first")


def _authority(planned: pl.DataFrame) -> int | None:
    """The installation's, otherwise the only one that there is."""
    installation = Installation.objects.filter(pk=1).first()
    if installation and installation.authority_id:
        return installation.authority_id
    authorities = planned.filter(pl.col("kind") == "authority")["id"].to_list()
    return authorities[0] if len(authorities) == 1 else None


def _in_circles(draft: Draft) -> pl.DataFrame:
    """Organisations from which no way leads up to the top."""
    parents = draft.records.of(Organisation).select("id", "parent_id")
    ways = parents.filter(pl.col("parent_id").is_not_null())
    for _level in range(DEEPEST):
        above = parents.rename({"id": "parent_id", "parent_id": "above"})
        ways = ways.join(above, on="parent_id", how="inner").select("id", parent_id="above")
        ways = ways.filter(pl.col("parent_id").is_not_null())
    return ways


def _succeeded(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    """Who took over an institution when it closed; an empty cell leaves this alone."""
    if "successor" not in rows.columns:
        return rows
    found = draft.institution(rows, "successor", into="successor_id")
    named = found.filter(pl.col("successor_id").is_not_null())
    closed = draft.records.of(Organisation).select("id", on="closed_on")
    named = named.select("row", "successor", "successor_id", institution_id="id").join(
        closed, left_on="institution_id", right_on="id", how="left", maintain_order="left"
    )
    still_open = named.filter(pl.col("on").is_null())
    draft.check.refuse(still_open, "successor", complaints.succeeded_and_open())
    itself = pl.col("institution_id") == pl.col("successor_id")
    draft.check.refuse(named.filter(itself), "successor", complaints.own_successor())
    done = draft.upsert(
        Succession,
        named.filter(pl.col("on").is_not_null() & ~itself),
        match=("institution_id", "successor_id"),
        values=("on",),
        names={"successor_id": "successor"},
    )
    _hand_over(draft, done.filter(pl.col("outcome") == CREATED))
    outcomes = done.select("row", succeeded="outcome")
    rows = found.join(outcomes, on="row", how="left", maintain_order="left")
    # A new succession of an institution that was there is a change of the institution.
    succeeded = pl.col("succeeded") != "unchanged"
    changed = pl.when(succeeded).then(pl.lit("changed")).otherwise(pl.lit("unchanged"))
    return rows.with_columns(succeeded=changed).with_columns(outcome=worst("outcome", "succeeded"))


def _hand_over(draft: Draft, successions: pl.DataFrame) -> None:
    """What rooms hand over in a merger goes to the successor, as when it is recorded by hand."""
    for room in gathered("TAKEOVERS"):
        count = room.plan(draft=draft, successions=successions)
        draft.changed_beside(room.key, count)


def plan_sites(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    """Sites by institution and name."""
    rows = draft.institution(rows)
    return draft.upsert(
        Site,
        rows,
        match=tables.SITES.keys,
        values=tables.SITES.values,
        names=tables.SITES.names,
    )


def export_institutions(_source: str) -> pl.DataFrame:
    """All organisations, those at the top first."""
    nodes = bulk.frame_of(Organisation.objects.order_by("pk"))
    codes = nodes.select("id", code_of="code")
    successors = bulk.frame_of(
        Succession.objects.order_by("on", "pk"), "institution_id", "successor_id"
    ).unique("institution_id", keep="last")
    successors = successors.join(codes, left_on="successor_id", right_on="id")
    return (
        nodes.join(codes, left_on="parent_id", right_on="id", how="left", maintain_order="left")
        .join(
            successors.select("institution_id", successor="code_of"),
            left_on="id",
            right_on="institution_id",
            how="left",
            maintain_order="left",
        )
        .with_columns(id="code", parent="code_of", aliases=pl.col("aliases").list.join(" | "))
        .sort(pl.col("parent").is_not_null(), maintain_order=True)
    )


def export_sites(_source: str) -> pl.DataFrame:
    """All sites by institution."""
    return tables.SITES.export(Site.objects.order_by("institution__code", "name"))


def _institution_itself(_draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    return rows.with_columns(institution_id="id")


TOUCHES = {
    "base.Organisation": "organisations",
    "organisations.Succession": "successions",
    "organisations.Site": "sites",
}
TABLE_KINDS = [
    TableKind(
        "institutions",
        10,
        plan_institutions,
        export_institutions,
        TOUCHES,
        IDENTIFIERS,
        Ends(
            Organisation,
            to="closed_on",
            since="opened_on",
            institutions=_institution_itself,
            known=lambda draft: draft.known(IDENTIFIERS),
        ),
        model=Organisation,
        columns=tables.INSTITUTIONS,
        kept=Kept(
            OrganisationIdentifier,
            {
                "sourcedId": "value",
                "code": "organisation__code",
                "kind": "organisation__kind",
                "closed_on": "organisation__closed_on",
            },
        ),
    ),
    TableKind(
        "sites",
        20,
        plan_sites,
        export_sites,
        TOUCHES,
        model=tables.SITES.model,
        columns=tables.SITES.columns,
    ),
]
