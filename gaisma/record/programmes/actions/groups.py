"""Groups and classes are opened, and who teaches them; programmes go over to a successor."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from gaisma.base import changes
from gaisma.base.changes import UnableToRecord
from gaisma.base.models import Organisation, SchoolYear, User
from gaisma.evidence.lake.actions import touch
from gaisma.record import recording
from gaisma.record.organisations.policies import check_open, ends_after_it_starts
from gaisma.record.people.models import Person
from gaisma.record.people.policies import in_force
from gaisma.record.programmes import audited
from gaisma.record.programmes.models import Group, GroupTeacher, Programme
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


def begin_teaching(
    *,
    group: Group,
    person: Person,
    from_on: date,
    by: User | None,
    at: datetime,
    is_class_teacher: bool = False,
) -> GroupTeacher:
    """Give a group a teacher until its school year ends; a class teacher follows the one before.

    Raises UnableToRecord when the person teaches the group then already.
    """
    changes.demand(KEEP_GROUPS, by=by, organisation=group.institution)
    to_on = group.school_year.ends_on
    ends_after_it_starts(from_on, to_on)
    with transaction.atomic():
        _teaches_once(group, person, from_on=from_on, to_on=to_on)
        if is_class_teacher:
            _relieve(group, on=from_on, by=by, at=at)
        fields = {"group": group, "person": person, "is_class_teacher": is_class_teacher}
        return recording.add(
            GroupTeacher,
            fields | {"from_on": from_on, "to_on": to_on},
            action=audited.BEGIN_TEACHING,
            by=by,
            at=at,
            organisation=group.institution,
        )


def end_teaching(
    *, teaching: GroupTeacher, on: date, revision: int, by: User | None, at: datetime
) -> GroupTeacher:
    """End a teacher's work with a group; the day is the last. Raises UnableToChange."""
    institution = teaching.group.institution
    changes.demand(KEEP_GROUPS, by=by, organisation=institution)
    ends_after_it_starts(teaching.from_on, on)
    return recording.change(
        teaching,
        {"to_on": on},
        revision=revision,
        action=audited.END_TEACHING,
        by=by,
        at=at,
        organisation=institution,
    )


def _teaches_once(group: Group, person: Person, *, from_on: date, to_on: date) -> None:
    same = group.teachers.filter(in_force(from_on=from_on, to_on=to_on), person=person)
    if same.exists():
        raise UnableToRecord(
            _("%(person)s teaches this group already: end that first.") % {"person": person},
            code="teaches_already",
        )


def _relieve(group: Group, *, on: date, by: User | None, at: datetime) -> None:
    """End the class teacher before; one who would begin later or the same day is in the way."""
    before = group.teachers.filter(
        in_force(from_on=on, to_on=group.school_year.ends_on), is_class_teacher=True
    )
    for teaching in before.select_related("group__institution"):
        end_teaching(
            teaching=teaching,
            on=on - timedelta(days=1),
            revision=teaching.revision,
            by=by,
            at=at,
        )


def take_over_programmes(
    *,
    institution: Organisation,
    successor: Organisation,
    on: date,
    at: datetime,
) -> list[int]:
    """Hand the programmes over, but for those whose code the successor offers itself; their ids.

    Runs inside the merger's transaction. Groups stay where they were taught.
    """
    own = successor.programmes.values_list("code", flat=True)
    handed_over = institution.programmes.exclude(code__in=list(own))
    ids = list(handed_over.values_list("pk", flat=True))
    Programme.objects.filter(pk__in=ids).update(
        institution=successor, revision=F("revision") + 1, changed_at=at
    )
    touch("programmes")
    return ids
