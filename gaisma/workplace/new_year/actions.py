"""A new school year is planned, carried out, undone; registers are confirmed."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

import polars as pl
from django.db import transaction
from django.utils.translation import gettext as _

from gaisma.base import audit, bulk, changes, wording
from gaisma.base.changes import UnableToRecord
from gaisma.base.models import Installation, Organisation, User
from gaisma.base.wording.school_years import previous
from gaisma.evidence.interop import guided
from gaisma.evidence.interop.guided import Act
from gaisma.evidence.interop.models import Import
from gaisma.evidence.interop.planning import Draft
from gaisma.evidence.interop.records import Records
from gaisma.record.programmes.carrying import carry_ties
from gaisma.record.programmes.models import PARTICULARS, Enrolment, Group, GroupTeacher, Programme
from gaisma.workplace.new_year import audited, outcome, policies, proposals
from gaisma.workplace.new_year.models import (
    CONTINUES,
    JOINS,
    OPENS,
    Confirmation,
    Plan,
    PlannedGroup,
    PlannedLearner,
)
from gaisma.workplace.new_year.outcome import GOES, Outcome
from gaisma.workplace.new_year.permissions import CONFIRM, PREPARE
from gaisma.workplace.new_year.queries import confirmations
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


KIND = "new_year"


def carry_out(*, plan: Plan, revision: int, by: User | None, at: datetime) -> Plan:
    """Open the groups, enrol the learners in them and end what ends, all of it or nothing.

    New enrolments are known from the installation's today, so that figures asked as of an earlier
    day stay as they were. Raises UnableToChange, UnableToRecord and UnableToCarryOut.
    """
    PLAN.demand(plan, "carry_out", by=by)
    act = _act(plan, "carry_out", by=by, at=at)
    today = Installation.current().as_of()

    def records() -> Records:
        plan.refresh_from_db()
        PLAN.check(plan, "carry_out")
        policies.check_at_step(plan, revision)
        policies.works_in(plan.institution, plan.school_year)
        policies.whole(list(plan.groups.select_related("into")))
        return planned_records(outcome.of(plan), today=today)

    def note(done: Import) -> None:
        changes.change(plan, revision=revision, at=at, done=done, changed_by=by)

    details = {"school_year": plan.school_year, "plan": plan.pk}
    guided.carry_out(act, records, then=note, details=details)
    return plan


def undo(*, plan: Plan, by: User | None, at: datetime) -> Plan:
    """Put back what the plan changed, as long as nothing later stands on it.

    Raises UnableToCarryOut naming what does, and UnableToRecord when nothing is carried out.
    """
    PLAN.admit(plan, "undo", by=by)
    assert plan.done is not None  # noqa: S101
    guided.undo(plan.done, _act(plan, "undo", by=by, at=at))
    plan.refresh_from_db()
    return plan


def _act(plan: Plan, act: str, *, by: User | None, at: datetime) -> Act:
    title = f"{plan.institution.name} · {plan.school_year}"
    return Act(KIND, PLAN[act].audited, title, plan.institution, by, at)


def planned_records(planned: Outcome, *, today: date) -> Records:
    """The record as the plan will leave it; `today` is when new enrolments are registered."""
    draft = Draft(source=guided.SOURCE, today=today)
    year = pl.DataFrame({"school_year": [planned.plan.school_year]})
    year_id = draft.school_year(year)["school_year_id"].item()
    groups = _groups(draft.records, planned, year_id)
    _go_on(draft.records, planned, groups, registered_on=today)
    here = Organisation.objects.subtree_ids([planned.plan.institution])
    carry_ties(draft.records, here=here, today=today)
    _end(draft.records, planned)
    if planned.plan.keeps_teachers:
        _keep_teachers(draft.records, planned, groups)
    return draft.records


def _groups(records: Records, planned: Outcome, year_id: int) -> pl.DataFrame:
    """The coming year's groups: `planned` and the `group` it is, new or there already."""
    there = [group for group in planned.groups if group.is_there]
    known = [planned.existing.get((group.institution_id, group.name)) for group in there]
    fields = ("name", "institution_id", "programme_id", *PARTICULARS)
    frame = bulk.frame_from(PlannedGroup, there, "id", *fields).rename({"id": "planned"})
    frame = frame.with_columns(
        group=pl.Series(known, dtype=pl.Int64), school_year_id=pl.lit(year_id, dtype=pl.Int64)
    )
    records.of(Group)
    new = frame.filter(pl.col("group").is_null())
    new = new.with_columns(id=records.fresh_ids(Group, new.height))
    records.add(Group, new)
    made = new.select("planned", made="id")
    both = frame.join(made, on="planned", how="left", maintain_order="left")
    both = both.select("planned", group=pl.coalesce("group", "made"))
    taught = records.of(Group).select(group="id", teaches="programme_id")
    return both.join(taught, on="group", how="left", maintain_order="left")


