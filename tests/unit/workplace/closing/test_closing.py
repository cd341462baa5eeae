"""Closing and merging: what goes over, what ends, undoing, and the figures over the years."""

from datetime import date, timedelta

import pytest

from gaisma.base.changes import NotPermitted, UnableToChange, UnableToRecord
from gaisma.base.models import AuditRecord, Organisation, RoleGrant
from gaisma.evidence.figures import asking, evidence
from gaisma.evidence.interop.guided import UnableToCarryOut
from gaisma.evidence.lake import actions as lake
from gaisma.evidence.lake.models import TableChange
from gaisma.record.organisations.models import Succession
from gaisma.record.people.models import Employment, Tie
from gaisma.record.programmes.models import Enrolment, Group, GroupTeacher, QueueEntry
from gaisma.workplace.closing import actions, queries
from gaisma.workplace.closing.actions import Destination
from gaisma.workplace.closing.models import Closing
from tests import factories
from tests.moments import NOW, TODAY
from tests.pages import TABLES
from tests.unit.workplace.closing.conftest import BEFORE, MIDDLE, YEAR, YEAR_ENDS, begun

pytestmark = pytest.mark.django_db


def carried_out(plan, by=None):
    plan.refresh_from_db()
    return actions.carry_out(closing=plan, revision=plan.revision, by=by, at=NOW)


def moves(plan):
    return sorted(plan.groups.values_list("group__name", "move", "successor", "name"))


def test_groups_of_the_coming_year_are_proposed_to_the_successor(plan, merger):
    assert moves(plan) == [("2.a", "goes", merger.successor.pk, "2.a")]


def test_group_whose_name_is_taken_gets_another(merger, specialist):
    theirs = factories.programme(institution=merger.successor)
    factories.group(name="2.a", programme=theirs, school_year=merger.coming.school_year)

    plan = begun(merger, specialist)

    assert moves(plan) == [("2.a", "goes", merger.successor.pk, "2.a 2")]


def test_without_a_successor_groups_are_proposed_to_end(merger, specialist):
    plan = begun(merger, specialist, on=MIDDLE, successor=None)

    assert moves(plan) == [("1.a", "leaves", None, "1.a"), ("2.a", "leaves", None, "2.a")]


@pytest.mark.parametrize(
    ("terms", "says"),
    [
        ({"successor": "itself"}, "taken over by itself"),
        ({"successor": "authority"}, "no institution"),
        ({"further": "successor"}, "are the same"),
    ],
)
def test_successors_that_cannot_take_over_are_refused(merger, specialist, terms, says):
    known = {
        "itself": merger.closing,
        "authority": factories.authority(),
        "successor": merger.successor,
    }

    with pytest.raises(UnableToRecord, match=says):
        begun(merger, specialist, **{name: known[value] for name, value in terms.items()})


def test_institution_that_is_closed_is_refused(merger, specialist):
    Organisation.objects.filter(pk=merger.closing.pk).update(closed_on=MIDDLE)
    merger.closing.refresh_from_db()

    with pytest.raises(UnableToRecord, match="closed since 31 January 2024"):
        begun(merger, specialist)


def test_institution_with_units_needs_a_successor(merger, specialist):
    factories.organisation(kind="neighbourhood_club", parent=merger.closing)

    with pytest.raises(UnableToRecord, match="has units"):
        begun(merger, specialist, successor=None)


@pytest.mark.parametrize(
    "who", ["head", "teacher", "support", "visitor", "auditor", "administrator"]
)
def test_closing_is_for_officials(merger, plan, who, request):
    user = request.getfixturevalue(who)
    given = {"by": user, "at": NOW}

    with pytest.raises(NotPermitted):
        begun(merger, user)
    with pytest.raises(NotPermitted):
        actions.carry_out(closing=plan, revision=1, **given)
    with pytest.raises(NotPermitted):
        actions.change_groups(closing=plan, destinations={}, revision=1, **given)
    with pytest.raises(NotPermitted):
        actions.undo(closing=plan, **given)


