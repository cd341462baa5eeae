"""Carrying out, undoing, and what the figures say before and after."""

from datetime import date

import pytest

from gaisma.base.changes import NotPermitted, UnableToChange, UnableToRecord
from gaisma.base.models import AuditRecord, Installation, SchoolYear
from gaisma.evidence.figures import asking, evidence
from gaisma.evidence.interop.guided import UnableToCarryOut
from gaisma.evidence.lake import actions as lake
from gaisma.evidence.lake.models import TableChange
from gaisma.record.people.models import Tie
from gaisma.record.programmes.models import Enrolment, Group, GroupTeacher
from gaisma.workplace.new_year import actions
from gaisma.workplace.new_year.actions import Choice
from gaisma.workplace.new_year.models import Plan
from tests import factories
from tests.moments import NOW, TODAY
from tests.pages import TABLES
from tests.unit.workplace.new_year.conftest import BEFORE, LAST_DAY, STARTS, YEAR, planned

pytestmark = pytest.mark.django_db
YEAR_ENDS = date(2025, 8, 31)


@pytest.fixture(autouse=True)
def _home(tmp_path, settings):
    settings.GAISMA_HOME = tmp_path


def carried_out(plan, by=None):
    plan.refresh_from_db()
    return actions.carry_out(plan=plan, revision=plan.revision, by=by, at=NOW)


def undone(plan):
    return actions.undo(plan=plan, by=None, at=NOW)


def places(person):
    """Where a person is in the new year."""
    found = person.enrolments.filter(group__school_year__name=YEAR)
    return list(found.values_list("group__name", flat=True))


def reason(person):
    return person.enrolments.get(group__school_year__name=BEFORE).leaving_reason


def test_learners_go_on_a_grade_higher(plan, running):
    carried_out(plan)

    new = running.elza.enrolments.get(group__name="2.a")
    old = running.elza.enrolments.get(group=running.first)
    assert (new.from_on, new.to_on, new.registered_on) == (STARTS, YEAR_ENDS, TODAY)
    assert (new.group.grade, new.group.max_size, new.programme) == (2, 2, running.first.programme)
    assert (new.home_municipality, new.revision) == ("Paraugpils", 1)
    assert (old.to_on, old.leaving_reason, old.revision) == (LAST_DAY, "moved", 2)


def test_who_finishes_leaves_with_the_reason(plan, running):
    carried_out(plan)

    assert places(running.anna) == []
    assert reason(running.anna) == "completed"
    assert not Group.objects.filter(school_year__name=YEAR, name="9.a").exists()


def test_children_of_school_age_leave_preschool_and_the_small_ones_stay(plan, running):
    carried_out(plan)

    assert (places(running.grown), reason(running.grown)) == ([], "completed")
    assert (places(running.small), reason(running.small)) == (["Bitītes"], "moved")


def test_groups_that_open_are_there_without_learners(plan):
    carried_out(plan)

    opened = Group.objects.get(school_year__name=YEAR, name="1.a")
    assert (opened.grade, opened.enrolments.count()) == (1, 0)


def test_learner_who_stays_in_the_grade_goes_to_the_group_chosen(plan, running):
    again = plan.groups.get(act="opens")
    choices = {running.elza.pk: Choice(into=again.pk)}
    actions.change_learners(plan=plan, choices=choices, revision=1, by=None, at=NOW)

    carried_out(plan)

    assert places(running.elza) == ["1.a"]


def test_learner_who_leaves_leaves_with_the_reason_chosen(plan, running):
    choices = {running.elza.pk: Choice(reason="left_the_municipality")}
    actions.change_learners(plan=plan, choices=choices, revision=1, by=None, at=NOW)

    carried_out(plan)

    assert (places(running.elza), reason(running.elza)) == ([], "left_the_municipality")


def test_learners_of_a_group_that_closes_join_the_other(plan, running):
    first, opened = planned(plan, "1.a"), plan.groups.get(act="opens")
    joins = {first.pk: {"act": "joins", "into_id": opened.pk}}
    actions.change_groups(plan=plan, changed=joins, revision=1, by=None, at=NOW)

    carried_out(plan)

    assert places(running.elza) == ["1.a"]
    assert not Group.objects.filter(school_year__name=YEAR, name="2.a").exists()


