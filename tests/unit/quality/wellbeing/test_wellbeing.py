"""What is asked for, agreed on and held: who may, on which day, with how many hours."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from gaisma.base.changes import NotPermitted, UnableToChange, UnableToRecord
from gaisma.base.models import AuditRecord, Organisation, User
from gaisma.quality.wellbeing import actions, offers, privacy
from gaisma.quality.wellbeing.models import PartnerBody, SupportActivity
from tests import factories
from tests.moments import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reader")]
DAY = date(2024, 5, 14)
TOLD: dict[str, Any] = {
    "held_on": DAY,
    "hours": Decimal("1.25"),
    "learners": 24,
    "adults": 2,
    "came_of_it": "Calm.",
}


@pytest.fixture(autouse=True)
def year() -> None:
    factories.school_year("2023/2024")


def agreed(place: Organisation, **fields: Any) -> SupportActivity:
    row: SupportActivity = factories.support_activity(institution=place, state="agreed", **fields)
    return row


def hold(row: SupportActivity, by: User | None = None, **told: Any) -> SupportActivity:
    given = {**TOLD, **told}
    return actions.hold(activity=row, revision=row.revision, by=by, at=NOW, **given)


def test_head_asks_and_the_authority_agrees_and_marks(
    school: Organisation, head: User, specialist: User
) -> None:
    row = actions.ask(institution=school, kind="raid", planned_on=DAY, by=head, at=NOW)
    actions.agree(activity=row, revision=1, by=specialist, at=NOW)
    hold(row, by=specialist)

    row.refresh_from_db()
    assert (row.state, row.school_year.name, row.hours) == ("held", "2023/2024", Decimal("1.25"))
    acts = AuditRecord.objects.order_by("pk").values_list("action", "organisation")
    assert [one for one in acts if one[0].startswith("activity.")] == [
        ("activity.ask", school.pk),
        ("activity.agree", school.pk),
        ("activity.hold", school.pk),
    ]


def test_institution_marks_what_is_its_own_and_nothing_else(
    school: Organisation, head: User
) -> None:
    with pytest.raises(NotPermitted, match="authority arranges"):
        hold(agreed(school), by=head)

    assert hold(agreed(school, arranged_by="institution"), by=head).state == "held"


def test_institution_changes_what_is_asked_for_but_not_what_the_authority_agreed_on(
    school: Organisation, head: User
) -> None:
    given: dict[str, Any] = {"kind": "lecture", "planned_on": DAY, "by": head, "at": NOW}
    row = factories.support_activity(institution=school)
    assert actions.change(activity=row, revision=1, **given).kind == "lecture"

    with pytest.raises(NotPermitted):
        actions.change(activity=agreed(school), revision=1, **given)


def test_other_institution_is_not_asked_for(head: User) -> None:
    other = factories.preschool(code="other")

    with pytest.raises(NotPermitted):
        actions.ask(institution=other, kind="raid", planned_on=DAY, by=head, at=NOW)


@pytest.mark.parametrize("hours", ["0", "-0.25", "1.30", "0.1"])
def test_hours_are_some_and_to_a_quarter(school: Organisation, hours: str) -> None:
    with pytest.raises(UnableToRecord, match="quarter"):
        hold(agreed(school), hours=Decimal(hours))


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (date(2023, 8, 31), "choose a day"),
        (date(2024, 9, 1), "not come"),
    ],
)
def test_day_lies_in_the_school_year_and_has_come(
    school: Organisation, day: date, sentence: str
) -> None:
    with pytest.raises(UnableToRecord, match=sentence):
        hold(agreed(school), held_on=day)

    assert hold(agreed(school), held_on=date(2023, 9, 1)).held_on == date(2023, 9, 1)


def test_day_of_an_unknown_school_year_is_refused(school: Organisation) -> None:
    with pytest.raises(UnableToRecord, match="not known yet"):
        actions.ask(institution=school, kind="raid", planned_on=date(2031, 1, 1), by=None, at=NOW)


def test_taken_back_nothing_is_left_of_what_was_told(school: Organisation) -> None:
    row = hold(agreed(school))

    actions.take_back(activity=row, revision=row.revision, by=None, at=NOW)

    row.refresh_from_db()
    assert row.state == "agreed"
    assert (row.held_on, row.hours, row.learners, row.came_of_it) == (None, None, None, "")


def test_what_was_changed_meanwhile_is_not_overwritten(school: Organisation) -> None:
    row = factories.support_activity(institution=school)
    actions.agree(activity=row, revision=1, by=None, at=NOW)

    seen = SupportActivity.objects.get(pk=row.pk)
    with pytest.raises(UnableToChange):
        actions.hold(activity=seen, revision=1, by=None, at=NOW, **TOLD)


def test_declined_is_asked_for_anew_without_its_reason(school: Organisation) -> None:
    row = factories.support_activity(institution=school)
    actions.decline(activity=row, revision=1, reason="Nobody can come.", by=None, at=NOW)

    row = actions.reopen(activity=row, revision=2, by=None, at=NOW)

    assert (row.state, row.reason) == ("requested", "")


def test_body_of_another_institution_or_without_work_is_not_chosen(school: Organisation) -> None:
    other = factories.partner_body(institution=factories.preschool(code="other"))
    ended = factories.partner_body(closed_on=TODAY)
    given: dict[str, Any] = {"institution": school, "kind": "raid", "planned_on": DAY}

    for body in (other, ended):
        with pytest.raises(UnableToRecord, match="does not work"):
            actions.ask(**given, partner=body, by=None, at=NOW)
    row = factories.support_activity(institution=school, partner=ended)
    with pytest.raises(UnableToRecord, match="has ended"):
        actions.agree(activity=row, revision=1, by=None, at=NOW)


def test_head_keeps_the_own_bodies_and_none_of_the_city(school: Organisation, head: User) -> None:
    given: dict[str, Any] = {"kind": "employer", "by": head, "at": NOW}
    own = actions.add_partner(name="Bakery", institution=school, **given)

    with pytest.raises(NotPermitted):
        actions.add_partner(name="Police", institution=None, **given)
    with pytest.raises(NotPermitted):
        actions.change_partner(partner=own, revision=1, name="Bakery", institution=None, **given)
    with pytest.raises(NotPermitted):
        actions.close_partner(
            partner=factories.partner_body(), revision=1, closed_on=TODAY, by=head, at=NOW
        )


def test_duties_wait_for_who_arranges(school: Organisation, head: User, specialist: User) -> None:
    factories.support_activity(institution=school, topic="city")
    factories.support_activity(institution=school, topic="own", arranged_by="institution")
    agreed(school, topic="passed")
    agreed(school, topic="today", planned_on=TODAY)

    def told(user: User, duty: Any) -> list[str]:
        return [owed.sentence.rpartition(": ")[2] for owed in duty(user, TODAY)]

    assert told(specialist, offers.requests_owed) == ["city"]
    assert told(head, offers.requests_owed) == ["own"]
    assert told(specialist, offers.held_owed) == ["passed"]
    assert told(head, offers.held_owed) == []


def test_names_go_after_their_time_and_what_was_held_stays(school: Organisation) -> None:
    work = factories.partner_body(contact="I. Kalns")
    told = {"contact": "J. Kalns", "phone": "1", "email": "j@kalns.lv"}
    ended = factories.partner_body(**told, closed_on=date(2022, 1, 1))
    row = agreed(school, answers="A. Liepa")
    contacts, names = privacy.RETENTION

    assert list(contacts.over(date(2022, 1, 1))) == []
    contacts.remove(contacts.over(date(2022, 1, 2)), at=NOW)
    names.remove(names.over(date(2024, 8, 31)), at=NOW)
    assert SupportActivity.objects.get(pk=row.pk).answers == "A. Liepa"
    names.remove(names.over(date(2024, 9, 1)), at=NOW)

    assert SupportActivity.objects.get(pk=row.pk).answers == ""
    kept = PartnerBody.objects.values_list("pk", *told)
    assert set(kept) == {(work.pk, "I. Kalns", work.phone, work.email), (ended.pk, "", "", "")}
