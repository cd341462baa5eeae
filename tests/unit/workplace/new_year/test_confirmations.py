from datetime import date, timedelta
from decimal import Decimal

import pytest

from gaisma.base import duties
from gaisma.base.changes import NotPermitted, UnableToRecord
from gaisma.base.models import AuditRecord
from gaisma.workplace.new_year import actions
from gaisma.workplace.new_year.models import Confirmation
from gaisma.workplace.new_year.queries import confirmations
from tests import factories
from tests.moments import NOW, TODAY
from tests.unit.workplace.new_year.conftest import BEFORE, STARTS, YEAR

pytestmark = pytest.mark.django_db


@pytest.fixture
def ready(school):
    """The school with a class, a learner, a post and a vacancy in 2024/2025."""
    programme = factories.programme(institution=school)
    group = factories.group(programme=programme, school_year=factories.school_year(YEAR))
    factories.enrolment(group=group, from_on=STARTS)
    factories.employment(institution=school, load=Decimal("0.500"))
    factories.vacancy(institution=school)
    return school


def confirm(school, by, **given):
    given = {"open_problems": {}, "at": NOW, **given}
    return actions.confirm(institution=school, school_year=YEAR, by=by, **given)


def test_counts_are_those_of_the_first_of_september(ready):
    counts = confirmations.counts(ready, YEAR)

    assert (counts.groups, counts.learners, counts.staff) == (1, 1, 1)
    assert (counts.loads, counts.vacancies) == ("0.5", 1)


def test_counts_of_an_institution_hold_its_units(ready):
    unit = factories.organisation(kind="innovation_centre", parent=ready)
    programme = factories.programme(institution=unit, stage="interest")
    factories.group(programme=programme, school_year=factories.school_year(YEAR))

    assert confirmations.counts(ready, YEAR).groups == 2


def test_head_confirms_with_the_numbers(ready, head):
    given = confirm(ready, head, open_problems={"sizes": 2}, note="Divas klases vēl veidojas.")

    assert given.counts == {
        "groups": 1,
        "learners": 1,
        "staff": 1,
        "loads": "0.5",
        "vacancies": 1,
    }
    assert (given.open_problems, given.at) == ({"sizes": 2}, NOW)
    told = AuditRecord.objects.get(action="new_year.confirm")
    assert (told.by, told.organisation) == (head, ready)


@pytest.mark.parametrize(
    "who", ["specialist", "teacher", "support", "visitor", "auditor", "administrator"]
)
def test_nobody_else_can_give_that_word(ready, who, request):
    user = request.getfixturevalue(who)

    with pytest.raises(NotPermitted):
        confirm(ready, user)


def test_deputy_confirms(ready):
    deputy = factories.user()
    factories.role_grant(user=deputy, role="deputy", organisation=ready)

    assert confirm(ready, deputy).by == deputy


def test_register_without_groups_is_not_confirmed(school, head):
    with pytest.raises(UnableToRecord, match="no groups of 2024/2025"):
        confirm(school, head)

    assert not Confirmation.objects.exists()


def standing(school):
    (found,) = confirmations.standings([school.pk], YEAR)
    return found


def test_standing_is_unconfirmed_then_confirmed(ready, head):
    assert standing(ready).state == "unconfirmed"

    confirm(ready, head, at=NOW + timedelta(minutes=1))

    found = standing(ready)
    assert (found.state, found.confirmed_by, found.changed) == ("confirmed", "Head", 0)


@pytest.mark.parametrize("changed", ["group", "enrolment", "employment", "vacancy"])
def test_change_after_the_confirmation_is_told(ready, head, changed):
    confirm(ready, head)
    later = NOW + timedelta(days=3)
    rows = {
        "group": ready.groups.all(),
        "enrolment": ready.groups.get().enrolments.all(),
        "employment": ready.employments.all(),
        "vacancy": ready.vacancies.all(),
    }

    rows[changed].update(changed_at=later)

    found = standing(ready)
    assert (found.state, found.changed, found.changed_at) == ("changed", 1, later)


def test_change_in_a_unit_is_one_of_the_institution(ready, head):
    confirm(ready, head)
    unit = factories.organisation(kind="innovation_centre", parent=ready)
    programme = factories.programme(institution=unit, stage="interest")
    group = factories.group(programme=programme, school_year=factories.school_year(YEAR))
    type(group).objects.filter(pk=group.pk).update(changed_at=NOW + timedelta(days=1))

    assert standing(ready).changed == 1


def test_confirmation_given_again_starts_anew(ready, head):
    confirm(ready, head)
    ready.groups.update(changed_at=NOW + timedelta(days=1))

    confirm(ready, head, at=NOW + timedelta(days=2))

    assert standing(ready).state == "confirmed"
    assert Confirmation.objects.count() == 2


def test_numbers_other_than_confirmed_are_told(ready, head):
    confirm(ready, head)
    ready.vacancies.all().delete()

    register = confirmations.standing(ready, YEAR)

    assert [(one.key, one.confirmed, one.now) for one in register.differences] == [
        ("vacancies", "1", "0")
    ]


def test_standings_are_of_institutions_with_groups_in_the_year(ready, installation):
    factories.institution(name="Bez grupām")
    older = factories.group(school_year=factories.school_year(BEFORE))
    closed = factories.institution(closed_on=date(2024, 8, 31))
    programme = factories.programme(institution=closed)
    factories.group(programme=programme, school_year=factories.school_year(YEAR))
    everyone = [ready.pk, older.institution_id, closed.pk]

    assert [one.institution for one in confirmations.standings(everyone, YEAR)] == [ready.name]


def test_unconfirmed_are_those_who_owe_it(ready, head):
    assert confirmations.unconfirmed(TODAY) == (ready,)

    confirm(ready, head)

    assert confirmations.unconfirmed(TODAY) == ()


def test_duty_is_owed_within_reach_until_it_is_confirmed(ready, head, specialist):
    other = factories.group(school_year=factories.school_year(YEAR)).institution

    heads = duties.known()["new_year.confirm"].owed(head, TODAY)
    everyones = duties.known()["new_year.confirm"].owed(specialist, TODAY)

    assert [(one.organisation_id, one.due_on) for one in heads] == [(ready.pk, date(2024, 9, 10))]
    assert heads[0].address == f"/new-year/{ready.pk}/confirm/"
    assert {one.organisation_id for one in everyones} == {ready.pk, other.pk}


@pytest.mark.parametrize("who", ["teacher", "visitor", "administrator"])
def test_duty_is_none_of_others(ready, who, request):
    assert duties.known()["new_year.confirm"].owed(request.getfixturevalue(who), TODAY) == ()