def _go_on(
    records: Records, planned: Outcome, groups: pl.DataFrame, *, registered_on: date
) -> None:
    going = planned.learners.filter(pl.col("fate") == GOES).rename({"planned": "from"})
    going = going.join(groups, left_on="into", right_on="planned", maintain_order="left")
    stored = records.of(Enrolment).select("person_id", "group_id", "from_on")
    new = going.select(
        person_id="person",
        group_id="group",
        # Whoever follows a special programme among others goes on with it.
        programme_id=pl.when("is_special").then("programme").otherwise("teaches"),
        home_municipality="home_municipality",
        registered_on=pl.lit(registered_on),
        from_on=pl.lit(planned.starts_on),
        to_on=pl.lit(planned.ends_on),
    ).unique(["person_id", "group_id"], keep="first", maintain_order=True)
    new = new.join(stored, on=["person_id", "group_id", "from_on"], how="anti")
    records.add(Enrolment, new.with_columns(id=records.fresh_ids(Enrolment, new.height)))


def _end(records: Records, planned: Outcome) -> None:
    """The running year's enrolments end with it, for the reason that the plan gives."""
    last_day = planned.starts_on - timedelta(days=1)
    ended = planned.learners.select(id="enrolment", to_on=pl.lit(last_day), leaving_reason="reason")
    records.change(Enrolment, ended)


def _keep_teachers(records: Records, planned: Outcome, groups: pl.DataFrame) -> None:
    """Who teaches a group at the end of the year goes on with it; who is there already stays."""
    last_day = planned.starts_on - timedelta(days=1)
    taught = bulk.frame_of(
        GroupTeacher.objects.filter(
            group__in=[group.source_id for group in planned.groups if group.act == CONTINUES]
        ).exclude(to_on__lt=last_day),
        "pk",
        "group_id",
        "person_id",
        "is_class_teacher",
    )
    sources = {g.source_id: g.pk for g in planned.groups if g.act == CONTINUES}
    goes_on = taught.with_columns(
        planned=pl.col("group_id").replace_strict(sources, return_dtype=pl.Int64)
    ).join(groups, on="planned", maintain_order="left")
    stored = records.of(GroupTeacher).select("person_id", "group_id", "from_on")
    new = goes_on.select(
        "person_id", "is_class_teacher", group_id="group", from_on=pl.lit(planned.starts_on)
    ).join(stored, on=["person_id", "group_id", "from_on"], how="anti")
    records.add(GroupTeacher, new.with_columns(id=records.fresh_ids(GroupTeacher, new.height)))
    records.change(GroupTeacher, taught.select(id="pk", to_on=pl.lit(last_day)))


def confirm(
    *,
    institution: Organisation,
    school_year: str,
    open_problems: Mapping[str, int],
    by: User | None,
    at: datetime,
    note: str = "",
) -> Confirmation:
    """Keep the word that the register is right, with its numbers; it may be given again later.

    A confirmation stays with its moment: what changes afterwards is told beside it.
    """
    changes.demand(CONFIRM, by=by, organisation=institution)
    with transaction.atomic():
        held = confirmations.counts(institution, school_year)
        if not held.groups:
            raise UnableToRecord(
                _("There are no groups of %(year)s yet: prepare the school year first.")
                % {"year": wording.school_year(school_year)},
                code="no_groups",
            )
        given = Confirmation.objects.create(
            institution=institution,
            school_year=school_year,
            by=by,
            at=at,
            counts=asdict(held),
            open_problems=dict(open_problems),
            note=note,
        )
        audit.note(
            action=audited.CONFIRM,
            by=by,
            at=at,
            organisation=institution,
            subject="new_year.Confirmation",
            ids=[given.pk],
            details={"school_year": school_year, "counts": asdict(held)},
        )
    return given
