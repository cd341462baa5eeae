import pytest

from gaisma.base.changes import NotPermitted, UnableToChange, UnableToRecord
from gaisma.base.models import AuditRecord
from gaisma.workplace.new_year import actions
from gaisma.workplace.new_year.actions import Choice
from gaisma.workplace.new_year.models import Plan, PlannedLearner
from gaisma.workplace.new_year.proposals import promoted_name
from tests import factories
from tests.moments import NOW
from tests.unit.workplace.new_year.conftest import YEAR, planned

pytestmark = pytest.mark.django_db


def proposed(plan):
    """What is proposed: act, name, grade by the name of the group that it comes from."""
    rows = plan.groups.select_related("source")
    return sorted(
        (row.source.name if row.source else "", row.act, row.name, row.grade) for row in rows
    )


@pytest.mark.parametrize(
    ("name", "grade", "promoted"),
    [
        ("5.a", 5, "6.a"),
        ("9.b", 9, "10.b"),
        ("10.c", 1, "10.c"),
        ("Bitītes", None, "Bitītes"),
        ("Mākslas 3. klase", 3, "Mākslas 3. klase"),
    ],
)
def test_name_of_a_class_goes_up_with_its_grade(name, grade, promoted):
    assert promoted_name(name, grade) == promoted


def test_plan_begins_with_what_is_usual(plan):
    assert proposed(plan) == [
        ("", "opens", "1.a", 1),
        ("1.a", "continues", "2.a", 2),
        ("9.a", "ends", "9.a", 9),
        ("Bitītes", "continues", "Bitītes", None),
    ]


def test_plan_of_interest_education_opens_groups_without_learners(running, head):
    hobby = factories.programme(institution=running.school, stage="interest")
    factories.group(name="Robotika", programme=hobby, school_year=running.first.school_year)

    plan = actions.begin(institution=running.school, school_year=YEAR, by=head, at=NOW)

    assert planned(plan, "Robotika").act == "empties"


def test_plan_of_a_school_holds_the_groups_of_its_units(running, head):
    unit = factories.organisation(kind="innovation_centre", parent=running.school)
    programme = factories.programme(institution=unit, stage="interest")
    factories.group(name="Roboti", programme=programme, school_year=running.first.school_year)

    plan = actions.begin(institution=running.school, school_year=YEAR, by=head, at=NOW)

    assert planned(plan, "Roboti").institution == unit


def test_plan_begun_twice_is_the_same(plan, running, specialist):
    again = actions.begin(institution=running.school, school_year=YEAR, by=specialist, at=NOW)

    assert again == plan
    assert Plan.objects.count() == 1


def test_plan_without_groups_is_refused(school, head):
    with pytest.raises(UnableToRecord, match="no groups of 2023/2024"):
        actions.begin(institution=school, school_year=YEAR, by=head, at=NOW)


def test_plan_of_a_closed_institution_is_refused(running, specialist):
    running.school.closed_on = running.first.school_year.ends_on
    running.school.save()

    with pytest.raises(UnableToRecord, match="closes on 31 August 2024"):
        actions.begin(institution=running.school, school_year=YEAR, by=specialist, at=NOW)


@pytest.mark.parametrize("who", ["teacher", "support", "visitor", "auditor", "administrator"])
def test_plan_is_for_those_who_keep_the_register(running, who, request):
    user = request.getfixturevalue(who)

    with pytest.raises(NotPermitted):
        actions.begin(institution=running.school, school_year=YEAR, by=user, at=NOW)


def test_plan_of_another_institution_is_refused_to_a_head(running, head):
    other = factories.institution()

    with pytest.raises(NotPermitted):
        actions.begin(institution=other, school_year=YEAR, by=head, at=NOW)


def test_groups_are_changed_and_noted(plan, head):
    group = planned(plan, "1.a")

    actions.change_groups(
        plan=plan,
        changed={group.pk: {"name": "2.z", "act": "continues"}},
        keeps_teachers=False,
        revision=1,
        by=head,
        at=NOW,
    )

    group.refresh_from_db()
    plan.refresh_from_db()
    assert (group.name, plan.revision, plan.keeps_teachers) == ("2.z", 2, False)
    assert AuditRecord.objects.get(action="new_year.change_groups").by == head


