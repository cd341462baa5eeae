"""A report from its draft to its publication."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from unittest.mock import patch

from gaisma.evidence.reports import actions, building
from gaisma.evidence.reports.models import Report
from tests import factories
from tests.integration.workflows.journeys import of
from tests.moments import NOW, TODAY

WHO: dict[str, Any] = {"by": None, "at": NOW}


@dataclass(frozen=True)
class Doubted:
    key: str = "k"
    section: str = "brief.figures"
    language: str = "lv"
    sentence: str = "Nav skaitļa."


@dataclass(frozen=True)
class Told:
    """As much of a built report as is pinned."""

    lake_version: int = 1
    figures: tuple[Any, ...] = ()
    as_of: date = TODAY

    @property
    def edition(self) -> "Told":
        return self


@of("reports.report")
def report() -> Iterator[tuple[str, Report]]:
    manager = factories.user()
    factories.role_grant(user=manager, role="manager", organisation=factories.authority())
    row = actions.draft(name="readiness", school_year="2024/2025", as_of=TODAY, **WHO)
    yield "draft", row
    actions.change_day(report=row, as_of=TODAY - timedelta(days=1), **WHO)
    yield "change_day", row
    actions.write(
        report=row, section="brief.figures", language="lv", text="Labi.", revision=0, **WHO
    )
    yield "write", row
    comment = actions.comment(report=row, section="", text="Kāpēc?", **WHO)
    yield "comment", row
    actions.resolve_comment(comment=comment, **WHO)
    yield "resolve_comment", row
    actions.reopen_comment(comment=comment, **WHO)
    yield "reopen_comment", row
    actions.resolve_comment(comment=comment, **WHO)
    yield "resolve_comment", row
    doubt: Any = Doubted()
    kept = actions.justify(report=row, doubt=doubt, reason="Tā ir.", **WHO)
    yield "justify", row
    actions.withdraw_justification(justification=kept, **WHO)
    yield "withdraw_justification", row
    with patch.object(building, "build", lambda *_report, **_given: []):
        actions.build(report=row, **WHO)
    yield "build", row
    actions.send_for_review(report=row, **WHO)
    yield "send_for_review", row
    actions.return_to_draft(report=row, **WHO)
    yield "return_to_draft", row
    actions.send_for_review(report=row, **WHO)
    yield "send_for_review", row
    built: Any = [Told()]
    actions.approve(report=row, built=built, by=manager, at=NOW)
    yield "approve", row
    actions.adopt(report=row, decision_number="410", decision_on=TODAY, **WHO)
    yield "adopt", row
    actions.publish(report=row, **WHO)
    yield "publish", row
