"""Mass facts taken in: checked, and then all of a file or nothing."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gaisma.base import audit
from gaisma.base.reading.files import Contents
from gaisma.evidence.interop import audited, committing
from gaisma.evidence.interop import reading as tables
from gaisma.evidence.interop.delivery import ASKS, REFUSED, TAKEN, Delivery, Outcome, Table
from gaisma.evidence.interop.findings import Findings
from gaisma.evidence.interop.mass import MassKind, cuts, reading
from gaisma.evidence.interop.models import Import
from gaisma.evidence.lake import actions as lake

if TYPE_CHECKING:
    from gaisma.base.models import User
    from gaisma.evidence.interop.imports import Watch
    from gaisma.evidence.interop.meanings import Meanings

FEWER = 0.9
"""A period that is sent again with less than this share of its rows is asked about."""
ASKED = 20
ATTEMPTS = 5


def take_in(
    path: Path,
    kind: MassKind,
    *,
    columns: Mapping[str, str],
    meanings: "Meanings",
    source: str,
    by: "User | None",
    at: datetime,
    as_of: date,
    dry_run: bool,
    yes: bool,
    watch: "Watch",
) -> Outcome:
    """Check the file and, when nothing stands against it, put all of it into the lake or nothing.

    `columns` gives, for the sender's headings, the contract's; `meanings`, for its values, codes.
    """
    read = reading.read(path, kind, columns, meanings, source, as_of)
    findings = read.findings
    watch.read(tables.Reading(read.file.name, 0, "", None, read.titles, findings, read.unknown))
    if read.rows is None or _stopped(findings):
        return _outcome(None, REFUSED, findings)
    watch.delivered(_delivery(read, kind, source))
    if read.rows.values.is_empty():
        findings.problem(read.file.name, _("The file has a header and no rows below it."))
        return _outcome(None, REFUSED, findings)
    facts = kind.plan(read.rows)
    if _stopped(findings):
        return _outcome(None, REFUSED, findings)
    delivery = cuts.delivery_of(read.file.sha256, at)
    read = reading.Read(read.file, findings)  # the cells may go: the facts are all that is needed
    for _attempt in range(ATTEMPTS):
        change = cuts.change_by(kind, facts.rows)
        told = Findings()
        told.extend(findings)
        _ask_of_fewer(kind, change, read.file.name, told)
        counts = change.counts(kind)
        status = ASKS if told.decisions and not yes else TAKEN
        if dry_run or status != TAKEN:
            return _outcome(None, status, told, counts)
        written = cuts.written(kind, facts, change, delivery)
        try:
            with transaction.atomic():
                importing = _commit(
                    kind, read.file, written, change, told, counts, source=source, by=by, at=at
                )
                watch.written(importing)
        except lake.Overtaken:
            continue
        lake.refresh(reason=f"import {importing.pk}", at=at)
        return _outcome(importing.pk, TAKEN, told, counts)
    findings.problem(read.file.name, _("Other files came in meanwhile: send this one again."))
    return _outcome(None, REFUSED, findings)


def _stopped(findings: Findings) -> bool:
    return findings.problems_total > 0


def _outcome(
    pk: int | None, status: str, findings: Findings, counts: dict[str, dict[str, int]] | None = None
) -> Outcome:
    listed = findings.listed()
    return Outcome(
        id=pk,
        status=status,
        problems=listed.problems,
        problems_total=listed.problems_total,
        notes=listed.notes,
        decisions=listed.decisions,
        **(counts or {}),
    )


def _delivery(read: reading.Read, kind: MassKind, source: str) -> Delivery:
    assert read.rows is not None  # noqa: S101
    table = Table(
        kind.key, read.file.name, read.rows.values, committing.origins(read.file.name, read.titles)
    )
    return Delivery(
        source, f"table {kind.key}", read.file.name, read.file.size, read.file.sha256, (table,)
    )


def _commit(
    kind: MassKind,
    file: Contents,
    written: cuts.Written,
    change: cuts.Change,
    findings: Findings,
    counts: dict[str, dict[str, int]],
    *,
    source: str,
    by: "User | None",
    at: datetime,
) -> Import:
    """Name the written files in a new version, and write down who did it. Raises Overtaken."""
    importing = Import.objects.create(
        source=source,
        kind=f"table {kind.key}",
        file=file.name[:255],
        sha256=file.sha256,
        size=file.size,
        by=by,
        at=at,
        counts=counts,
        notes=committing.notes_of(findings),
    )
    version = cuts.exchange(
        kind, written, change.touched, change.seen, f"import {importing.pk}", at
    )
    if change.gone:
        # What gave way stands in the version before, from which it comes back.
        lake.keep(version.number - 1, reason=f"import {importing.pk}")
    importing.lake_version = version.number
    importing.save(update_fields=["lake_version"])
    audit.note(
        action=audited.TAKE_IN,
        by=by,
        at=at,
        subject="interop.Import",
        ids=[importing.pk],
        details={"kind": importing.kind, "source": source, "counts": counts},
    )
    return importing


def _ask_of_fewer(kind: MassKind, change: cuts.Change, file: str, findings: Findings) -> None:
    """Note what gives way; ask about groups of which much less comes than there was."""
    if change.gone:
        told = ngettext(
            "%(count)d row of these days was here already and is replaced.",
            "%(count)d rows of these days were here already and are replaced.",
            change.gone,
        )
        findings.note(file, told % {"count": change.gone})
    fewer = change.periods.filter(pl.col("rows") < pl.col("gone") * FEWER).sort("group").head(ASKED)
    called = kind.called(fewer["group"].to_list())
    for line in fewer.iter_rows(named=True):
        question = _(
            "%(group)s has %(stored)d rows from %(first)s to %(last)s, and the file has "
            "%(rows)d. Is that right?"
        ) % {
            "group": called.get(line["group"], str(line["group"])),
            "stored": line["gone"],
            "rows": line["rows"],
            "first": line["first"],
            "last": line["last"],
        }
        findings.ask("fewer_rows", file, question, yes=_("replace them"))
