"""Mass facts taken out again, and what they replaced put back."""

from datetime import datetime

import polars as pl
from django.utils.translation import gettext as _

from gaisma.evidence.interop.findings import Findings
from gaisma.evidence.interop.mass import MassKind, cuts
from gaisma.evidence.interop.models import Import
from gaisma.evidence.lake import actions as lake
from gaisma.evidence.lake import queries
from gaisma.evidence.lake.files import LakeFile
from gaisma.evidence.lake.models import LakeVersion

NAMED = {"group": pl.Int64, "day": pl.Date, "delivery": pl.Int64}


def obstacles(importing: Import, kind: MassKind) -> Findings:
    """The later imports that replaced some of the rows: they are to be undone first."""
    return _obstacles(importing, kind, queries.latest())


def undo(importing: Import, kind: MassKind, *, at: datetime) -> tuple[Findings, int]:
    """Take the import's rows out and put back those that they replaced; how many came back.

    In the caller's transaction. What stands in the way is told, and nothing is done.
    """
    seen = queries.latest()
    found = _obstacles(importing, kind, seen)
    if found.problems_total:
        return found, 0
    own = pl.col("delivery") == cuts.delivery_of(importing.sha256, importing.at)
    touched = tuple(file for file in cuts.held(seen, kind.table.key) if _has(file, own))
    periods = _periods([cuts.stored(file).filter(own) for file in touched])
    before = LakeVersion.objects.filter(number=_before(importing)).first()
    instead, back = cuts.nothing(kind), 0
    reached = [*touched, *_emptied(kind, before, touched, periods)]
    for cut in [file["cut"] for file in reached]:
        stays = [cuts.stored(file).filter(~own) for file in touched if file["cut"] == cut]
        was = [
            cuts.within(cuts.stored(file), periods).drop("first", "last").collect()
            for file in cuts.held(before, kind.table.key)
            if file["cut"] == cut
        ]
        back += sum(part.height for part in was)
        cuts.write(kind, [*(part.collect() for part in stays), *was], instead)
    cuts.exchange(kind, instead, touched, seen, f"undo {importing.pk}", at)
    lake.release(_before(importing), reason=f"import {importing.pk}")
    return found, back


def _before(importing: Import) -> int:
    """The version before the import, in which the rows stand that gave way."""
    return (importing.lake_version or 0) - 1


def _emptied(
    kind: MassKind, before: LakeVersion | None, touched: tuple[LakeFile, ...], periods: pl.LazyFrame
) -> list[LakeFile]:
    """Files of the version before with rows that gave way, in cuts where the import has none."""
    cut = [file["cut"] for file in touched]
    return [
        file
        for file in cuts.held(before, kind.table.key)
        if file["cut"] not in cut
        and cuts.within(cuts.stored(file), periods).select(pl.len()).collect().item()
    ]


def _periods(rows: list[pl.LazyFrame]) -> pl.LazyFrame:
    found = pl.concat(rows).group_by("group").agg(pl.col("day").min(), last=pl.col("day").max())
    return found.rename({"day": "first"}).collect().lazy()


def _has(file: LakeFile, own: pl.Expr) -> bool:
    return bool(cuts.stored(file).filter(own).select(pl.len()).collect().item())


def _obstacles(importing: Import, kind: MassKind, seen: LakeVersion | None) -> Findings:
    findings = Findings()
    own = pl.col("delivery") == cuts.delivery_of(importing.sha256, importing.at)
    held = [cuts.stored(file).select(*NAMED) for file in cuts.held(seen, kind.table.key)]
    rows = pl.concat([pl.LazyFrame(schema=NAMED), *held])
    stands = rows.filter(own).select(pl.len()).collect().item()
    lost = importing.counts["created"][kind.key] - stands
    beside = cuts.within(rows.filter(~own), _periods([rows.filter(own)]))
    others = set(beside.select(pl.col("delivery").unique()).collect()["delivery"])
    later = Import.objects.filter(
        kind=importing.kind, pk__gt=importing.pk, undone_at__isnull=True
    ).order_by("pk")
    in_the_way = [one for one in later if lost or cuts.delivery_of(one.sha256, one.at) in others]
    for one in in_the_way:
        told = _("Import %(id)d replaced some of these rows: undo it first.") % {"id": one.pk}
        findings.problem(one.file, told, value=str(one.pk))
    if lost and not in_the_way:
        told = _("Some of these rows are no longer there.")
        findings.problem(importing.file, told, value=str(importing.pk))
    return findings
