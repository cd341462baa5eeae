"""Acts are entered, changed and taken out of the register."""

from datetime import date, datetime
from typing import TypedDict, Unpack

from gaisma.base import changes
from gaisma.base.models import User
from gaisma.record import recording
from gaisma.record.governance import audited, policies
from gaisma.record.governance.models import Act
from gaisma.record.governance.permissions import KEEP_ACTS


class ActFields(TypedDict, total=False):
    """What is known about an act."""

    kind: str
    number: str
    adopted_on: date
    issuer: str
    title: str
    changes: str
    duties: str
    from_on: date
    to_on: date | None
    binds_kinds: list[str]
    binds_roles: list[str]
    indicators: list[str]
    link: str


def enter(*, by: User | None, at: datetime, **fields: Unpack[ActFields]) -> Act:
    """Enter an act in the register. Raises UnableToRecord."""
    changes.demand(KEEP_ACTS, by=by)
    policies.ends_after_it_starts(fields["from_on"], fields.get("to_on"))
    return recording.add(Act, fields, action=audited.ENTER_ACT, by=by, at=at)


def change(
    *, act: Act, revision: int, by: User | None, at: datetime, **fields: Unpack[ActFields]
) -> Act:
    """Write what is known about an act. Raises UnableToChange, UnableToRecord."""
    changes.demand(KEEP_ACTS, by=by)
    policies.ends_after_it_starts(
        fields.get("from_on", act.from_on), fields.get("to_on", act.to_on)
    )
    return recording.change(act, fields, revision=revision, action=audited.CHANGE_ACT, by=by, at=at)


def remove(*, act: Act, by: User | None, at: datetime) -> None:
    """Take an act that was entered by mistake out of the register."""
    changes.demand(KEEP_ACTS, by=by)
    recording.remove(act, action=audited.REMOVE_ACT, by=by, at=at)
