from datetime import date

import pytest

from gaisma.base.changes import NotPermitted
from gaisma.base.models import AuditRecord, User
from gaisma.record.people import merging
from gaisma.record.people.actions import persons
from gaisma.record.people.actions.persons import UnableToMerge
from gaisma.record.people.models import Guardian, Person
from tests import factories
from tests.moments import NOW, YEAR_STARTS

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(installation: object) -> tuple[Person, Person]:
    return factories.person(born_on=None), factories.person(born_on=date(2015, 5, 1))


def merge(pair: tuple[Person, Person], by: User | None = None) -> Person:
    kept, other = pair
    return persons.merge(kept=kept, other=other, by=by, at=NOW)


def test_merge_moves_everything_and_deletes_the_other(pair: tuple[Person, Person]) -> None:
    kept, other = pair
    factories.contact(person=other)
    factories.employment(person=other)
    enrolment = factories.enrolment(person=other)
    factories.person_identifier(person=other)

    merge(pair)

    assert list(Person.objects.filter(pk__in=(kept.pk, other.pk))) == [kept]
    rows = (kept.contacts, kept.employments, kept.identifiers)
    assert [row.count() for row in rows] == [1, 1, 1]
    moved = kept.enrolments.get()
    assert (moved.pk, moved.revision) == (enrolment.pk, 2)
    assert AuditRecord.objects.get(action="person.merge").details == {}


def test_merge_fills_what_the_kept_lacks(pair: tuple[Person, Person]) -> None:
    kept, _other = pair
    other = factories.person(born_on=date(2015, 5, 1), language="lv", personal_code="32000000001")

    merge((kept, other))

    kept.refresh_from_db()
    assert (kept.born_on, kept.language) == (date(2015, 5, 1), "lv")
    assert kept.personal_code_hash == other.personal_code_hash


def test_merge_holds_once_what_both_have(pair: tuple[Person, Person]) -> None:
    kept, _other = pair
    group, mother = factories.group(), factories.person()
    for person in pair:
        factories.enrolment(person=person, group=group, from_on=YEAR_STARTS)
        factories.guardian(learner=person, guardian=mother)

    merge(pair)

    assert kept.enrolments.count() == 1
    assert Guardian.objects.get().learner == kept


def test_merge_drops_a_guardianship_between_the_two(pair: tuple[Person, Person]) -> None:
    factories.guardian(learner=pair[0], guardian=pair[1])

    merge(pair)

    assert not Guardian.objects.exists()


def test_merge_of_two_who_learn_at_two_places_at_once_is_refused(
    pair: tuple[Person, Person],
) -> None:
    for person in pair:
        factories.enrolment(person=person)

    with pytest.raises(UnableToMerge, match="at two places at once"):
        merge(pair)

    assert Person.objects.filter(pk=pair[1].pk).exists()


def test_merge_of_two_with_codes_is_refused(pair: tuple[Person, Person]) -> None:
    first = factories.person(personal_code="32000000001")
    second = factories.person(personal_code="32000000002")

    with pytest.raises(UnableToMerge, match="the codes differ"):
        merge((first, second))


def test_merge_of_two_with_accounts_is_refused(pair: tuple[Person, Person]) -> None:
    for person in pair:
        factories.account(person=person)

    with pytest.raises(UnableToMerge, match="account"):
        merge(pair)


def test_merge_with_oneself_is_refused(pair: tuple[Person, Person]) -> None:
    with pytest.raises(UnableToMerge, match="one and the same"):
        merge((pair[0], pair[0]))


def test_merge_is_not_the_heads(pair: tuple[Person, Person], head: User) -> None:
    with pytest.raises(NotPermitted):
        merge(pair, by=head)


def test_preview_tells_what_goes_over(pair: tuple[Person, Person]) -> None:
    factories.contact(person=pair[1])

    preview = merging.preview(*pair)

    assert [(line.title, line.rows) for line in preview.moving] == [("Contacts", 1)]
    assert preview.obstacles == ()