def test_learner_of_a_special_programme_goes_on_with_it(plan, running):
    special = factories.programme(institution=running.school, special=["language"])
    running.elza.enrolments.update(programme=special)

    carried_out(plan)

    assert running.elza.enrolments.get(group__name="2.a").programme == special


def test_learner_with_a_place_in_the_coming_year_stays_there(plan, running):
    elsewhere = factories.group(name="2.x", school_year=factories.school_year(YEAR))
    factories.enrolment(person=running.elza, group=elsewhere, from_on=STARTS)

    carried_out(plan)

    assert places(running.elza) == ["2.x"]
    assert reason(running.elza) == "moved"


def test_learner_whose_leaving_is_known_is_left_alone(plan, running):
    running.elza.enrolments.update(to_on=LAST_DAY, leaving_reason="withdrawn")

    carried_out(plan)

    assert (places(running.elza), reason(running.elza)) == ([], "withdrawn")


def test_learner_who_left_during_the_year_is_left_alone(plan, running):
    running.elza.enrolments.update(to_on=date(2024, 3, 1))

    carried_out(plan)

    assert running.elza.enrolments.get().to_on == date(2024, 3, 1)


def test_group_that_is_there_already_takes_the_learners_in(plan, running):
    there = factories.group(
        name="2.a", programme=running.first.programme, school_year=factories.school_year(YEAR)
    )

    carried_out(plan)

    assert running.elza.enrolments.get(group=there).from_on == STARTS
    assert Group.objects.filter(name="2.a", school_year__name=YEAR).count() == 1


@pytest.mark.parametrize(("keeps", "teachers"), [(True, ["Ozols"]), (False, [])])
def test_teachers_go_on_with_their_group_if_that_is_wanted(plan, running, keeps, teachers):
    ozols = factories.person(family_name="Ozols")
    factories.group_teacher(group=running.first, person=ozols, is_class_teacher=True)
    Plan.objects.update(keeps_teachers=keeps)

    carried_out(plan)

    new = GroupTeacher.objects.filter(group__name="2.a")
    assert [row.person.family_name for row in new] == teachers
    assert all(row.is_class_teacher and row.from_on == STARTS for row in new)
    assert GroupTeacher.objects.get(group=running.first).to_on == (LAST_DAY if keeps else None)


def test_carrying_out_is_one_act_told_to_the_lake(plan, head):
    SchoolYear.objects.filter(name=YEAR).delete()

    carried_out(plan, by=head)

    told = AuditRecord.objects.get(action="new_year.carry_out")
    assert (told.by, told.organisation, told.details["school_year"]) == (
        head,
        plan.institution,
        YEAR,
    )
    assert told.details["counts"]["created"] == {
        "base.SchoolYear": 1,
        "programmes.Group": 3,
        "programmes.Enrolment": 2,
    }
    assert plan.state == "done"
    assert set(TableChange.objects.values_list("table", flat=True)) == {"groups", "enrolments"}
    assert SchoolYear.objects.filter(name=YEAR).exists()


def test_carrying_out_asks_as_much_of_the_database_for_many(
    plan, running, django_assert_max_num_queries
):
    for number in range(60):
        factories.enrolment(group=running.first, person=factories.person(given_name=f"{number}"))

    with django_assert_max_num_queries(143):
        carried_out(plan)


def test_carrying_out_twice_is_refused(plan):
    carried_out(plan)

    with pytest.raises(UnableToRecord, match="undo it first"):
        carried_out(plan)


def test_carrying_out_a_plan_changed_meanwhile_is_refused(plan, running):
    with pytest.raises(UnableToChange, match="Somebody else"):
        actions.carry_out(plan=plan, revision=7, by=None, at=NOW)

    assert not Group.objects.filter(school_year__name=YEAR).exists()


