from datetime import date

import pytest
from django.test import Client

from gaisma.base.changes import NotPermitted, UnableToChange, UnableToRecord
from gaisma.base.models import AuditRecord, Organisation, User
from gaisma.record.people.models import Person
from gaisma.record.programmes.actions import enrolments, groups, queue, transfers
from gaisma.record.programmes.models import Enrolment, GroupTeacher, QueueEntry, TransferOffer
from tests import factories
from tests.moments import NOW, TODAY

pytestmark = pytest.mark.django_db
ON = date(2024, 3, 1)


@pytest.fixture
def receiving(school: Organisation) -> User:
    """The head of another school."""
    there = factories.institution(code="other", name="Otra skola")
    user = factories.user(username="receiving")
    factories.role_grant(user=user, role="head", organisation=there)
    return user


@pytest.fixture
def learning(school: Organisation) -> Enrolment:
    return factories.enrolment(group=factories.group(institution=school))


def there(code: str = "other", **fields: object) -> object:
    return factories.group(institution=Organisation.objects.get(code=code), **fields)


def offered(learning: Enrolment, by: User) -> TransferOffer:
    to = Organisation.objects.get(code="other")
    return transfers.offer(enrolment=learning, to=to, on=ON, by=by, at=NOW)


def test_offer_changes_nothing_until_it_is_accepted(
    learning: Enrolment, head: User, receiving: User
) -> None:
    offered(learning, head)

    assert Enrolment.objects.get().to_on is None
    assert TransferOffer.objects.get().state == "offered"


def test_accept_ends_here_the_day_before_and_begins_there(
    learning: Enrolment, head: User, receiving: User
) -> None:
    offer, group = offered(learning, head), there()

    transfers.accept(offer=offer, group=group, revision=1, by=receiving, at=NOW)  # type: ignore[arg-type]

    here, moved = Enrolment.objects.order_by("from_on")
    assert (here.to_on, here.leaving_reason) == (date(2024, 2, 29), "moved")
    assert (moved.from_on, moved.group, moved.person) == (ON, group, here.person)
    offer.refresh_from_db()
    assert (offer.state, offer.decided_by) == ("accepted", receiving)
    assert AuditRecord.objects.filter(action="enrolment.transfer").exists()


def test_offer_from_the_first_day_of_the_enrolment_is_refused_at_once(
    learning: Enrolment, head: User, receiving: User
) -> None:
    to = Organisation.objects.get(code="other")

    with pytest.raises(UnableToRecord) as refusal:
        transfers.offer(enrolment=learning, to=to, on=learning.from_on, by=head, at=NOW)

    assert refusal.value.code == "end_before_start"


@pytest.mark.parametrize("act", ["move", "offer"])
def test_first_day_that_is_proposed_leaves_an_enrolment_that_has_not_begun_one_day(
    client: Client, learning: Enrolment, head: User, receiving: User, act: str
) -> None:
    Enrolment.objects.filter(pk=learning.pk).update(from_on=date(2024, 9, 1))
    client.force_login(head)

    page = client.get(f"/programmes/enrolments/{learning.pk}/{act}/").content.decode()

    assert 'value="2024-09-02"' in page


def test_move_offers_no_group_of_a_year_that_was_before(
    client: Client, learning: Enrolment, head: User
) -> None:
    group = learning.group
    years = {name: factories.school_year(name=name) for name in ("2023/2024", "2024/2025")}
    fields = {"institution": group.institution, "programme": group.programme}
    for name, year in years.items():
        factories.group(name=f"{name[:4]}.x", school_year=year, **fields)
    type(group).objects.filter(pk=group.pk).update(school_year=years["2024/2025"])
    client.force_login(head)

    page = client.get(f"/programmes/enrolments/{learning.pk}/move/").content.decode()

    assert "2024.x" in page
    assert "2023.x" not in page


