"""Whoever knows a personal code does not take a person over: joining, until it is confirmed."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, reverse

from gaisma.base import duties, request_cache
from gaisma.base.changes import NotPermitted, UnableToRecord
from gaisma.base.models import AuditRecord, Organisation, User
from gaisma.base.registry import gathered
from gaisma.record.people import audited, roles, urls, visibility
from gaisma.record.people import queries as person_queries
from gaisma.record.people.actions import contacts, employments, personal_data, persons, ties
from gaisma.record.people.models import Account, Employment, Person, Tie
from gaisma.record.people.visibility import Sight
from gaisma.record.programmes.actions import enrolments, transfers
from tests import factories
from tests.moments import NOW, TODAY
from tests.pages import read

pytestmark = pytest.mark.django_db
CODE, BORN_ON = "32000000001", date(2010, 5, 1)
NAMED = {"given_name": "Elza", "family_name": "Kalniņa", "born_on": BORN_ON}


@pytest.fixture
def elsewhere(school: Organisation) -> Organisation:
    return factories.institution(name="Cita skola")


@pytest.fixture
def victim(elsewhere: Organisation) -> Person:
    """A learner of another school with a mother, a phone, a number of another system."""
    person: Person = factories.person(personal_code=CODE, **NAMED)
    factories.enrolment(person=person, group=factories.group(institution=elsewhere, name="5.x"))
    factories.guardian(learner=person)
    return person


@pytest.fixture
def other_head(elsewhere: Organisation) -> User:
    user: User = factories.user()
    factories.role_grant(user=user, role="head", organisation=elsewhere)
    return user


@pytest.fixture
def heads(reader: Client, head: User) -> Client:
    reader.force_login(head)
    return reader


def taken_on(by: User | None, school: Organisation, **details: Any) -> Employment:
    return employments.take_on(
        institution=school,
        role="mathematics_teacher",
        load=Decimal("0.1"),
        from_on=TODAY,
        by=by,
        at=NOW,
        personal_code=CODE,
        details=details,  # type: ignore[arg-type]
    ).employment


def hired(heads: Client, school: Organisation, **given: Any) -> Any:
    post = {
        "institution": school.pk,
        "role": "mathematics_teacher",
        "load": "0.1",
        "from_on": "2024-03-01",
    }
    return heads.post("/people/staff/new/", {"personal_code": CODE, **post, **given})


def rows_of(person: Person) -> dict[str, int]:
    """A row of the person for every number that an address of people takes."""
    return {
        "person_id": person.pk,
        "other_id": factories.person().pk,
        "contact_id": factories.contact(person=person).pk,
        "guardian_id": person.guardians.get().pk,  # type: ignore[attr-defined]
        "identifier_id": factories.person_identifier(person=person).pk,
        "qualification_id": factories.qualification(person=person).pk,
        "development_id": factories.professional_development(person=person).pk,
        "employment_id": factories.employment(person=person).pk,
        "tie_id": person.ties.get().pk,  # type: ignore[attr-defined]
    }


def opened(client: Client, person: Person) -> set[str]:
    """The pages about the person that the reader opens, or whose forms are taken."""
    numbers = rows_of(person)
    found = set()
    for pattern in (one for one in urls.urlpatterns if isinstance(one, URLPattern)):
        asked = set(pattern.pattern.converters) - {"vacancy_id"}
        if not asked:
            continue
        address = reverse(f"people:{pattern.name}", kwargs={name: numbers[name] for name in asked})
        for send in (client.get, client.post):
            if send(address).status_code not in (403, 404, 405):
                found.add(str(pattern.name))
    return found


def test_code_alone_joins_nobody_and_tells_nothing(
    heads: Client, school: Organisation, victim: Person
) -> None:
    known = hired(heads, school)
    unknown = hired(heads, school, personal_code="32999999999")

    assert known.status_code == unknown.status_code == 422
    assert known.context["form"].errors == unknown.context["form"].errors
    assert not school.employments.exists()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "wrong",
    [
        {"given_name": "Anna"},
        {"family_name": "Ozola"},
        {"born_on": "2010-05-02"},
        {"given_name": "Anna", "family_name": "Ozola", "born_on": "2011-01-01"},
    ],
)
def test_what_was_wrong_is_not_told(
    heads: Client, school: Organisation, victim: Person, wrong: dict[str, str]
) -> None:
    right = {"given_name": "elza", "family_name": "Kalnina", "born_on": "2010-05-01"}
    answer = hired(heads, school, **{**right, **wrong})
    odd = hired(heads, school, **{**right, "personal_code": "161175-19997"})

    assert answer.context["form"].errors == odd.context["form"].errors
    assert not school.employments.exists()  # type: ignore[attr-defined]
    assert AuditRecord.objects.filter(action=audited.REFUSE_CODE.key).count() == 2


def test_only_so_many_wrong_codes_are_answered_in_a_day(
    school: Organisation, head: User, victim: Person
) -> None:
    wrong = {**NAMED, "born_on": TODAY}
    codes = set()
    for _attempt in range(persons.MOST_REFUSALS + 1):
        with pytest.raises(UnableToRecord) as refusal:
            taken_on(head, school, **wrong)
        codes.add(refusal.value.code)

    assert codes == {"not_one_person", "too_many_codes"}
    with pytest.raises(UnableToRecord):
        taken_on(head, school, **NAMED)


def test_codes_written_to_own_people_are_limited_too(
    school: Organisation, head: User, victim: Person
) -> None:
    own = factories.employment(institution=school).person

    for _attempt in range(persons.MOST_REFUSALS):
        with pytest.raises(UnableToRecord, match="look the person up"):
            persons.change(person=own, revision=1, personal_code=CODE, by=head, at=NOW)

    with pytest.raises(UnableToRecord, match="Too many"):
        persons.change(person=own, revision=1, personal_code=CODE, by=head, at=NOW)


def test_joined_person_is_worked_with_and_not_opened(
    heads: Client, school: Organisation, victim: Person
) -> None:
    answer = hired(
        heads, school, given_name="Elza", family_name="Kalniņa", born_on=BORN_ON.isoformat()
    )
    post = school.employments.get()  # type: ignore[attr-defined]

    page = read(heads, answer["Location"])
    assert "Elza Kalniņa" in page
    assert f"/people/posts/{post.pk}/" in page
    for kept in ("5.x", "Cita skola", "2010", CODE[:6]):
        assert kept not in page
    assert "Elza" in read(heads, "/people/staff/")
    assert heads.get(f"/people/posts/{post.pk}/").status_code == 200
    assert opened(heads, victim) == {"person"}


def test_everything_was_open_before_ties_were_confirmed(
    heads: Client, school: Organisation, victim: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The weakened twin: where an unconfirmed tie gives sight, the test above fails."""
    taken_on(User.objects.get(username="head"), school, **NAMED)
    monkeypatch.setattr(Sight, "_confirmed", lambda _sight, rows: rows)

    assert {"held", "held_file", "change", "code", "looks"} <= opened(heads, victim)