def test_another_day_proposes_the_groups_anew(plan, specialist, merger):
    terms = {"on": MIDDLE, "successor": merger.successor}

    actions.change(closing=plan, revision=1, by=specialist, at=NOW, **terms)

    assert [name for name, *_ in moves(plan)] == ["1.a", "2.a"]


def test_second_editor_is_told(plan, specialist):
    second = Closing.objects.get(pk=plan.pk)
    actions.change_posts(closing=plan, ending=[], revision=1, by=specialist, at=NOW)

    with pytest.raises(UnableToChange, match="Somebody else"):
        actions.change_posts(closing=second, ending=[], revision=1, by=specialist, at=NOW)


def test_institution_closes_in_favour_of_the_successor(plan, merger, specialist):
    carried_out(plan, by=specialist)

    merger.closing.refresh_from_db()
    succession = Succession.objects.get()
    told = AuditRecord.objects.get(action="closing.carry_out")
    assert merger.closing.closed_on == YEAR_ENDS
    assert (succession.successor, succession.on) == (merger.successor, YEAR_ENDS)
    assert (succession.decision, plan.state) == ("Nr. 87", "done")
    assert (told.by, told.organisation) == (specialist, merger.closing)


def test_group_that_has_not_begun_goes_as_it_is(plan, merger):
    carried_out(plan)

    merger.coming.refresh_from_db()
    assert merger.coming.institution == merger.successor
    assert merger.coming.site.name == "A korpuss"
    assert merger.coming.site.institution == merger.successor
    assert merger.coming.programme.institution == merger.successor
    assert merger.coming.enrolments.get().person == merger.elza


def test_group_of_the_past_stays_where_it_was(plan, merger):
    carried_out(plan)

    merger.running.refresh_from_db()
    old = merger.running.enrolments.get()
    assert merger.running.institution == merger.closing
    assert merger.running.site.institution == merger.closing
    assert (old.to_on, old.leaving_reason) == (YEAR_ENDS, "moved")


def test_successor_teaches_its_own_programme_of_the_same_code(merger, specialist):
    own = factories.programme(institution=merger.successor, code="21011111")
    plan = begun(merger, specialist)

    carried_out(plan)

    merger.coming.refresh_from_db()
    assert merger.coming.programme == own
    assert merger.coming.enrolments.get().programme == own


def test_running_group_goes_on_at_the_successor_from_the_day_after(merger, specialist):
    Enrolment.objects.filter(group=merger.running).update(leaving_reason="", to_on=None)
    factories.group_teacher(group=merger.running, person=merger.post.person)
    plan = begun(merger, specialist, on=MIDDLE)

    carried_out(plan)

    new = Group.objects.get(name="1.a", institution=merger.successor)
    here, there = merger.running.enrolments.get(), new.enrolments.get()
    assert (here.to_on, here.leaving_reason) == (MIDDLE, "moved")
    assert (there.from_on, there.to_on) == (MIDDLE + timedelta(days=1), None)
    assert (there.person, there.leaving_reason) == (merger.elza, "")
    assert new.school_year == merger.running.school_year
    assert GroupTeacher.objects.get(group=new).from_on == MIDDLE + timedelta(days=1)
    assert GroupTeacher.objects.get(group=merger.running).to_on == MIDDLE


def test_learners_join_a_group_of_the_successor(merger, specialist):
    theirs = factories.programme(institution=merger.successor)
    given = {"programme": theirs, "school_year": merger.coming.school_year, "grade": 2}
    into = factories.group(name="2.b", **given)
    plan = begun(merger, specialist)
    move = plan.groups.get()

    actions.change_groups(
        closing=plan,
        destinations={move.pk: Destination(into=into.pk)},
        revision=1,
        by=specialist,
        at=NOW,
    )
    carried_out(plan)

    moved = into.enrolments.get()
    assert (moved.person, moved.programme) == (merger.elza, theirs)
    assert merger.coming.enrolments.count() == 0