def test_accept_is_the_receiving_heads(learning: Enrolment, head: User, receiving: User) -> None:
    offer = offered(learning, head)

    with pytest.raises(NotPermitted):
        transfers.accept(offer=offer, group=there(), revision=1, by=head, at=NOW)  # type: ignore[arg-type]

    assert TransferOffer.objects.get().state == "offered"


@pytest.mark.parametrize("own", ["offer", "group"])
def test_accept_asks_for_permission_at_the_offers_institution_and_the_groups(
    learning: Enrolment, head: User, receiving: User, own: str
) -> None:
    third = factories.institution(code="third")
    to = third if own == "group" else Organisation.objects.get(code="other")
    offer = transfers.offer(enrolment=learning, to=to, on=ON, by=head, at=NOW)
    group = factories.group(institution=third) if own == "offer" else there()

    with pytest.raises(NotPermitted):
        transfers.accept(offer=offer, group=group, revision=1, by=receiving, at=NOW)  # type: ignore[arg-type]

    assert Enrolment.objects.get().to_on is None


def test_accept_into_another_stage_is_refused_and_leaves_the_offer_open(
    learning: Enrolment, head: User, receiving: User
) -> None:
    offer = offered(learning, head)
    to = Organisation.objects.get(code="other")
    programme = factories.programme(institution=to, stage="preschool")
    group = factories.group(programme=programme)

    with pytest.raises(UnableToRecord) as refusal:
        transfers.accept(offer=offer, group=group, revision=1, by=receiving, at=NOW)

    assert refusal.value.code == "another_stage"
    assert TransferOffer.objects.get().state == "offered"


def test_offer_twice_is_refused(learning: Enrolment, head: User, receiving: User) -> None:
    offered(learning, head)

    with pytest.raises(UnableToRecord) as refusal:
        offered(learning, head)

    assert refusal.value.code == "offered_already"


def test_offer_to_the_same_institution_is_refused(
    learning: Enrolment, head: User, school: Organisation
) -> None:
    with pytest.raises(UnableToRecord) as refusal:
        transfers.offer(enrolment=learning, to=school, on=ON, by=head, at=NOW)

    assert refusal.value.code == "same_institution"


def test_withdraw_is_the_giving_heads_and_decline_the_receiving_heads(
    learning: Enrolment, head: User, receiving: User
) -> None:
    offer = offered(learning, head)

    with pytest.raises(NotPermitted):
        transfers.withdraw(offer=offer, revision=1, by=receiving, at=NOW)
    with pytest.raises(NotPermitted):
        transfers.decline(offer=offer, revision=1, by=head, at=NOW)
    transfers.decline(offer=offer, revision=1, by=receiving, at=NOW)

    assert TransferOffer.objects.get().state == "declined"


def test_decided_offer_is_not_decided_again(
    learning: Enrolment, head: User, receiving: User
) -> None:
    offer = offered(learning, head)
    transfers.withdraw(offer=offer, revision=1, by=head, at=NOW)

    with pytest.raises(UnableToRecord) as refusal:
        transfers.accept(offer=offer, group=there(), revision=2, by=receiving, at=NOW)  # type: ignore[arg-type]

    assert refusal.value.code == "wrong_state"


def test_two_who_decide_at_once_do_not_both(
    learning: Enrolment, head: User, receiving: User
) -> None:
    offer = offered(learning, head)
    seen = TransferOffer.objects.get()
    transfers.decline(offer=offer, revision=1, by=receiving, at=NOW)

    with pytest.raises(UnableToChange):
        transfers.withdraw(offer=seen, revision=1, by=head, at=NOW)


def test_official_transfers_at_once(learning: Enrolment, specialist: User, receiving: User) -> None:
    group = there()

    enrolments.transfer(
        enrolment=learning,
        to=group,
        on=ON,
        revision=1,
        by=specialist,
        at=NOW,  # type: ignore[arg-type]
    )

    assert Enrolment.objects.order_by("from_on").last().group == group  # type: ignore[union-attr]


