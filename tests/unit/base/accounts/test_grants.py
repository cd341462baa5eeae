from datetime import date

import pytest

from gaisma.base import access, permissions
from gaisma.base.accounts.actions import grants
from gaisma.base.accounts.policies import UnableToEnd, UnableToGrant
from gaisma.base.changes import NotPermitted
from gaisma.base.models import AuditRecord, Organisation, RoleGrant, User
from tests import factories
from tests.moments import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def somebody(school: Organisation) -> User:
    """A person without a role."""
    user: User = factories.user()
    return user


def granted(
    user: User, place: Organisation, *, by: User | None, role: str = "teacher"
) -> RoleGrant:
    return grants.grant(user=user, role=role, organisation=place, from_on=TODAY, by=by, at=NOW)


def test_grant_gives_the_role_on_the_node(head: User, somebody: User, school: Organisation) -> None:
    made = granted(somebody, school, by=head)

    assert (made.role, made.organisation, made.from_on, made.to_on) == (
        "teacher", school, TODAY, None,
    )  # fmt: skip
    assert (made.granted_by, made.granted_at) == (head, NOW)
    assert access.reach(somebody, "teacher") == {school.pk}


def test_grant_is_in_the_audit_without_names(
    head: User, somebody: User, school: Organisation
) -> None:
    made = granted(somebody, school, by=head)

    noted = AuditRecord.objects.get(action="accounts.grant")
    assert (noted.by, noted.organisation, noted.subject_ids) == (head, school, [somebody.pk])
    assert noted.details == {"role": "teacher", "from": "2024-08-20", "to": None, "grant": made.pk}


def test_grant_of_a_role_that_one_may_not_grant_is_refused(
    head: User, somebody: User, school: Organisation
) -> None:
    with pytest.raises(NotPermitted):
        granted(somebody, school, by=head, role="specialist")

    assert not RoleGrant.objects.filter(user=somebody).exists()


def test_grant_at_another_school_is_refused(head: User, somebody: User) -> None:
    with pytest.raises(NotPermitted):
        granted(somebody, factories.institution(), by=head)


def test_grant_to_oneself_is_refused(administrator: User) -> None:
    with pytest.raises(UnableToGrant, match="oneself"):
        granted(administrator, factories.authority(), by=administrator, role="specialist")


def test_grant_that_is_held_already_is_refused(
    head: User, teacher: User, school: Organisation
) -> None:
    with pytest.raises(UnableToGrant, match="already"):
        granted(teacher, school, by=head)


def test_grant_by_the_shell_needs_no_role(somebody: User, school: Organisation) -> None:
    assert granted(somebody, school, by=None).granted_by is None


def test_end_grant_lets_the_day_be_the_last(head: User, teacher: User) -> None:
    held = RoleGrant.objects.get(user=teacher)

    grants.end_grant(grant=held, on=date(2024, 8, 31), by=head, at=NOW)

    held.refresh_from_db()
    assert held.to_on == date(2024, 8, 31)
    assert AuditRecord.objects.get(action="accounts.end_grant").subject_ids == [teacher.pk]


def test_end_grant_yesterday_ends_what_began_today(
    head: User, somebody: User, school: Organisation
) -> None:
    made = granted(somebody, school, by=head)

    grants.end_grant(grant=made, on=date(2024, 8, 19), by=head, at=NOW)

    made.refresh_from_db()
    assert (made.from_on, made.to_on) == (date(2024, 8, 19), date(2024, 8, 19))
    assert not RoleGrant.objects.filter(user=somebody).valid_on(TODAY).exists()


def test_end_grant_that_has_ended_is_refused(head: User, school: Organisation) -> None:
    over = factories.role_grant(role="teacher", organisation=school, to_on=date(2024, 1, 1))

    with pytest.raises(UnableToEnd, match="already"):
        grants.end_grant(grant=over, on=TODAY, by=head, at=NOW)


def test_end_grant_of_a_role_that_one_may_not_grant_is_refused(head: User) -> None:
    held = RoleGrant.objects.get(user=head)

    with pytest.raises(NotPermitted):
        grants.end_grant(grant=held, on=TODAY, by=head, at=NOW)


def test_end_grant_of_the_last_administrator_is_refused(administrator: User) -> None:
    held = RoleGrant.objects.get(user=administrator)

    with pytest.raises(UnableToEnd, match="another administrator"):
        grants.end_grant(grant=held, on=TODAY, by=administrator, at=NOW)


def test_end_grant_does_not_count_administrators_whose_accounts_are_closed(
    administrator: User,
) -> None:
    gone = factories.user(is_active=False)
    factories.role_grant(user=gone, role="administrator", organisation=factories.authority())
    held = RoleGrant.objects.get(user=administrator)

    with pytest.raises(UnableToEnd):
        grants.end_grant(grant=held, on=TODAY, by=None, at=NOW)


def test_end_grant_of_one_of_two_administrators_ends_it(administrator: User) -> None:
    second = factories.user()
    factories.role_grant(user=second, role="administrator", organisation=factories.authority())

    held = RoleGrant.objects.get(user=administrator)
    grants.end_grant(grant=held, on=TODAY, by=second, at=NOW)

    held.refresh_from_db()
    assert held.to_on == TODAY


def test_administrator_sees_no_people_of_the_record(administrator: User) -> None:
    assert "administrator" not in permissions.REVIEWERS
    assert "administrator" not in permissions.KEEPERS
