"""Groups and classes are opened for a school year."""

from datetime import datetime
from typing import TypedDict, Unpack

from gaisma.base import changes
from gaisma.base.models import Organisation, SchoolYear, User
from gaisma.record import acts
from gaisma.record.organisations.models import Site
from gaisma.record.organisations.policies import is_open
from gaisma.record.programmes import audited
from gaisma.record.programmes.models import Group, Programme
from gaisma.record.programmes.permissions import KEEP_GROUPS


class Details(TypedDict, total=False):
    """What is known about a group beside its name and programme."""

    grade: int | None
    site: Site | None
    min_size: int | None
    max_size: int | None
    regime: str
    register_id: str


def add(
    *,
    institution: Organisation,
    school_year: SchoolYear,
    name: str,
    programme: Programme,
    by: User | None,
    at: datetime,
    **details: Unpack[Details],
) -> Group:
    """Open a group or class for a school year."""
    changes.demand(KEEP_GROUPS, by=by, organisation=institution)
    is_open(institution, on=school_year.starts_on)
    identity = {"institution": institution, "school_year": school_year, "name": name}
    return acts.add(
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
    **details: Unpack[Details],
) -> Group:
    """Write what is known about a group. Raises UnableToChange and UnableToRecord.

    Learners stay in the programme in which they are enrolled.
    """
    changes.demand(KEEP_GROUPS, by=by, organisation=group.institution)
    return acts.change(
        group,
        {"name": name, "programme": programme, **details},
        revision=revision,
        action=audited.CHANGE_GROUP,
        by=by,
        at=at,
        organisation=group.institution,
    )
