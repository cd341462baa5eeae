import pytest

from gaisma.workplace.new_year import actions
from gaisma.workplace.new_year.actions import Choice
from gaisma.workplace.new_year.queries import preview
from tests import factories
from tests.moments import NOW
from tests.unit.workplace.new_year.conftest import STARTS, YEAR, planned

pytestmark = pytest.mark.django_db


def sizes(shown):
    """Learners before and after by the groups of the coming year."""
    return {(line.source, line.name): (line.before, line.after) for line in shown.lines}


def test_preview_counts_before_and_after_by_group(plan):
    shown = preview.preview(plan)

    assert sizes(shown) == {
        ("", "1.a"): (None, 0),
        ("1.a", "2.a"): (1, 1),
        ("Bitītes", "Bitītes"): (2, 1),
    }
    assert (shown.groups_before, shown.groups_after, shown.opened) == (3, 3, 1)
    assert (shown.learners_before, shown.learners_after) == (4, 2)
    assert (shown.go_on, shown.leave, shown.closed) == (2, 2, ("9.a",))


def test_preview_lists_every_learner_in_a_fold(plan):
    shown = preview.preview(plan)

    going = {line.name: line.learners for line in shown.lines}
    assert going["2.a"] == ("Ozola, Elza",)
    assert [(fold.title, fold.learners) for fold in shown.leaving] == [
        ("completed", ("Ozola, Anna", "Ozola, Lielā"))
    ]


def test_preview_follows_what_was_chosen(plan, running):
    choices = {running.elza.pk: Choice(reason="withdrawn")}
    actions.change_learners(plan=plan, choices=choices, revision=1, by=None, at=NOW)

    shown = preview.preview(plan)

    assert [fold.title for fold in shown.leaving] == ["completed", "withdrawn"]
    assert sizes(shown)[("1.a", "2.a")] == (1, 0)


def test_preview_without_anything_unusual_warns_of_nothing(plan):
    assert preview.preview(plan).warnings == ()


def test_preview_warns_of_a_group_above_its_maximum(plan, running):
    for _ in range(2):
        factories.enrolment(group=running.first)

    shown = preview.preview(plan)

    assert shown.warnings == ("2.a would hold 3 learners: its maximum is 2.",)
    assert [line.name for line in shown.lines if line.is_above] == ["2.a"]


def test_preview_warns_of_learners_who_are_elsewhere_already(plan, running):
    there = factories.group(school_year=factories.school_year(YEAR))
    factories.enrolment(person=running.elza, group=there, from_on=STARTS)

    shown = preview.preview(plan)

    assert shown.elsewhere == ("Ozola, Elza",)
    assert "1 learners have a place in 2024/2025 already" in shown.warnings[0]


def test_preview_warns_of_groups_that_are_there_already(plan, running):
    there = factories.group(
        name="2.a", programme=running.first.programme, school_year=factories.school_year(YEAR)
    )
    factories.enrolment(group=there, from_on=STARTS)

    shown = preview.preview(plan)

    assert shown.warnings == (
        "These groups of 2024/2025 are there already and take the learners in: 2.a.",
    )
    assert sizes(shown)[("1.a", "2.a")] == (1, 2)


def test_preview_warns_of_a_licence_that_ends(plan, running):
    running.first.programme.licensed_until = STARTS.replace(month=8)
    running.first.programme.save()

    shown = preview.preview(plan)

    assert "The licence of 21011111 ends on 1 August 2024" in shown.warnings[0]


def test_preview_asks_little_of_the_database(plan, running, django_assert_max_num_queries):
    for number in range(30):
        factories.enrolment(group=running.first, person=factories.person(given_name=f"{number}"))

    with django_assert_max_num_queries(9):
        preview.preview(plan)


def test_learners_may_go_to_their_grade_and_the_next_only(plan):
    from gaisma.workplace.new_year.queries import plans as queries

    groups = queries.groups_of(plan)

    near = queries.near(planned(plan, "1.a"), groups)

    assert {group.name for group in near} == {"1.a", "2.a"}