def test_enrol_called_takes_whoever_has_the_code(school: Organisation, head: User) -> None:
    named = {"given_name": "Anna", "born_on": date(2016, 5, 1)}
    known = factories.person(family_name="Bērziņa", personal_code="32000000001", **named)
    details = {**named, "family_name": "bērziņa"}

    enrolled = enrolments.enrol_called(
        personal_code="320000-00001",
        details=details,  # type: ignore[arg-type]
        group=factories.group(institution=school),
        from_on=ON,
        by=head,
        at=NOW,
    )

    assert enrolled.enrolment.person == known


def test_enrol_called_with_anothers_code_is_refused(school: Organisation, head: User) -> None:
    factories.person(family_name="Bērziņa", personal_code="32000000001")

    with pytest.raises(UnableToRecord) as refusal:
        enrolments.enrol_called(
            personal_code="32000000001",
            details={
                "given_name": "Anna",
                "family_name": "Kalniņa",
                "born_on": date(2016, 5, 1),
            },
            group=factories.group(institution=school),
            from_on=ON,
            by=head,
            at=NOW,
        )

    assert refusal.value.code == "not_one_person"
    assert not Enrolment.objects.exists()


def test_enrol_called_without_a_code_records_somebody_new(school: Organisation, head: User) -> None:
    enrolments.enrol_called(
        personal_code="",
        details={"given_name": "Anna", "family_name": "Kalniņa"},
        group=factories.group(institution=school),
        from_on=ON,
        by=head,
        at=NOW,
    )

    assert Enrolment.objects.get().person == Person.objects.get(family_name="Kalniņa")


def test_refused_enrolment_leaves_no_new_person(school: Organisation, head: User) -> None:
    past = factories.group(institution=school, school_year=factories.school_year("2021/2022"))

    with pytest.raises(UnableToRecord):
        enrolments.enrol_called(
            personal_code="",
            details={"given_name": "Anna", "family_name": "Kalniņa"},
            group=past,
            from_on=ON,
            by=head,
            at=NOW,
        )

    assert not Person.objects.exists()


def test_enrolment_is_mended_without_standing_in_its_own_way(
    learning: Enrolment, head: User
) -> None:
    enrolments.change(
        enrolment=learning,
        from_on=date(2023, 9, 4),
        to_on=None,
        leaving_reason="",
        home_municipality="Rēzekne",
        revision=1,
        by=head,
        at=NOW,
    )

    kept = Enrolment.objects.get()
    assert (kept.from_on, kept.home_municipality) == (date(2023, 9, 4), "Rēzekne")


def test_class_teacher_follows_the_one_before(school: Organisation, head: User) -> None:
    group = factories.group(institution=school)
    before = factories.group_teacher(group=group, is_class_teacher=True)

    groups.begin_teaching(
        group=group,
        person=factories.person(),
        from_on=ON,
        is_class_teacher=True,
        by=head,
        at=NOW,
    )

    before.refresh_from_db()
    assert before.to_on == date(2024, 2, 29)
    assert GroupTeacher.objects.latest("pk").to_on == group.school_year.ends_on


def test_teacher_of_a_group_is_not_given_it_again(school: Organisation, head: User) -> None:
    teaching = factories.group_teacher(group=factories.group(institution=school))

    with pytest.raises(UnableToRecord) as refusal:
        groups.begin_teaching(
            group=teaching.group, person=teaching.person, from_on=ON, by=head, at=NOW
        )

    assert refusal.value.code == "teaches_already"


def test_place_takes_all_wishes_of_the_stage_out_of_the_queue(
    school: Organisation, specialist: User
) -> None:
    entry = factories.queue_entry(institution=school)
    factories.queue_entry(person=entry.person)
    programme = factories.programme(institution=school, stage="preschool")
    group = factories.group(programme=programme, school_year=factories.school_year("2024/2025"))

    queue.give_place(
        entry=entry,
        group=group,
        from_on=date(2024, 9, 1),
        on=TODAY,
        revision=1,
        by=specialist,
        at=NOW,
    )

    assert set(QueueEntry.objects.values_list("left_on", flat=True)) == {TODAY}
    assert Enrolment.objects.get().registered_on == entry.registered_on
