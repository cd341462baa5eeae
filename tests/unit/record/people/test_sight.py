from collections.abc import Callable
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from gaisma.base.changes import NotPermitted
from gaisma.base.models import Organisation, User
from gaisma.record.people import visibility
from gaisma.record.people.models import Employment, Person
from gaisma.record.people.permissions import KEEP_PEOPLE
from gaisma.record.people.visibility import PersonQuerySet
from tests import factories
from tests.moments import TODAY
from tests.pages import read

pytestmark = pytest.mark.django_db


def granted(role: str, organisation: Organisation) -> User:
    user = factories.user()
    factories.role_grant(user=user, role=role, organisation=organisation)
    return user


def seen(user: User) -> set[str]:
    return {person.given_name for person in Person.objects.visible_to(user, on=TODAY)}


@pytest.fixture
def people(school: Organisation) -> dict[str, Person]:
    """One person for each tie to the school, one to another place, one to nothing."""
    named = ("pupil", "teacher", "waiting", "mother", "elsewhere", "nobody")
    people = {name: factories.person(given_name=name) for name in named}
    factories.enrolment(person=people["pupil"], group=factories.group(institution=school))
    factories.guardian(learner=people["pupil"], guardian=people["mother"])
    factories.employment(person=people["teacher"], institution=school)
    factories.queue_entry(person=people["waiting"], institution=school)
    factories.enrolment(person=people["elsewhere"], group=factories.group())
    return people


@pytest.mark.parametrize(
    ("role", "names"),
    [
        ("head", {"pupil", "teacher", "waiting", "mother"}),
        ("deputy", {"pupil", "teacher", "waiting", "mother"}),
        ("auditor", {"pupil", "teacher", "waiting", "mother"}),
        ("support", {"pupil"}),
        ("teacher", set()),
        ("class_teacher", set()),
        ("founder", set()),
        ("administrator", set()),
        ("finance", set()),
    ],
)
def test_roles_at_a_school_see_those_tied_to_it(
    people: dict[str, Person], school: Organisation, role: str, names: set[str]
) -> None:
    assert seen(granted(role, school)) == names


@pytest.mark.parametrize(
    ("role", "count"), [("specialist", 6), ("manager", 6), ("administrator", 0)]
)
def test_roles_at_the_authority_see_everybody_or_nobody(
    people: dict[str, Person], role: str, count: int
) -> None:
    assert len(seen(granted(role, factories.authority()))) == count


def test_people_of_another_founder_are_not_the_authoritys(
    people: dict[str, Person], specialist: User
) -> None:
    state = factories.organisation(kind="authority", parent=None, code="state")
    programme = factories.programme(institution=factories.institution(parent=state))
    factories.enrolment(person=people["nobody"], group=factories.group(programme=programme))

    assert "nobody" not in seen(specialist)


def test_nobody_sees_anybody_without_signing_in(people: dict[str, Person]) -> None:
    assert not Person.objects.visible_to(AnonymousUser(), on=TODAY).exists()


def test_everybody_sees_their_own_person(people: dict[str, Person], visitor: User) -> None:
    factories.account(user=visitor, person=people["elsewhere"])

    assert seen(visitor) == {"elsewhere"}


def test_teacher_sees_learners_until_the_end_of_the_teaching(
    people: dict[str, Person], teacher: User
) -> None:
    group = people["pupil"].enrolments.get().group  # type: ignore[attr-defined]
    factories.group_teacher(
        group=group, person=factories.account(user=teacher).person, to_on=date(2024, 8, 19)
    )

    assert "pupil" not in seen(teacher)


def test_keeping_is_demanded_of_the_person_and_not_only_of_the_role(
    people: dict[str, Person], head: User
) -> None:
    visibility.demand(KEEP_PEOPLE, by=head, person=people["pupil"])

    with pytest.raises(NotPermitted):
        visibility.demand(KEEP_PEOPLE, by=head, person=people["elsewhere"])


def test_head_who_is_support_elsewhere_reads_no_whole_record_there(
    people: dict[str, Person], school: Organisation, reader: object
) -> None:
    user = granted("support", school)
    factories.role_grant(user=user, role="head", organisation=factories.institution())
    factories.employment(person=people["pupil"], institution=school)
    reader.force_login(user)  # type: ignore[attr-defined]

    page = read(reader, f"/people/{people['pupil'].pk}/")  # type: ignore[arg-type]

    assert 'id="enrolments"' in page
    assert 'id="posts"' not in page


@pytest.mark.parametrize(
    "narrowed",
    [
        lambda people: people,
        lambda people: people.order_by("given_name"),
        lambda people: people.filter(given_name="teacher"),
        lambda people: people.exclude(given_name="teacher"),
        lambda people: people | Person.objects.filter(given_name="nobody"),
        lambda people: people.union(Person.objects.filter(given_name="nobody")),
        lambda people: people[:1],
        lambda people: people.none(),
    ],
)
def test_persons_tied_by_rows_are_counted_as_they_are_read(
    people: dict[str, Person], narrowed: Callable[[PersonQuerySet], PersonQuerySet]
) -> None:
    factories.employment(person=people["teacher"])
    factories.employment(person=people["mother"])
    tied = narrowed(Person.objects.tied_by(Employment.objects.order_by("from_on")))
    assert tied.count() == len(tied)
