"""Taking in a OneRoster set, from the folder or archive to the record and the lake."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path

import polars as pl
from django.utils import timezone

from gaisma.base.models import Installation, User
from gaisma.evidence.interop import intake
from gaisma.evidence.interop.findings import Findings
from gaisma.evidence.interop.oneroster import catalogue, checks, facts, mapping, reading, sources
from gaisma.evidence.interop.oneroster import manifest as manifests
from gaisma.evidence.interop.oneroster.binding import TABLES
from gaisma.evidence.interop.oneroster.manifest import Manifest
from gaisma.evidence.interop.oneroster.roster import Roster, date_of
from gaisma.evidence.interop.oneroster.sources import Place
from gaisma.evidence.interop.oneroster.stored import Stored

KIND = "oneroster"


def take_in(
    path: Path,
    *,
    by: User | None,
    at: datetime,
    dry_run: bool = False,
    yes: bool = False,
) -> intake.Outcome:
    """Check the set at the path and take in all of it or nothing.

    Raises GaismaError when there is nothing at the path.
    """
    findings = Findings()
    as_of = _today(at)
    place = sources.opened(path, findings)
    manifest = manifests.read(place, findings) if place else None
    if place is None or manifest is None:
        return _refused(findings)
    frames = _frames(place, manifest, findings)
    stored = Stored(manifest.scheme)
    if not findings.problems_total:
        _check(frames, manifest, stored, findings)
    if findings.problems_total:
        return _refused(findings)
    roster = Roster(manifest, frames, stored, date_of(frames, as_of), _personal_code_type())
    delivery = _delivery(path, place, roster, findings, at=at)
    return intake.take_in(delivery, by=by, at=at, as_of=as_of, dry_run=dry_run, yes=yes)


def _refused(findings: Findings) -> intake.Outcome:
    listed = findings.listed()
    return intake.Outcome(
        None, intake.REFUSED, listed.problems, listed.problems_total, listed.notes
    )


def _frames(place: Place, manifest: Manifest, findings: Findings) -> dict[str, pl.DataFrame]:
    frames = {}
    for name, table in TABLES[manifest.version].items():
        if not manifest.holds(name):
            continue
        shape = reading.Shape.of(name, table.of(manifest.version))
        frame = reading.frame_of(place, f"{name}.csv", shape, findings)
        if frame is not None:
            frames[name] = frame
    return frames


def _check(
    frames: Mapping[str, pl.DataFrame], manifest: Manifest, stored: Stored, findings: Findings
) -> None:
    tables = TABLES[manifest.version]
    columns = {name: tables[name].of(manifest.version) for name in frames}
    for name, frame in frames.items():
        is_delta = manifest.modes[name] == manifests.DELTA
        checks.check_fields(frame, f"{name}.csv", columns[name], findings, delta=is_delta)
    checks.check_rows(frames, findings)
    checks.check_references(
        frames, columns, findings, stored=stored.known, is_bulk=manifest.is_bulk
    )


def _delivery(
    path: Path, place: Place, roster: Roster, findings: Findings, *, at: datetime
) -> intake.Delivery:
    translation = mapping.translated(roster, findings)
    return intake.Delivery(
        source=roster.stored.scheme,
        kind=KIND,
        file=path.name,
        size=place.size,
        sha256=place.sha256,
        tables=translation.tables,
        endings=translation.endings,
        findings=findings,
        facts=_facts(roster, translation, at),
    )


def _facts(
    roster: Roster, translation: mapping.Translation, at: datetime
) -> Callable[[], Mapping[str, pl.DataFrame]]:
    """What is written beside the tables, in their transaction."""

    def write() -> Mapping[str, pl.DataFrame]:
        catalogue.write_terms(translation.terms)
        catalogue.write_subjects(roster, at=at)
        return facts.marks(roster, translation.classes, translation.sessions, at=at)

    return write


def _personal_code_type() -> str:
    installation = Installation.objects.filter(pk=1).first()
    return installation.personal_code_type if installation else ""


def _today(at: datetime) -> date:
    installation = Installation.objects.filter(pk=1).first()
    return installation.today if installation and installation.today else timezone.localdate(at)
