"""What was found from outside is entered and mended."""

from datetime import date, datetime
from typing import TypedDict, Unpack

from gaisma.base import changes
from gaisma.base.models import Organisation, User
from gaisma.quality.selfevaluation import audited, policies
from gaisma.quality.selfevaluation.models import Finding
from gaisma.quality.selfevaluation.permissions import KEEP_FINDINGS
from gaisma.record import recording
from gaisma.record.instruments.models import Version


class Found(TypedDict, total=False):
    """Who looked, when, and what it comes to."""

    kind: str
    held_on: date
    found_by: str
    level: str
    answers: dict[str, str]
    note: str


def enter(
    *,
    institution: Organisation,
    version: Version,
    by: User | None,
    at: datetime,
    **found: Unpack[Found],
) -> Finding:
    """Enter what was found at an institution by an instrument. Raises UnableToRecord."""
    changes.demand(KEEP_FINDINGS, by=by, organisation=institution)
    policies.check_about(version, "visit")
    found = _checked(version, found, at=at)
    return recording.add(
        Finding,
        {"institution": institution, "version": version, **found},
        action=audited.ENTER_FINDING,
        by=by,
        at=at,
        organisation=institution,
    )


def change(
    *, finding: Finding, revision: int, by: User | None, at: datetime, **found: Unpack[Found]
) -> Finding:
    """Mend what was entered. Raises UnableToChange, UnableToRecord."""
    changes.demand(KEEP_FINDINGS, by=by, organisation=finding.institution)
    found = _checked(finding.version, found, at=at)
    return recording.change(
        finding,
        found,
        revision=revision,
        action=audited.CHANGE_FINDING,
        by=by,
        at=at,
        organisation=finding.institution,
    )


def _checked(version: Version, found: Found, *, at: datetime) -> Found:
    """What was found with the levels that were given. Raises UnableToRecord."""
    policies.check_of_the_scale(version, found.get("level", ""))
    if "held_on" in found:
        changes.check_is_past(found["held_on"], at=at)
    if "answers" not in found:
        return found
    return {**found, "answers": policies.levels(version, found["answers"])}
