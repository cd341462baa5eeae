"""Tables of the lake about organisations."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import polars as pl

from gaisma.analytics.tables import LakeTable
from gaisma.analytics.vocabulary import UNIT_KINDS
from gaisma.base import bulk, request_cache
from gaisma.base.models import Organisation
from gaisma.evidence.lake.facts import Fact
from gaisma.record.organisations.models import Status, Succession

PLACE = {
    "unit": "int64",
    "institution": "int64",
    "authority": "int64",
    "institution_kind": "string",
    "founder": "string",
}
"""Columns of every fact about an organisation: its id, the institution that it belongs to, the
authority above, the kind and the founder of the unit itself."""

INSTITUTIONS = LakeTable(
    "institutions",
    {
        **PLACE,
        "code": "string",
        "name": "string",
        "aliases": "array<string>",
        "parent": "int64",
        "from_on": "date",
        "to_on": "date",
    },
)
STATUSES = LakeTable("statuses", {**PLACE, "status": "string", "from_on": "date", "to_on": "date"})
SUCCESSIONS = LakeTable(
    "successions",
    {
        "unit": "int64",
        "successor_unit": "int64",
        "successor_institution": "int64",
        "successor_institution_kind": "string",
        "successor_founder": "string",
        "on": "date",
        "from_on": "date",
        "to_on": "date",
    },
)


def places() -> pl.DataFrame:
    """The columns of PLACE for every organisation, by `unit`."""
    return institutions().select(*PLACE)


@request_cache.a_request
def institutions() -> pl.DataFrame:
    """All nodes of the tree; the tree is small, so it is walked in memory."""
    nodes = bulk.frame_of(Organisation.objects.order_by("pk"))
    parents = dict(zip(nodes["id"], nodes["parent_id"], strict=True))
    kinds = dict(zip(nodes["id"], nodes["kind"], strict=True))
    belongs = {node: _institution(node, parents, kinds) for node in parents}
    above = {node: _authority(node, parents, kinds) for node in parents}
    return nodes.select(
        unit="id",
        institution=pl.col("id").replace_strict(belongs, return_dtype=pl.Int64),
        authority=pl.col("id").replace_strict(above, return_dtype=pl.Int64),
        institution_kind="kind",
        founder="founder",
        code="code",
        name="name",
        aliases="aliases",
        parent="parent_id",
        from_on="opened_on",
        to_on="closed_on",
    )


def _institution(node: int, parents: dict[int, Any], kinds: dict[int, str]) -> int:
    while kinds[node] in UNIT_KINDS and parents[node] is not None:
        node = parents[node]
    return node


def _authority(node: int, parents: dict[int, Any], kinds: dict[int, str]) -> int | None:
    above: int | None = node
    while above is not None and kinds[above] != "authority":
        above = parents[above]
    return above


def statuses() -> pl.DataFrame:
    rows = bulk.frame_of(
        Status.objects.order_by("pk"), "institution_id", "status", "from_on", "to_on"
    )
    return rows.rename({"institution_id": "unit"}).join(places(), on="unit", maintain_order="left")


def successions() -> pl.DataFrame:
    """Who an institution's last successor was, from when to when: successors succeed in turn."""
    rows = bulk.frame_of(
        Succession.objects.order_by("on", "pk"), "institution_id", "successor_id", "on"
    )
    first = rows.unique("institution_id", keep="first", maintain_order=True)
    following = {unit: (to, day) for unit, to, day in first.rows()}
    lines = [line for unit in following for line in _chain(unit, following)]
    days = dict.fromkeys(("on", "from_on", "to_on"), pl.Date)
    successors = places().select(
        successor_unit="unit",
        successor_institution="institution",
        successor_institution_kind="institution_kind",
        successor_founder="founder",
    )
    frame = pl.DataFrame(
        lines, schema={"unit": pl.Int64, "successor_unit": pl.Int64, **days}, orient="row"
    )
    return frame.join(successors, on="successor_unit", maintain_order="left")


def _chain(
    unit: int, following: dict[int, tuple[int, date]]
) -> Iterator[tuple[int, int, date, date, date | None]]:
    on = following[unit][1]
    at, since, seen = unit, on, {unit}
    while at in following and following[at][0] not in seen:
        at, day = following[at]
        since = max(since, day)
        seen.add(at)
        later = following.get(at)
        until = max(since, later[1]) - timedelta(days=1) if later else None
        if until is None or until >= since:
            yield unit, at, on, since, until


FACTS = [
    Fact(INSTITUTIONS, institutions, ("organisations",)),
    Fact(STATUSES, statuses, ("organisations", "statuses")),
    Fact(SUCCESSIONS, successions, ("organisations", "successions")),
]
