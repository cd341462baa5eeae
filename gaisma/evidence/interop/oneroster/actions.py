"""Taking in a OneRoster set, from the folder or archive to the record and the lake.

What a set says that belongs to nobody, terms of school years and subjects, is a catalogue: what is
missing is added, what stands is left, and undoing an import leaves it, because others may have come
to use it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

import polars as pl
from django.utils import timezone

from gaisma.base import bulk
from gaisma.base.models import Installation, SchoolYear, Term, User
from gaisma.evidence.interop import intake
from gaisma.evidence.interop.findings import Findings, Problem
from gaisma.evidence.interop.intake import Outcome
from gaisma.evidence.interop.kinds import table_kinds
from gaisma.evidence.interop.oneroster import facts, mapping
from gaisma.evidence.interop.oneroster.reading.examination import Examined, examined
from gaisma.evidence.interop.oneroster.roster import Roster, Stored, date_of

KIND = "oneroster"


def take_in(
    path: Path,
    *,
    by: User | None,
    at: datetime,
    dry_run: bool = False,
    yes: bool = False,
    watch: intake.Watch | None = None,
) -> intake.Outcome:
    """Check the set at the path and take in all of it or nothing.

    Raises GaismaError when there is nothing at the path.
    """
    findings = Findings()
    as_of = _today(at)
    found = examined(path, findings, stored=lambda scheme: Stored(scheme).known)
    if found is None:
        return _refused(findings)
    roster = _roster(found, as_of)
    translation = mapping.translated(roster, findings)
    delivery = intake.Delivery(
        source=roster.stored.scheme,
        kind=KIND,
        file=path.name,
        size=found.sent.size,
        sha256=found.sent.sha256,
        tables=translation.tables,
        endings=translation.endings,
        findings=findings,
        facts=_beside(roster, translation, at),
    )
    outcome = intake.take_in(
        delivery, by=by, at=at, as_of=as_of, dry_run=dry_run, yes=yes, watch=watch
    )
    return as_they_stand(outcome, found.said)


def _refused(findings: Findings) -> intake.Outcome:
    listed = findings.listed()
    return intake.Outcome(
        None, intake.REFUSED, listed.problems, listed.problems_total, listed.notes
    )


def _roster(found: Examined, as_of: date) -> Roster:
    installation = Installation.objects.filter(pk=1).first()
    return Roster(
        found.manifest,
        found.frames,
        Stored(found.manifest.scheme),
        date_of(found.frames, as_of),
        installation.personal_code_type if installation else "",
    )


def _beside(
    roster: Roster, translation: mapping.Translation, at: datetime
) -> Callable[[], Mapping[str, pl.DataFrame]]:
    """What is written beside the tables, in their transaction."""

    def write() -> Mapping[str, pl.DataFrame]:
        write_terms(translation.terms)
        write_subjects(roster, at=at)
        return facts.marks(roster, translation.classes, translation.sessions)

    return write


def _today(at: datetime) -> date:
    installation = Installation.objects.filter(pk=1).first()
    return installation.today if installation and installation.today else timezone.localdate(at)


def write_terms(terms: pl.DataFrame) -> None:
    """Add the terms of school years that have none."""
    years = SchoolYear.ensured(terms["school_year"].unique().to_list())
    settled = set(Term.objects.values_list("school_year__name", flat=True))
    fresh = terms.filter(~pl.col("school_year").is_in(list(settled)))
    ids = {name: year.pk for name, year in years.items()}
    bulk.insert(
        Term,
        fresh.select(
            "number",
            "from_on",
            "to_on",
            school_year_id=pl.col("school_year").replace_strict(
                ids, default=None, return_dtype=pl.Int64
            ),
        ),
    )


def write_subjects(roster: Roster, *, at: datetime) -> None:
    """Add the subjects of the set's courses that the catalogue lacks, by their codes."""
    model = table_kinds()["groups"].catalogue
    known = bulk.frame_of(model._default_manager.all(), "code")
    said = (
        roster.active("courses")
        .select(
            code=pl.coalesce(_first("subjectCodes"), "courseCode", "sourcedId").str.slice(0, 64),
            title=pl.coalesce(_first("subjects"), "title").str.slice(0, 255),
        )
        .unique("code", keep="first", maintain_order=True)
    )
    fresh = said.join(known, on="code", how="anti", maintain_order="left")
    bulk.insert(model, fresh.with_columns(changed_at=pl.lit(at)))


def _first(name: str) -> pl.Expr:
    return pl.col(name).str.split(",").list.first().str.strip_chars()


Found = TypeVar("Found", bound=Problem)


def as_they_stand(outcome: Outcome, said: Mapping[str, pl.DataFrame]) -> Outcome:
    """The outcome with each value as it stands in its file, row and column."""
    return replace(
        outcome,
        problems=list(_standing(outcome.problems, said)),
        notes=list(_standing(outcome.notes, said)),
    )


def _standing(found: list[Found], said: Mapping[str, pl.DataFrame]) -> Iterable[Found]:
    cells = _cells(found, said)
    for one in found:
        place = (one.file, one.row, one.column)
        yield replace(one, value=cells[place]) if place in cells else one


def _cells(
    found: Iterable[Problem], said: Mapping[str, pl.DataFrame]
) -> dict[tuple[str, int | None, str | None], str | None]:
    wanted: dict[tuple[str, str], set[int]] = {}
    for one in found:
        frame = said.get(one.file.removesuffix(".csv"))
        if frame is not None and one.row is not None and one.column in frame.columns:
            wanted.setdefault((one.file, str(one.column)), set()).add(one.row)
    return {
        (file, row, column): value
        for (file, column), rows in wanted.items()
        for row, value in said[file.removesuffix(".csv")]
        .filter(pl.col("row").is_in(list(rows)))
        .select("row", column)
        .iter_rows()
    }
