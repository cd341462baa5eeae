"""The sample city in the record, and the published figures that follow from it."""

from pathlib import Path

import pytest
from django.db import IntegrityError, connection

from gaisma.base.errors import GaismaError
from gaisma.base.models import AuditRecord, Installation, Organisation, RoleGrant, User
from gaisma.evidence.figures.comparison import Outcome
from gaisma.record.people.models import Employment, Person
from gaisma.record.programmes.models import Group
from gaisma.sample import accounts, actions, plan
from tests import factories
from tests.integration.sample.published import compared
from tests.moments import NOW

pytestmark = pytest.mark.django_db


def test_load_gives_the_figures_that_the_city_published(home: Path) -> None:
    """All of them, but where its report contradicts itself."""
    actions.load(at=NOW)

    found = compared()

    (contradiction,) = [one for one in found if one.outcome is not Outcome.EQUAL]
    assert contradiction.outcome is Outcome.INCONSISTENT
    assert (contradiction.published.published, contradiction.computed) == (7, 6)
    assert len(found) == 55 + 16 + 9


def test_load_makes_a_demo_of_its_day_once_and_tells_how_far_it_is() -> None:
    told: list[tuple[int, int]] = []

    assert actions.load(at=NOW, told=lambda done, total: told.append((done, total)))

    (total,) = {total for _done, total in told}
    assert told[-1][0] == total
    assert told == sorted(told)
    installation = Installation.current()
    assert installation.is_demo
    assert installation.as_of() == plan.TODAY
    assert str(installation.authority) == plan.AUTHORITY
    people = Person.objects.count()
    assert not actions.load(at=NOW)
    assert Person.objects.count() == people
    assert AuditRecord.objects.filter(action="sample.load").count() == 1


def test_load_makes_accounts_that_can_sign_in_and_gives_nobody_a_personal_code() -> None:
    actions.load(at=NOW)

    for account in accounts.ACCOUNTS:
        user = User.objects.get(username=account.username)
        grant = RoleGrant.objects.select_related("organisation").get(user=user)
        assert user.check_password(account.password)
        assert (grant.role, grant.organisation.name) == (account.role, account.organisation)
        assert Person.objects.filter(family_name=user.full_name.split()[-1]).exists()
    assert not Person.objects.exclude(personal_code_hash=None).exists()
    assert not Person.objects.exclude(personal_code_encrypted="").exists()


def test_load_refuses_a_real_installation() -> None:
    factories.installation(is_demo=False, today=None)

    with pytest.raises(actions.UnableToLoadDemo) as refused:
        actions.load(at=NOW)

    assert refused.value.code == "real_installation"
    assert not Person.objects.exists()


def test_load_refuses_a_record_that_was_begun_by_an_import() -> None:
    factories.institution()

    with pytest.raises(GaismaError):
        actions.load(at=NOW)


def test_load_that_fails_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: object) -> None:
        raise IntegrityError

    monkeypatch.setattr(accounts, "make", fail)

    with pytest.raises(IntegrityError):
        actions.load(at=NOW)

    assert not Organisation.objects.exists()
    assert not Installation.objects.exists()


def test_load_after_rows_were_deleted_uses_fresh_keys() -> None:
    factories.person().delete()
    factories.organisation().delete()
    Organisation.objects.all().delete()

    actions.load(at=NOW)

    connection.check_constraints()
    post = Employment.objects.select_related("person").filter(role="head").earliest("pk")
    assert post.person.born_on.year < 2000
    assert Group.objects.exclude(institution__kind__in=["authority"]).count() > 4000