@pytest.mark.parametrize("who", ["teacher", "visitor", "auditor", "administrator"])
def test_carrying_out_and_undoing_are_for_those_who_keep_the_register(plan, who, request):
    user = request.getfixturevalue(who)

    with pytest.raises(NotPermitted):
        actions.carry_out(plan=plan, revision=1, by=user, at=NOW)
    with pytest.raises(NotPermitted):
        actions.undo(plan=plan, by=user, at=NOW)


def rows():
    return (
        sorted(Group.objects.values_list("school_year__name", "name")),
        sorted(
            Enrolment.objects.values_list(
                "person", "group__name", "from_on", "to_on", "leaving_reason"
            ),
            key=str,
        ),
        sorted(GroupTeacher.objects.values_list("person", "group", "to_on"), key=str),
    )


def test_undoing_puts_everything_back(plan, running, head):
    factories.group_teacher(group=running.first)
    before = rows()
    carried_out(plan)

    actions.undo(plan=plan, by=head, at=NOW)

    assert rows() == before
    assert (plan.state, plan.is_open) == ("undone", True)
    assert AuditRecord.objects.get(action="new_year.undo").by == head


def test_plan_that_was_undone_is_carried_out_again(plan, running):
    carried_out(plan)
    actions.undo(plan=plan, by=None, at=NOW)

    carried_out(plan)

    assert places(running.elza) == ["2.a"]


def test_undoing_is_refused_when_somebody_has_built_on_it(plan, running):
    carried_out(plan)
    factories.enrolment(group=Group.objects.get(name="2.a"), from_on=STARTS)

    with pytest.raises(UnableToCarryOut, match="cannot be undone as a whole"):
        actions.undo(plan=plan, by=None, at=NOW)

    assert places(running.elza) == ["2.a"]


def test_undoing_is_refused_when_somebody_has_changed_a_row(plan, running):
    carried_out(plan)
    running.elza.enrolments.filter(group__name="2.a").update(revision=2)

    with pytest.raises(UnableToCarryOut, match="changed since"):
        actions.undo(plan=plan, by=None, at=NOW)


def test_undoing_what_was_not_carried_out_is_refused(plan):
    with pytest.raises(UnableToRecord, match="nothing to undo"):
        actions.undo(plan=plan, by=None, at=NOW)


def figures(as_of=TODAY):
    """Learners of both years as the indicators count them."""
    Installation.objects.update(today=as_of)
    basis = evidence.current()
    asked = {
        year: asking.one("learners.count", evidence=basis, filters={"school_year": year})
        for year in (BEFORE, YEAR)
    }
    return {year: figure.value for year, figure in asked.items()}


def test_figures_of_the_new_year_are_right_and_those_of_the_last_unchanged(plan):
    lake.touch(*TABLES)
    lake.refresh(reason="test", at=NOW)
    assert figures() == {BEFORE: 4, YEAR: None}

    carried_out(plan)

    assert figures() == {BEFORE: 4, YEAR: 2}
    # New enrolments are known from the day on which the plan was carried out.
    assert figures(as_of=date(2024, 8, 19)) == {BEFORE: 4, YEAR: None}


def test_figures_are_as_before_after_undoing(plan):
    lake.touch(*TABLES)
    carried_out(plan)

    actions.undo(plan=plan, by=None, at=NOW)

    assert figures() == {BEFORE: 4, YEAR: None}


@pytest.mark.parametrize("act", ["carry_out", "undo"])
def test_act_that_fails_midway_leaves_nothing_by_half(plan, act, monkeypatch):
    if act == "undo":
        carried_out(plan)
    before = rows()

    def fails(**_given):
        raise RuntimeError("The power is gone.")

    monkeypatch.setattr("gaisma.evidence.interop.guided.audit.note", fails)
    acts = {"carry_out": carried_out, "undo": undone}
    with pytest.raises(RuntimeError, match="power"):
        acts[act](plan)

    assert rows() == before
    assert Plan.objects.get().is_open == (act == "carry_out")


def test_who_was_joined_stays_at_the_school_as_they_were(plan, running):
    factories.tie(person=running.elza, institution=running.first.institution)

    carried_out(plan)

    assert Tie.objects.get().institution == running.first.institution
    assert places(running.elza) == ["2.a"]