def test_second_editor_of_a_plan_is_told(plan, head, specialist):
    second = Plan.objects.get(pk=plan.pk)
    actions.change_learners(plan=plan, choices={}, revision=1, by=head, at=NOW)

    with pytest.raises(UnableToChange, match="Somebody else"):
        actions.change_groups(plan=second, changed={}, revision=1, by=specialist, at=NOW)


def test_groups_of_one_name_are_refused(plan, head):
    group = planned(plan, "1.a")

    with pytest.raises(UnableToRecord, match="Two groups are called Bitītes"):
        actions.change_groups(
            plan=plan, changed={group.pk: {"name": "Bitītes"}}, revision=1, by=head, at=NOW
        )

    group.refresh_from_db()
    assert group.name == "2.a"


def test_group_that_joins_one_that_ends_is_refused(plan, head):
    first, ninth = planned(plan, "1.a"), planned(plan, "9.a")

    with pytest.raises(UnableToRecord, match=r"takes in the learners of 2\.a"):
        actions.change_groups(
            plan=plan,
            changed={first.pk: {"act": "joins", "into_id": ninth.pk}},
            revision=1,
            by=head,
            at=NOW,
        )


def test_group_that_goes_on_again_joins_no_other(plan, head):
    first, opened = planned(plan, "1.a"), plan.groups.get(act="opens")
    joins = {first.pk: {"act": "joins", "into_id": opened.pk}}
    actions.change_groups(plan=plan, changed=joins, revision=1, by=head, at=NOW)

    again = {first.pk: {"act": "continues", "into_id": None}}
    actions.change_groups(plan=plan, changed=again, revision=2, by=head, at=NOW)

    first.refresh_from_db()
    assert (first.act, first.into) == ("continues", None)


def test_group_is_opened_changed_and_left_out(plan, running, head):
    given = {"name": "1.b", "programme": running.first.programme, "grade": 1}

    group = actions.open_group(plan=plan, fields=given, revision=1, by=head, at=NOW)
    actions.change_group(group=group, fields={"max_size": 24}, revision=2, by=head, at=NOW)

    assert plan.groups.get(name="1.b").max_size == 24
    group.plan.refresh_from_db()
    actions.drop_group(group=group, revision=3, by=head, at=NOW)
    assert not plan.groups.filter(name="1.b").exists()


def test_group_of_the_running_year_is_not_left_out(plan, head):
    with pytest.raises(UnableToRecord, match="of the running year"):
        actions.drop_group(group=planned(plan, "1.a"), revision=1, by=head, at=NOW)


def test_learners_go_otherwise_and_as_usual_again(plan, running, head):
    choices = {running.elza.pk: Choice(reason="withdrawn")}
    actions.change_learners(plan=plan, choices=choices, revision=1, by=head, at=NOW)
    assert PlannedLearner.objects.get().reason == "withdrawn"

    actions.change_learners(plan=plan, choices={running.elza.pk: None}, revision=2, by=head, at=NOW)

    assert not PlannedLearner.objects.exists()


def test_programmes_give_way_to_others(plan, running, head):
    other = factories.programme(institution=running.school, code="21011112")

    actions.change_programmes(
        plan=plan, replaced={running.first.programme_id: other}, revision=1, by=head, at=NOW
    )

    assert planned(plan, "1.a").programme == other
    assert planned(plan, "Bitītes").programme == running.bees.programme


def test_plan_that_is_carried_out_is_not_changed(plan, head):
    actions.carry_out(plan=plan, revision=1, by=head, at=NOW)

    with pytest.raises(UnableToRecord, match="undo it first"):
        actions.change_learners(plan=plan, choices={}, revision=2, by=head, at=NOW)


def test_plan_is_thrown_away(plan, head):
    actions.drop(plan=plan, revision=1, by=head, at=NOW)

    assert not Plan.objects.exists()
    assert AuditRecord.objects.filter(action="new_year.drop").exists()
