from datetime import date

import pytest

from gaisma.analytics.vocabulary import EXCLUSIVE_STAGES, STAGES
from gaisma.base.changes import NotPermitted, UnableToChange, UnableToRecord
from gaisma.base.models import AuditRecord
from gaisma.evidence.lake.models import TableChange
from gaisma.record.programmes.actions import enrolments
from gaisma.record.programmes.models import Enrolment
from tests import factories
from tests.moments import NOW, YEAR_STARTS

pytestmark = pytest.mark.django_db
OPEN_STAGES = sorted(set(STAGES.codes) - set(EXCLUSIVE_STAGES))


def group_of(stage, **fields):
    return factories.group(programme=factories.programme(stage=stage), **fields)


def enrol(learner, group, **fields):
    given = {"from_on": YEAR_STARTS, "by": None} | fields
    return enrolments.enrol(learner=learner, group=group, at=NOW, **given)


def test_enrol_puts_a_learner_into_the_groups_programme():
    group = group_of("school")

    enrolled = enrol(factories.person(), group, home_municipality="Paraugpils")

    kept = Enrolment.objects.get()
    assert (kept.group, kept.programme) == (group, group.programme)
    assert enrolled.warnings == ()
    assert TableChange.objects.get(table="enrolments").counter == 1
    assert AuditRecord.objects.get().organisation == group.institution


@pytest.mark.parametrize("here", EXCLUSIVE_STAGES)
@pytest.mark.parametrize("there", EXCLUSIVE_STAGES)
def test_enrol_refuses_two_exclusive_stages_at_once(here, there):
    learner, first = factories.person(), group_of(there)
    enrol(learner, first)

    with pytest.raises(UnableToRecord, match=f"is in {first.name} of") as refusal:
        enrol(learner, group_of(here))

    assert refusal.value.code == "overlapping_enrolment"
    assert Enrolment.objects.count() == 1


@pytest.mark.parametrize("stage", OPEN_STAGES)
def test_enrol_allows_other_stages_beside_school(stage):
    learner = factories.person()
    enrol(learner, group_of("school"))

    enrol(learner, group_of(stage))

    assert learner.enrolments.count() == 2


def test_enrol_on_the_last_day_of_another_overlaps():
    learner = factories.person()
    enrol(learner, group_of("school"), to_on=date(2023, 10, 31))

    with pytest.raises(UnableToRecord):
        enrol(learner, group_of("school"), from_on=date(2023, 10, 31))


def test_enrol_on_the_day_after_another_is_allowed():
    learner = factories.person()
    enrol(learner, group_of("school"), to_on=date(2023, 10, 31))

    enrol(learner, group_of("school"), from_on=date(2023, 11, 1))

    assert learner.enrolments.count() == 2


def test_enrol_before_one_that_starts_later_must_end_before_it():
    learner = factories.person()
    enrol(learner, group_of("school"), from_on=date(2024, 1, 1))

    with pytest.raises(UnableToRecord):
        enrol(learner, group_of("school"))
    enrol(learner, group_of("school"), to_on=date(2023, 12, 31))

    assert learner.enrolments.count() == 2


def test_enrol_in_the_next_year_does_not_overlap_what_was_left_open():
    learner = factories.person()
    enrol(learner, group_of("school"))

    later = group_of("school", school_year=factories.school_year("2024/2025"))
    enrol(learner, later, from_on=date(2024, 9, 1))

    assert learner.enrolments.count() == 2


def test_enrol_without_an_end_lasts_until_the_end_of_the_year_and_no_longer():
    learner = factories.person()
    later = group_of("school", school_year=factories.school_year("2024/2025"))
    enrol(learner, later, from_on=date(2024, 9, 1))

    enrol(learner, group_of("school"))

    assert learner.enrolments.count() == 2


