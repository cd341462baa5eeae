from datetime import date

import pytest

from gaisma.base.changes import NotPermitted, UnableToRecord
from gaisma.evidence.lake.models import TableChange
from gaisma.record.programmes.actions import groups, queue
from gaisma.record.programmes.forms import GroupForm
from gaisma.record.programmes.models import Group, QueueEntry
from tests import factories
from tests.moments import NOW

pytestmark = pytest.mark.django_db


def add(institution, **fields):
    programme = factories.programme(institution=institution)
    given = {"name": "5.a", "programme": programme, "school_year": factories.school_year()}
    return groups.add(institution=institution, at=NOW, **({"by": None} | given | fields))


def test_group_opens_for_a_year(school, head):
    add(school, grade=5, min_size=12, max_size=24, by=head)

    assert Group.objects.get().max_size == 24
    assert TableChange.objects.get(table="groups").counter == 1


def test_group_with_a_maximum_below_its_minimum_is_refused():
    with pytest.raises(UnableToRecord):
        add(factories.institution(), min_size=20, max_size=10)


def test_group_at_a_closed_institution_is_refused():
    with pytest.raises(UnableToRecord, match="closed on"):
        add(factories.institution(closed_on=date(2023, 8, 31)))


def test_group_by_a_teacher_is_refused(school, teacher):
    with pytest.raises(NotPermitted):
        add(school, by=teacher)


def test_child_joins_and_leaves_the_queue():
    entry = queue.join(
        child=factories.person(),
        stage="preschool",
        registered_on=date(2024, 5, 1),
        by=None,
        at=NOW,
    )

    queue.leave(entry=entry, on=date(2024, 8, 1), revision=1, by=None, at=NOW)

    assert QueueEntry.objects.get().left_on == date(2024, 8, 1)
    assert TableChange.objects.get(table="queue").counter == 2


def test_child_waits_once_for_the_same_place():
    entry = factories.queue_entry(institution=factories.institution())

    with pytest.raises(UnableToRecord):
        queue.join(
            child=entry.person,
            stage="preschool",
            institution=entry.institution,
            registered_on=date(2024, 6, 1),
            by=None,
            at=NOW,
        )


def test_child_waits_once_for_any_place():
    entry = factories.queue_entry()

    with pytest.raises(UnableToRecord):
        queue.join(
            child=entry.person,
            stage="preschool",
            registered_on=date(2024, 6, 1),
            by=None,
            at=NOW,
        )


def test_child_who_left_may_wait_again():
    entry = factories.queue_entry(left_on=date(2024, 5, 31))

    again = queue.join(
        child=entry.person, stage="preschool", registered_on=date(2024, 6, 1), by=None, at=NOW
    )

    assert again.pk != entry.pk


def test_queue_is_not_left_before_it_is_joined():
    entry = factories.queue_entry(registered_on=date(2024, 5, 1))

    with pytest.raises(UnableToRecord):
        queue.leave(entry=entry, on=date(2024, 4, 30), revision=1, by=None, at=NOW)


def test_unit_teaches_programmes_of_its_institution():
    centre = factories.institution()
    club = factories.institution(parent=centre)
    group = factories.group(institution=club, programme=factories.programme(institution=centre))

    form = GroupForm(institution=club)

    assert group.programme in form.fields["programme"].queryset
