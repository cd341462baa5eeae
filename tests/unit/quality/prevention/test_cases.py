"""Cases are opened, supported, closed; what is refused, and what the lake is told."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from gaisma.base.changes import NotPermitted, UnableToChange, UnableToRecord
from gaisma.base.models import AuditRecord, Organisation, User
from gaisma.quality.prevention import facts, offers
from gaisma.quality.prevention.cases import actions
from gaisma.quality.prevention.models import Case, Given, Participant, Review, Support
from tests import factories
from tests.moments import NOW, TODAY
from tests.pages import read
from tests.unit.quality.prevention.conftest import Class, working

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + timedelta(days=1)


def opened(own_class: Class, school: Organisation, by: User | None, **given: Any) -> Case:
    usual = {
        "learner": own_class.learner,
        "institution": school,
        "owner": own_class.teacher.account.person,
        "opened_on": TODAY,
        "reasons": ["learning", "absences"],
        "situation": "",
    }
    return actions.open_(**{**usual, **given}, by=by, at=NOW)


def test_class_teacher_opens_a_case_and_leads_it(school: Organisation, own_class: Class) -> None:
    case = opened(own_class, school, own_class.teacher)

    assert (case.state, case.owner) == ("open", own_class.teacher.account.person)
    assert not Participant.objects.exists()


def test_head_who_opens_a_case_for_another_takes_part_in_it(
    school: Organisation, own_class: Class
) -> None:
    head = working("head", school)

    case = opened(own_class, school, head)

    assert case.is_worked_on_by(head)


def test_second_case_is_refused_to_who_works_on_the_first(
    school: Organisation, own_class: Class, case: Case
) -> None:
    with pytest.raises(UnableToRecord, match="already"):
        opened(own_class, school, own_class.teacher)


def test_second_case_is_not_refused_to_who_may_not_know_of_the_first(
    school: Organisation, own_class: Class, case: Case
) -> None:
    head = working("head", school)

    second = opened(own_class, school, head, owner=head.account.person)

    assert second.pk != case.pk


def test_case_is_led_by_somebody_who_works_there(school: Organisation, own_class: Class) -> None:
    with pytest.raises(UnableToRecord, match="post and an account"):
        opened(own_class, school, None, owner=factories.account().person)


def test_owners_of_each_place_of_the_learner_are_offered(
    reader: Client, school: Organisation, own_class: Class
) -> None:
    """The learner goes to two schools, and the support team of both may open a case at either."""
    second = factories.institution(name="Otrā skola")
    factories.enrolment(person=own_class.learner, group=factories.group(institution=second))
    team = working("support", school)
    factories.role_grant(user=team, role="support", organisation=second)
    there = working("teacher", second)
    reader.force_login(team)

    page = read(reader, f"/prevention/cases/new/{own_class.learner.pk}/")

    for who in (own_class.teacher, there):
        assert f'value="{who.account.person.pk}"' in page


def test_case_does_not_begin_tomorrow(school: Organisation, own_class: Class) -> None:
    with pytest.raises(UnableToRecord, match="not come yet"):
        opened(own_class, school, None, opened_on=TOMORROW)


def test_teacher_of_another_school_opens_none(school: Organisation, own_class: Class) -> None:
    stranger = working("support", factories.institution())

    with pytest.raises(NotPermitted):
        opened(own_class, school, stranger)


def test_hours_are_entered_by_who_gives_them(case: Case, school: Organisation) -> None:
    giver = working("teacher", school)
    factories.participant(case=case, person=giver.account.person, sees="own")
    support = factories.support(case=case, giver=giver.account.person)

    given = actions.give(support=support, on=TODAY, hours=Decimal("1.5"), by=giver, at=NOW)

    assert given.hours == Decimal("1.5")


def test_hours_of_another_are_not_entered(case: Case, school: Organisation) -> None:
    other = working("teacher", school)
    factories.participant(case=case, person=other.account.person, sees="plan")
    support = factories.support(case=case)

    with pytest.raises(NotPermitted):
        actions.give(support=support, on=TODAY, hours=Decimal(1), by=other, at=NOW)


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (0, None, ""),
        (1, None, "other days"),
        (-2, 0, ""),
        (-2, -1, "other days"),
    ],
)
def test_hours_lie_within_the_plan(case: Case, first: int, last: int | None, said: str) -> None:
    to_on = None if last is None else TODAY + timedelta(days=last)
    support = factories.support(case=case, from_on=TODAY + timedelta(days=first), to_on=to_on)

    if said:
        with pytest.raises(UnableToRecord, match=said):
            actions.give(support=support, on=TODAY, hours=Decimal(1), by=None, at=NOW)
    else:
        assert actions.give(support=support, on=TODAY, hours=Decimal(1), by=None, at=NOW).pk


def test_hours_are_not_given_ahead(case: Case) -> None:
    with pytest.raises(UnableToRecord, match="not come yet"):
        actions.give(
            support=factories.support(case=case), on=TOMORROW, hours=Decimal(1), by=None, at=NOW
        )


@pytest.mark.parametrize(
    "given", [{}, {"hours": Decimal(0)}, {"hours": Decimal(25)}, {"amount": Decimal(0)}]
)
def test_what_is_given_is_something(case: Case, given: dict[str, Decimal]) -> None:
    support = factories.support(case=case)

    with pytest.raises(UnableToRecord):
        actions.give(support=support, on=TODAY, by=None, at=NOW, **given)


FORMS = ("change", "participants/new", "support/new", "meetings/new", "reviews/new", "close")


@pytest.mark.parametrize("form", FORMS)
def test_form_of_a_closed_case_leads_back_and_says_why(
    reader: Client, own_class: Class, case: Case, form: str
) -> None:
    reader.force_login(own_class.teacher)
    address = f"{case.get_absolute_url()}{form}/"
    assert reader.get(address).status_code == 200
    Case.objects.update(state="closed", closed_on=TODAY, outcome="stays")

    answer = reader.get(address, follow=True)

    assert answer.redirect_chain == [(case.get_absolute_url(), 302)]
    assert "The case is closed" in answer.content.decode()


def test_closed_case_takes_nothing_until_it_is_opened_again(case: Case) -> None:
    support = factories.support(case=case)
    actions.close(
        case=case, revision=1, closed_on=TODAY, outcome="stays", learnt="", by=None, at=NOW
    )
    support.case.refresh_from_db()

    with pytest.raises(UnableToRecord, match="closed"):
        actions.give(support=support, on=TODAY, hours=Decimal(1), by=None, at=NOW)

    actions.reopen(case=case, revision=2, by=None, at=NOW)
    support.case.refresh_from_db()
    assert actions.give(support=support, on=TODAY, hours=Decimal(1), by=None, at=NOW)


def test_of_two_who_close_a_case_the_second_is_told(case: Case) -> None:
    both = {"closed_on": TODAY, "learnt": "", "by": None, "at": NOW, "revision": 1}
    other = Case.objects.get(pk=case.pk)
    actions.close(case=case, outcome="stays", **both)

    with pytest.raises(UnableToChange):
        actions.close(case=other, outcome="left", **both)

    assert Case.objects.get(pk=case.pk).outcome == "stays"


def test_who_is_let_go_sees_nothing_any_more(case: Case, school: Organisation) -> None:
    teacher = working("teacher", school)
    part = factories.participant(case=case, person=teacher.account.person)
    assert case.is_seen_by(teacher)

    actions.let_go(participant=part, by=None, at=NOW)

    assert not case.is_seen_by(teacher)


def test_review_is_told_to_who_leads_the_case_alone(
    case: Case, own_class: Class, school: Organisation
) -> None:
    factories.case_review(case=case, due_on=TODAY + timedelta(days=3))
    factories.case_review(case=case, due_on=TODAY + timedelta(days=30))

    (owed,) = offers.reviews_owed(own_class.teacher, TODAY)

    assert (owed.page, owed.of) == ("prevention:case", (case.pk,))
    assert own_class.learner.family_name not in owed.sentence
    assert offers.reviews_owed(working("support", school), TODAY) == ()
    ended = {"closed_on": TODAY, "outcome": "stays", "learnt": ""}
    actions.close(case=case, revision=case.revision, **ended, by=None, at=NOW)
    assert offers.reviews_owed(own_class.teacher, TODAY) == ()


def test_lake_is_told_of_cases_without_a_word_of_them(case: Case) -> None:
    support = factories.support(case=case, kind="psychologist", funding="state")
    factories.given_support(support=support, hours=Decimal("0.75"))

    (told,), (given,) = facts.cases().to_dicts(), facts.given().to_dicts()

    assert told["person"] == given["person"] == case.learner.pseudonym
    assert (given["support_kind"], given["funding"]) == ("psychologist", "state")
    assert given["hours"] == Decimal("0.75")
    assert case.situation not in {*told.values(), *given.values()}


def test_nothing_of_cases_is_empty_tables() -> None:
    assert facts.cases().is_empty()
    assert facts.given().is_empty()


def test_audit_names_no_learner(school: Organisation, own_class: Class) -> None:
    opened(own_class, school, own_class.teacher)

    record = AuditRecord.objects.get(action="case.open")

    assert record.subject == "prevention.Case"
    assert record.details == {}


def test_erased_learner_takes_the_case_along(case: Case) -> None:
    factories.given_support(support=factories.support(case=case))
    factories.case_review(case=case)

    case.learner.delete()

    assert not any(model.objects.exists() for model in (Case, Support, Given, Review))


def test_journey_from_the_learners_page_to_the_outcome(
    reader: Client, school: Organisation, own_class: Class
) -> None:
    reader.force_login(own_class.teacher)
    person = f"/people/{own_class.learner.pk}/"
    way = f"/prevention/cases/new/{own_class.learner.pk}/"
    assert way in read(reader, person)

    about = {
        "institution": school.pk,
        "opened_on": TODAY,
        "owner": own_class.teacher.account.person.pk,
        "reasons": ["absences"],
        "situation": "Kavē.",
    }
    reader.post(way, about)
    case = Case.objects.get()
    page = case.get_absolute_url()
    planned = {"kind": "consultation", "subject": "Matemātika", "funding": "institution"}
    reader.post(f"{page}support/new/", {**planned, "from_on": TODAY})
    support = Support.objects.get()
    assert reader.post(f"/prevention/support/{support.pk}/give/", {}).status_code == 422
    reader.post(f"/prevention/support/{support.pk}/give/", {"hours": "1.5", "on": TODAY})
    met = {"held_on": TODAY, "attended": ["family", "learner"], "agreed": "Zvanīsim rītos."}
    reader.post(f"{page}meetings/new/", met)
    reader.post(f"{page}reviews/new/", {"due_on": TODAY})
    review = Review.objects.get()
    found = {"revision": 1, "held_on": TODAY, "found": "Nāk uz stundām."}
    reader.post(f"/prevention/reviews/{review.pk}/", found)
    closing = {
        "revision": case.revision,
        "closed_on": TODAY,
        "outcome": "stays",
        "learnt": "Zvani.",
    }
    reader.post(f"{page}close/", closing)

    told = read(reader, page)

    words = ("Matemātika", "1.5 h", "Zvanīsim rītos.", "Nāk uz stundām.", "Stays in education")
    assert [word for word in words if word not in told] == []
    assert "Open it again" in told


def test_list_that_is_taken_away_is_written_down(
    reader: Client, case: Case, own_class: Class
) -> None:
    reader.force_login(own_class.teacher)

    assert reader.get("/prevention/cases/?format=csv").status_code == 200

    record = AuditRecord.objects.get(action="case.take_out")
    assert (record.by, record.details) == (own_class.teacher, {"rows": 1})
