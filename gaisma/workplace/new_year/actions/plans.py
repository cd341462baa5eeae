"""Plans are begun, changed part by part, and dropped; two people at once are told."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from gaisma.base import audit, changes, wording
from gaisma.base.changes import UnableToRecord
from gaisma.base.models import Organisation, User
from gaisma.base.wording.school_years import previous
from gaisma.record.programmes.models import Programme
from gaisma.workplace.new_year import policies, proposals
from gaisma.workplace.new_year.models import JOINS, OPENS, Plan, PlannedGroup, PlannedLearner
from gaisma.workplace.new_year.permissions import PREPARE
from gaisma.workplace.new_year.workflow import PLAN

SUBJECT = "new_year.Plan"


@dataclass(frozen=True)
class Choice:
    """Where a learner goes otherwise than the group: into a planned group, or away for a reason."""

    into: int | None = None
    reason: str = ""


def begin(*, institution: Organisation, school_year: str, by: User | None, at: datetime) -> Plan:
    """Begin a plan with what is usual proposed, or find the one that is there."""
    changes.demand(PREPARE, by=by, organisation=institution)
    policies.works_in(institution, school_year)
    found = Plan.objects.filter(institution=institution, school_year=school_year).first()
    if found:
        return found
    groups = proposals.running_groups(institution, previous(school_year))
    if not groups:
        raise UnableToRecord(
            _("There are no groups of %(year)s from which to begin: enter or import them first.")
            % {"year": wording.school_year(previous(school_year))},
            code="no_groups",
        )
    with transaction.atomic():
        plan = changes.make(
            Plan, at=at, institution=institution, school_year=school_year, changed_by=by
        )
        PlannedGroup.objects.bulk_create(proposals.proposed(plan, groups))
        _note("begin", plan, by=by, at=at)
    return plan


def change_groups(
    *,
    plan: Plan,
    changed: Mapping[int, Mapping[str, Any]],
    revision: int,
    by: User | None,
    at: datetime,
    keeps_teachers: bool | None = None,
) -> Plan:
    """Write what becomes of groups: fields by planned group. Raises UnableToChange."""
    with _changing(plan, "change_groups", revision=revision, by=by, at=at):
        groups = {group.pk: group for group in plan.groups.select_related("into")}
        for pk, fields in changed.items():
            _set(groups[pk], fields)
        for group in groups.values():
            group.into = groups.get(group.into_id or 0) if group.act == JOINS else None
        policies.whole(list(groups.values()))
        written = ["act", "into", "name", "grade", "programme"]
        PlannedGroup.objects.bulk_update(groups.values(), written)
        if keeps_teachers is not None:
            Plan.objects.filter(pk=plan.pk).update(keeps_teachers=keeps_teachers)
    return plan


def _set(group: PlannedGroup, fields: Mapping[str, Any]) -> None:
    for name, value in fields.items():
        setattr(group, name, value)


def change_group(
    *,
    group: PlannedGroup,
    revision: int,
    by: User | None,
    at: datetime,
    fields: Mapping[str, Any],
) -> PlannedGroup:
    """Write the particulars of one planned group: name, programme, site, limits."""
    plan = group.plan
    with _changing(plan, "change_group", revision=revision, by=by, at=at):
        _set(group, fields)
        others = list(plan.groups.exclude(pk=group.pk).select_related("into"))
        policies.whole([*others, group])
        group.save()
    return group


def open_group(
    *, plan: Plan, revision: int, by: User | None, at: datetime, fields: Mapping[str, Any]
) -> PlannedGroup:
    """Plan a group that is new in the coming year."""
    with _changing(plan, "open_group", revision=revision, by=by, at=at):
        group = PlannedGroup(plan=plan, institution=plan.institution, act=OPENS, **fields)
        policies.whole([*plan.groups.select_related("into"), group])
        group.save()
    return group


def drop_group(*, group: PlannedGroup, revision: int, by: User | None, at: datetime) -> None:
    """Leave out a group that was planned as new."""
    with _changing(group.plan, "drop_group", revision=revision, by=by, at=at):
        if group.act != OPENS:
            raise UnableToRecord(
                _("This group is of the running year: say what becomes of it instead."),
                code="not_new",
            )
        group.delete()
        policies.whole(list(group.plan.groups.select_related("into")))


def change_learners(
    *,
    plan: Plan,
    choices: Mapping[int, Choice | None],
    revision: int,
    by: User | None,
    at: datetime,
) -> Plan:
    """Write who does otherwise than the group; None lets a person go with the group again."""
    with _changing(plan, "change_learners", revision=revision, by=by, at=at):
        plan.learners.filter(person__in=choices).delete()
        PlannedLearner.objects.bulk_create(
            PlannedLearner(plan=plan, person_id=person, into_id=choice.into, reason=choice.reason)
            for person, choice in choices.items()
            if choice
        )
    return plan


def change_programmes(
    *,
    plan: Plan,
    replaced: Mapping[int, Programme],
    revision: int,
    by: User | None,
    at: datetime,
) -> Plan:
    """Let the groups of some programmes go on under others."""
    with _changing(plan, "change_programmes", revision=revision, by=by, at=at):
        chosen = {
            old: list(plan.groups.filter(programme=old).values_list("pk", flat=True))
            for old in replaced
        }
        for old, groups in chosen.items():
            plan.groups.filter(pk__in=groups).update(programme=replaced[old])
    return plan


def drop(*, plan: Plan, revision: int, by: User | None, at: datetime) -> None:
    """Throw a plan away; what was carried out of it stays."""
    with _changing(plan, "drop", revision=revision, by=by, at=at):
        plan.delete()


@contextmanager
def _changing(
    plan: Plan, act: str, *, revision: int, by: User | None, at: datetime
) -> Iterator[None]:
    """One change of a plan: permitted, of the state that was looked at, noted, or none of it."""
    PLAN.admit(plan, act, by=by)
    with transaction.atomic():
        changes.change(plan, revision=revision, at=at, changed_by=by)
        _note(act, plan, by=by, at=at)
        yield


def _note(act: str, plan: Plan, *, by: User | None, at: datetime) -> None:
    audit.note(
        action=PLAN[act].audited,
        by=by,
        at=at,
        organisation=plan.institution,
        subject=SUBJECT,
        ids=[plan.pk],
        details={"school_year": plan.school_year},
    )
