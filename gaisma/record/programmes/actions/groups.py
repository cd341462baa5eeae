"""Groups and classes are opened for a school year."""

from datetime import datetime
from typing import Any

from gaisma.base import changes
from gaisma.base.models import Organisation, SchoolYear, User
from gaisma.record import recording
from gaisma.record.organisations.policies import check_open
from gaisma.record.programmes import audited
from gaisma.record.programmes.models import Group, Programme
from gaisma.record.programmes.permissions import KEEP_GROUPS


def add(
    *,
    institution: Organisation,
    school_year: SchoolYear,
    name: str,
    programme: Programme,
    by: User | None,
    at: datetime,
    **details: Any,
) -> Group:
    """Open a group or class for a school year; `details` are the fields of its particulars."""
    changes.demand(KEEP_GROUPS, by=by, organisation=institution)
    check_open(institution, on=school_year.starts_on)
    identity = {"institution": institution, "school_year": school_year, "name": name}
    return recording.add(
        Group,
        identity | {"programme": programme, **details},
        action=audited.OPEN_GROUP,
        by=by,
        at=at,
        organisation=institution,
    )


def change(
    *,
    group: Group,
    name: str,
    programme: Programme,
    revision: int,
    by: User | None,
    at: datetime,
    **details: Any,
) -> Group:
    """Write what is known about a group. Raises UnableToChange and UnableToRecord.

    `details` are the fields of its particulars. Learners stay in the programme in which they are
    enrolled.
    """
    changes.demand(KEEP_GROUPS, by=by, organisation=group.institution)
    return recording.change(
        group,
        {"name": name, "programme": programme, **details},
        revision=revision,
        action=audited.CHANGE_GROUP,
        by=by,
        at=at,
        organisation=group.institution,
    )
