"""A plan is carried out in one act, and undone as a whole."""

from datetime import date, datetime, timedelta

import polars as pl

from gaisma.base import bulk, changes
from gaisma.base.models import Installation, Organisation, User
from gaisma.evidence.interop import guided
from gaisma.evidence.interop.guided import Act
from gaisma.evidence.interop.models import Import
from gaisma.evidence.interop.planning import Draft
from gaisma.evidence.interop.records import Records
from gaisma.record.programmes.carrying import carry_ties
from gaisma.record.programmes.models import PARTICULARS, Enrolment, Group, GroupTeacher
from gaisma.workplace.new_year import outcome, policies
from gaisma.workplace.new_year.models import CONTINUES, Plan, PlannedGroup
from gaisma.workplace.new_year.outcome import GOES, Outcome
from gaisma.workplace.new_year.workflow import PLAN

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