def test_code_alone_joined_before_the_name_was_asked(
    school: Organisation, head: User, victim: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The weakened twin: where nothing is compared, the code is enough."""
    monkeypatch.setattr(persons, "_check_identified", lambda *_args, **_named: None)

    assert taken_on(head, school).person == victim


@pytest.mark.parametrize(
    ("state", "sees"), [(Tie.ASKED, False), (Tie.REFUSED, False), (Tie.CONFIRMED, True)]
)
def test_who_holds_the_person_is_told_and_decides(
    school: Organisation,
    head: User,
    other_head: User,
    reader: Client,
    victim: Person,
    state: str,
    sees: bool,
) -> None:
    taken_on(head, school, **NAMED)
    tie = Tie.objects.get()
    reader.force_login(other_head)

    told = [due.owed for due in duties.owed(other_head, TODAY) if due.duty.key == "ties"]
    assert [(owed.organisation, owed.of) for owed in told] == [("Cita skola", (tie.pk,))]
    assert not [due for due in duties.owed(head, TODAY) if due.duty.key == "ties"]
    assert "Paraugpils vidusskola" in read(reader, told[0].address)
    if state != Tie.ASKED:
        word = {"confirmed": "confirm", "refused": "refuse"}[state]
        for _click in range(2):
            reader.post(f"/people/ties/{tie.pk}/{word}/")

    assert Tie.objects.get().state == state
    assert Person.objects.kept_by(head).filter(pk=victim.pk).exists() == sees
    still = [due for due in duties.owed(other_head, TODAY) if due.duty.key == "ties"]
    assert bool(still) == (state == Tie.ASKED)


def test_who_joined_does_not_confirm(school: Organisation, head: User, victim: Person) -> None:
    taken_on(head, school, **NAMED)

    with pytest.raises(NotPermitted):
        ties.answer(tie=Tie.objects.get(), state=Tie.CONFIRMED, revision=1, by=head, at=NOW)


def test_authority_joins_at_once_and_confirms(
    school: Organisation, head: User, specialist: User, victim: Person
) -> None:
    taken_on(specialist, school)
    assert not Tie.objects.exists()
    assert Person.objects.kept_by(head).filter(pk=victim.pk).exists()


def test_tie_is_told_to_the_person(school: Organisation, head: User, victim: Person) -> None:
    taken_on(head, school, **NAMED)

    told = str(person_queries.held_tables(victim))

    assert "Institutions that joined the person" in told
    assert "waits to be confirmed" in told


@pytest.mark.parametrize("known", [True, False])
def test_nobody_is_asked_about_somebody_known_nowhere_else(
    school: Organisation, head: User, known: bool
) -> None:
    person = factories.person(personal_code=CODE, **NAMED)
    if known:
        factories.account(person=person)

    taken_on(head, school, **NAMED)

    assert Tie.objects.exists() == known


def test_person_who_is_new_waits_for_nobody(heads: Client, school: Organisation) -> None:
    answer = hired(heads, school, given_name="Juris", family_name="Ozols", born_on="1980-01-01")

    assert not Tie.objects.exists()
    assert "What is held" in read(heads, answer["Location"])


def test_confirmation_lasts_as_long_as_the_rows(
    school: Organisation, head: User, victim: Person
) -> None:
    factories.tie(person=victim, institution=school, state=Tie.CONFIRMED, answered_at=NOW)

    taken_on(head, school, **NAMED)

    assert Tie.objects.get().state == Tie.ASKED


TIED: dict[str, Callable[[Person, Organisation], Any]] = {
    "people.posts": lambda person, at: factories.employment(person=person, institution=at),
    "programmes.learners": lambda person, at: factories.enrolment(
        person=person, group=factories.group(institution=at)
    ),
    "programmes.guardians": lambda person, at: factories.guardian(
        guardian=person,
        learner=factories.enrolment(group=factories.group(institution=at)).person,
    ),
    "programmes.queue": lambda person, at: factories.queue_entry(person=person, institution=at),
}


@pytest.mark.parametrize("key", gathered("SIGHTS").keys)
@pytest.mark.parametrize("weakened", [False, True])
def test_no_kind_of_tie_gives_sight_before_it_is_confirmed(
    school: Organisation,
    head: User,
    key: str,
    weakened: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    person = factories.person()
    TIED[key](person, school)
    assert Person.objects.kept_by(head).filter(pk=person.pk).exists()
    factories.tie(person=person, institution=school)
    if weakened:
        monkeypatch.setattr(Sight, "_confirmed", lambda _sight, rows: rows)

    for found in (
        Person.objects.visible_to(head, on=TODAY),
        Person.objects.read_by(head),
        Person.objects.kept_by(head),
    ):
        assert found.filter(pk=person.pk).exists() == weakened
    assert Person.objects.known_to(head, on=TODAY).filter(pk=person.pk).exists()


def test_whether_anybody_waits_is_asked_once_and_nothing_more(
    school: Organisation, head: User, victim: Person
) -> None:
    """Mostly nobody does: then no page pays for it."""

    def asked() -> list[str]:
        with request_cache.reading(), CaptureQueriesContext(connection) as queries:
            for _time in range(3):
                Person.objects.kept_by(head).filter(pk=victim.pk).exists()
                Person.objects.visible_to(head, on=TODAY).filter(pk=victim.pk).exists()
        return [one["sql"] for one in queries if "people_tie" in one["sql"]]

    assert len(asked()) == 1

    factories.tie(person=victim, institution=school)
    assert len(asked()) == 1 + 6


def test_class_teacher_of_a_joined_learner_sees_no_more(
    school: Organisation, teacher: User, victim: Person
) -> None:
    group = factories.group(institution=school)
    factories.group_teacher(group=group, person=factories.account(user=teacher).person)
    factories.enrolment(person=victim, group=group)
    factories.tie(person=victim, institution=school)

    assert not Person.objects.visible_to(teacher, on=TODAY).filter(pk=victim.pk).exists()


def test_parents_are_not_seen_through_a_joined_child(
    school: Organisation, head: User, victim: Person
) -> None:
    mother = victim.guardians.get().guardian  # type: ignore[attr-defined]
    factories.enrolment(person=victim, group=factories.group(institution=school))
    factories.tie(person=victim, institution=school)

    assert not Person.objects.visible_to(head, on=TODAY).filter(pk=mother.pk).exists()


def test_parent_who_is_joined_tells_no_contacts(
    heads: Client, school: Organisation, head: User, victim: Person
) -> None:
    factories.contact(person=victim, value="+371 29999999")
    learner = factories.enrolment(group=factories.group(institution=school)).person

    contacts.add_guardian_called(
        learner=learner,
        personal_code=CODE,
        details=NAMED,  # type: ignore[arg-type]
        relation="mother",
        by=head,
        at=NOW,
    )

    page = read(heads, f"/people/{learner.pk}/")
    assert "Elza Kalniņa" in page
    assert "29999999" not in page
    assert Tie.objects.get().institution == school


def test_learner_who_was_joined_is_handed_on_with_the_same_limits(
    school: Organisation, head: User, victim: Person
) -> None:
    third = factories.institution()
    accomplice = factories.user()
    factories.role_grant(user=accomplice, role="head", organisation=third)
    factories.tie(person=victim, institution=school)
    here = factories.enrolment(person=victim, group=factories.group(institution=school))
    victim.enrolments.exclude(pk=here.pk).delete()  # type: ignore[attr-defined]
    factories.employment(person=victim)
    group = factories.group(institution=third, programme=factories.programme(institution=third))
    offer = transfers.offer(
        enrolment=here, to=third, on=here.from_on + timedelta(days=9), by=head, at=NOW
    )

    transfers.accept(offer=offer, group=group, revision=1, by=accomplice, at=NOW)

    assert set(Tie.objects.values_list("institution", flat=True)) == {school.pk, third.pk}
    assert not Person.objects.kept_by(accomplice).filter(pk=victim.pk).exists()


def test_learner_who_is_offered_by_the_own_school_needs_no_confirmation(
    school: Organisation, head: User, other_head: User, victim: Person
) -> None:
    row = victim.enrolments.get()  # type: ignore[attr-defined]
    group = factories.group(institution=school)
    day = row.from_on + timedelta(days=9)
    offer = transfers.offer(enrolment=row, to=school, on=day, by=other_head, at=NOW)

    transfers.accept(offer=offer, group=group, revision=1, by=head, at=NOW)

    assert not Tie.objects.exists()
    assert Person.objects.kept_by(head).filter(pk=victim.pk).exists()


@pytest.mark.parametrize("state", [Tie.ASKED, Tie.REFUSED])
def test_who_is_handed_over_is_confirmed_by_it(
    school: Organisation, head: User, other_head: User, victim: Person, state: str
) -> None:
    """Otherwise the school that teaches a learner could not write down what changes."""
    row = victim.enrolments.get()  # type: ignore[attr-defined]
    answered = {} if state == Tie.ASKED else {"answered_at": NOW}
    factories.tie(person=victim, institution=school, state=state, **answered)
    day = row.from_on + timedelta(days=9)
    offer = transfers.offer(enrolment=row, to=school, on=day, by=other_head, at=NOW)
    group = factories.group(institution=school)

    transfers.accept(offer=offer, group=group, revision=1, by=head, at=NOW)

    assert Tie.objects.get().state == Tie.CONFIRMED
    assert Person.objects.kept_by(head).filter(pk=victim.pk).exists()


@pytest.mark.parametrize("weakened", [False, True])
@pytest.mark.parametrize("way", ["transfer", "enrol"])
def test_parent_who_was_joined_is_not_seen_through_a_child_that_goes_on(
    school: Organisation,
    head: User,
    victim: Person,
    way: str,
    weakened: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    unit = factories.institution(parent=school)
    row = factories.enrolment(group=factories.group(institution=school))
    factories.guardian(learner=row.person, guardian=victim)
    factories.tie(person=victim, institution=school)
    assert not Person.objects.kept_by(head).filter(pk=victim.pk).exists()
    if weakened:
        monkeypatch.setattr(ties, "_limited_guardians", lambda _person: ())
    group = factories.group(institution=unit)
    day = row.from_on + timedelta(days=9)

    if way == "transfer":
        enrolments.transfer(enrolment=row, to=group, on=day, revision=1, by=head, at=NOW)
    else:
        enrolments.withdraw(enrolment=row, on=day, reason="moved", revision=1, by=head, at=NOW)
        enrolments.enrol(
            learner=row.person, group=group, from_on=day + timedelta(days=1), by=head, at=NOW
        )

    assert Person.objects.kept_by(head).filter(pk=victim.pk).exists() == weakened


def test_learner_is_joined_by_enrolment_as_staff_is(
    school: Organisation, head: User, victim: Person
) -> None:
    victim.enrolments.all().delete()  # type: ignore[attr-defined]
    factories.employment(person=victim)

    enrolments.enrol_called(
        personal_code=CODE,
        details=NAMED,  # type: ignore[arg-type]
        group=factories.group(institution=school),
        from_on=TODAY,
        by=head,
        at=NOW,
    )

    assert Tie.objects.get().institution == school


def test_account_is_not_given_to_somebody_who_was_joined(
    school: Organisation, head: User, victim: Person
) -> None:
    factories.contact(person=victim, kind="email", value="elza@example.lv")
    taken_on(head, school, **NAMED)
    grant = factories.role_grant(
        user=factories.user(email="elza@example.lv"), role="teacher", organisation=school
    )

    roles.follow(grant, NOW)

    assert not Account.objects.exists()


@pytest.mark.parametrize("whole", [True, False])
def test_what_cannot_be_undone_takes_sight_of_the_whole_person(
    school: Organisation, whole: bool
) -> None:
    person, other = factories.person(), factories.person()
    for one in (person, other):
        factories.employment(person=one, institution=school, to_on=date(2023, 9, 2))
    manager = factories.user()
    factories.role_grant(user=manager, role="manager", organisation=school)
    if not whole:
        factories.employment(person=other, to_on=date(2023, 9, 2))

    def merged() -> None:
        persons.merge(kept=person, other=other, by=manager, at=NOW)

    def erased() -> None:
        personal_data.erase(person=other if not whole else person, by=manager, at=NOW, as_of=TODAY)

    for act in (merged, erased):
        if whole:
            act()
            continue
        with pytest.raises(NotPermitted):
            act()


def test_merging_confirms_where_both_are_held(school: Organisation, specialist: User) -> None:
    kept, other = factories.person(), factories.person()
    for one in (kept, other):
        factories.employment(person=one, institution=school)
    away = factories.institution()
    factories.employment(person=other, institution=away)
    factories.tie(person=other, institution=school)
    factories.tie(person=other, institution=away)

    persons.merge(kept=kept, other=other, by=specialist, at=NOW)

    assert Tie.objects.get().institution == away


def test_institutions_that_hold_a_person_are_all_counted(school: Organisation) -> None:
    person = factories.person()
    for tie in TIED.values():
        tie(person, school)
    factories.queue_entry(person=person, institution=None)

    assert visibility.institutions_of(person) == {school.pk, None}