def test_enrolment_with_an_end_beyond_its_year_ends_with_the_year():
    learner = factories.person()
    enrol(learner, group_of("school"), to_on=date(2024, 12, 31))
    later = group_of("school", school_year=factories.school_year("2024/2025"))

    enrol(learner, later, from_on=date(2024, 9, 1))

    assert learner.enrolments.count() == 2


def test_enrol_after_the_groups_year_is_refused():
    with pytest.raises(UnableToRecord) as refusal:
        enrol(factories.person(), group_of("school"), from_on=date(2024, 9, 1))

    assert refusal.value.code == "after_school_year"


def test_enrol_above_the_maximum_warns():
    group = group_of("school", max_size=1)
    enrol(factories.person(), group)

    enrolled = enrol(factories.person(), group)

    assert enrolled.warnings == (f"{group.name} now holds 2 learners: its maximum is 1.",)
    assert group.enrolments.count() == 2


def test_enrol_at_another_institution_is_refused_to_a_head(head):
    with pytest.raises(NotPermitted):
        enrol(factories.person(), group_of("school"), by=head)


def test_transfer_leaves_no_day_between():
    start = enrol(factories.person(), group_of("school"), home_municipality="Paraugpils")
    to = group_of("school")

    moved = enrolments.transfer(
        enrolment=start.enrolment, to=to, on=date(2024, 1, 8), revision=1, by=None, at=NOW
    )

    left = Enrolment.objects.get(pk=start.enrolment.pk)
    assert (left.to_on, left.leaving_reason, left.revision) == (date(2024, 1, 7), "moved", 2)
    assert (moved.enrolment.group, moved.enrolment.from_on) == (to, date(2024, 1, 8))
    assert moved.enrolment.home_municipality == "Paraugpils"
    assert TableChange.objects.get(table="enrolments").counter == 2
    assert AuditRecord.objects.filter(action="enrolment.transfer").count() == 1


def test_transfer_that_overlaps_a_third_place_changes_nothing():
    learner = factories.person()
    start = enrol(learner, group_of("school"), to_on=date(2023, 12, 31))
    enrol(learner, group_of("vocational"), from_on=date(2024, 1, 1))

    with pytest.raises(UnableToRecord):
        enrolments.transfer(
            enrolment=start.enrolment,
            to=group_of("school"),
            on=date(2023, 12, 1),
            revision=1,
            by=None,
            at=NOW,
        )

    assert Enrolment.objects.get(pk=start.enrolment.pk).to_on == date(2023, 12, 31)


@pytest.mark.parametrize("own", ["from", "to"])
def test_transfer_asks_for_permission_at_both_institutions(head, school, own):
    here = factories.programme(stage="school", **({"institution": school} if own == "from" else {}))
    there = factories.programme(stage="school", **({"institution": school} if own == "to" else {}))
    start = enrol(factories.person(), factories.group(programme=here))

    with pytest.raises(NotPermitted):
        enrolments.transfer(
            enrolment=start.enrolment,
            to=factories.group(programme=there),
            on=date(2024, 1, 8),
            revision=1,
            by=head,
            at=NOW,
        )

    assert Enrolment.objects.get().to_on is None


def test_transfer_by_the_second_editor_is_refused():
    start = enrol(factories.person(), group_of("school"))
    seen = Enrolment.objects.get()
    enrolments.withdraw(
        enrolment=start.enrolment,
        on=date(2024, 1, 31),
        reason="withdrawn",
        revision=1,
        by=None,
        at=NOW,
    )

    with pytest.raises(UnableToChange):
        enrolments.transfer(
            enrolment=seen,
            to=group_of("school"),
            on=date(2024, 2, 1),
            revision=1,
            by=None,
            at=NOW,
        )

    assert Enrolment.objects.count() == 1


def test_withdraw_needs_a_known_reason():
    start = enrol(factories.person(), group_of("school"))

    with pytest.raises(UnableToRecord):
        enrolments.withdraw(
            enrolment=start.enrolment,
            on=date(2024, 1, 31),
            reason="bored",
            revision=1,
            by=None,
            at=NOW,
        )