def test_learners_without_a_place_leave_with_the_merger(merger, specialist):
    merger.coming.enrolments.all().delete()
    merger.coming.delete()
    Enrolment.objects.update(leaving_reason="", to_on=None)
    plan = begun(merger, specialist)

    shown = queries.preview(plan, today=TODAY)
    carried_out(plan)

    left = merger.running.enrolments.get()
    assert (left.to_on, left.leaving_reason) == (YEAR_ENDS, "merger")
    assert "1 learners have no place after the last day" in shown.warnings[0]


def test_group_of_the_coming_year_cannot_be_left_over(plan, specialist):
    move = plan.groups.get()

    with pytest.raises(UnableToRecord, match=r"2\.a begin after the last day"):
        actions.change_groups(
            closing=plan, destinations={move.pk: Destination()}, revision=1, by=specialist, at=NOW
        )


def test_groups_go_to_a_second_successor(merger, specialist):
    second = factories.institution()
    plan = begun(merger, specialist, further=second)
    there = {plan.groups.get().pk: Destination(successor=second.pk)}

    actions.change_groups(closing=plan, destinations=there, revision=1, by=specialist, at=NOW)
    carried_out(plan)

    merger.coming.refresh_from_db()
    assert merger.coming.institution == second
    assert {one.successor for one in Succession.objects.all()} == {merger.successor, second}


def test_name_that_the_successor_has_is_refused(plan, specialist, merger):
    theirs = factories.programme(institution=merger.successor)
    factories.group(name="2.c", programme=theirs, school_year=merger.coming.school_year)
    there = Destination(successor=merger.successor.pk, name="2.c")

    with pytest.raises(UnableToRecord, match=r"has a group 2\.c in that year"):
        actions.change_groups(
            closing=plan,
            destinations={plan.groups.get().pk: there},
            revision=1,
            by=specialist,
            at=NOW,
        )


@pytest.mark.parametrize(("staff_go", "posts"), [(True, 1), (False, 0)])
def test_staff_go_over_or_end(merger, specialist, staff_go, posts):
    plan = begun(merger, specialist, staff_go=staff_go)

    carried_out(plan)

    merger.post.refresh_from_db()
    new = Employment.objects.filter(institution=merger.successor)
    assert merger.post.to_on == YEAR_ENDS
    assert [(one.person, one.load, one.from_on) for one in new] == [
        (merger.post.person, merger.post.load, date(2024, 9, 1))
    ] * posts


def test_post_that_ends_does_not_go_over(plan, merger, specialist):
    actions.change_posts(closing=plan, ending=[merger.post.pk], revision=1, by=specialist, at=NOW)

    carried_out(plan)

    assert not Employment.objects.filter(institution=merger.successor).exists()


def test_what_is_held_for_a_term_ends(plan, merger, head):
    licence = factories.licence(institution=merger.closing)
    status = factories.status(institution=merger.closing)
    vacancy = factories.vacancy(institution=merger.closing)
    grant = factories.role_grant(user=head, role="head", organisation=merger.closing)

    carried_out(plan)

    for row in (licence, status, vacancy, grant):
        row.refresh_from_db()
    assert (licence.to_on, status.to_on, vacancy.closed_on) == (YEAR_ENDS,) * 3
    assert grant.to_on == YEAR_ENDS


def test_who_waits_goes_on_waiting_as_long_as_before(plan, merger):
    entry = factories.queue_entry(institution=merger.closing)

    carried_out(plan)

    entry.refresh_from_db()
    new = QueueEntry.objects.get(institution=merger.successor)
    assert entry.left_on == YEAR_ENDS
    assert (new.person, new.registered_on) == (entry.person, entry.registered_on)


def test_units_go_to_the_successor(plan, merger):
    unit = factories.organisation(kind="neighbourhood_club", parent=merger.closing)

    carried_out(plan)

    unit.refresh_from_db()
    assert unit.parent == merger.successor


