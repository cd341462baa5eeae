"""What is done with a report's documents: they are built."""

from datetime import datetime
from pathlib import Path

from gaisma.base.models import User
from gaisma.evidence.lake import actions as lake
from gaisma.evidence.reports import building
from gaisma.evidence.reports.actions.noting import demand, note
from gaisma.evidence.reports.models import PINNED, Report
from gaisma.evidence.reports.workflow import REPORT


def build(
    *, report: Report, by: User | None, at: datetime, tell: building.Tell = lambda _d, _t: None
) -> list[Path]:
    """Build the documents in all languages: what was approved from its version, else the newest.

    Done again it replaces the files. No transaction is held while they are drawn.
    """
    demand("build", by=by)
    REPORT.check(report, "build")
    if report.state not in PINNED:
        lake.refresh(reason="report", at=at)
    written = building.build(report, at=at, tell=tell)
    note(report, "build", by=by, at=at, files=len(written))
    return written
