"""Taking in a OneRoster set, from the folder or archive to the record and the lake."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path

import polars as pl
from django.utils import timezone

from gaisma.base.models import Installation, User
from gaisma.evidence.interop import intake
from gaisma.evidence.interop.findings import Findings
from gaisma.evidence.interop.oneroster import catalogue, facts, mapping, pointers
from gaisma.evidence.interop.oneroster.examining import Examined, examined
from gaisma.evidence.interop.oneroster.roster import Roster, date_of
from gaisma.evidence.interop.oneroster.stored import Stored

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
    return pointers.as_they_stand(outcome, found.said)


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
        catalogue.write_terms(translation.terms)
        catalogue.write_subjects(roster, at=at)
        return facts.marks(roster, translation.classes, translation.sessions)

    return write


def _today(at: datetime) -> date:
    installation = Installation.objects.filter(pk=1).first()
    return installation.today if installation and installation.today else timezone.localdate(at)