def test_site_whose_name_the_successor_has_says_whose_it_was(plan, merger):
    factories.site(institution=merger.successor, name="A korpuss")

    carried_out(plan)

    assert sorted(merger.successor.sites.values_list("name", flat=True)) == [
        "A korpuss",
        "A korpuss (Vecā skola)",
    ]


def test_lake_is_told_of_all_that_changed(plan, merger):
    factories.status(institution=merger.closing)

    carried_out(plan)

    told = set(TableChange.objects.values_list("table", flat=True))
    assert {"organisations", "successions", "statuses", "groups", "employments"} <= told


def test_preview_counts_what_goes_and_what_ends(plan, merger):
    factories.vacancy(institution=merger.closing)

    shown = queries.preview(plan, today=TODAY)

    numbers = {one.title: (one.goes, one.ends) for one in shown.numbers}
    assert numbers["Places of learners"] == (1, 0)
    assert numbers["Posts"] == (1, 0)
    assert numbers["Vacancies"] == (0, 1)
    assert [(one.name, one.where, one.learners) for one in shown.groups] == [
        ("2.a", "Paraugpils vidusskola", 1)
    ]
    assert not Succession.objects.exists()


def rows():
    models = (Organisation, Succession, Group, Enrolment, Employment, QueueEntry, RoleGrant)
    left_out = {"revision", "changed_at"}
    return [
        sorted(
            model._base_manager.values_list(
                *(f.attname for f in model._meta.concrete_fields if f.attname not in left_out)
            ),
            key=str,
        )
        for model in models
    ]


def test_undoing_puts_everything_back(plan, merger, head, specialist):
    factories.queue_entry(institution=merger.closing)
    factories.role_grant(user=head, role="head", organisation=merger.closing)
    before = rows()
    carried_out(plan)
    assert rows() != before

    actions.undo(closing=plan, by=specialist, at=NOW)

    assert rows() == before
    assert plan.state == "undone"
    assert AuditRecord.objects.get(action="closing.undo").by == specialist
    assert carried_out(plan).state == "done"


def test_undoing_is_refused_when_somebody_has_changed_a_row(plan, merger):
    carried_out(plan)
    Employment.objects.filter(institution=merger.successor).update(revision=5)

    with pytest.raises(UnableToCarryOut, match="cannot be undone"):
        actions.undo(closing=plan, by=None, at=NOW)

    merger.closing.refresh_from_db()
    assert merger.closing.closed_on == YEAR_ENDS


def test_carried_out_plan_is_neither_changed_nor_carried_out_again(plan, specialist):
    carried_out(plan)

    with pytest.raises(UnableToRecord, match="undo it first"):
        carried_out(plan)
    with pytest.raises(UnableToRecord, match="undo it first"):
        actions.drop(closing=plan, revision=2, by=specialist, at=NOW)


def test_figures_over_the_years_follow_the_succession(plan, merger):
    lake.touch(*TABLES)
    carried_out(plan)
    basis = evidence.current()

    def learners(indicator, institution, year):
        filters = {"institution": institution.code, "school_year": year}
        return asking.one(indicator, evidence=basis, filters=filters).value

    assert learners("learners.count", merger.closing, BEFORE) == 1
    assert learners("learners.count", merger.closing, YEAR) == 0
    assert learners("learners.count", merger.successor, YEAR) == 1
    # Last year's learner of the closed school is counted at its successor.
    assert learners("learners.change", merger.successor, YEAR) == 0


def test_who_was_joined_by_the_closing_school_is_seen_no_more_by_its_successor(plan, merger):
    for person in (merger.elza, merger.post.person):
        factories.tie(person=person, institution=merger.closing)
    stays = factories.employment(institution=merger.closing).person

    done = carried_out(plan)

    at = {tie.person for tie in Tie.objects.filter(institution=merger.successor)}
    assert at == {merger.elza, merger.post.person}
    assert stays not in at
    actions.undo(closing=done, by=None, at=NOW)
    assert not Tie.objects.filter(institution=merger.successor).exists()
