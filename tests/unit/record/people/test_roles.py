"""Roles that came with a post end with it, however the post ended."""

from datetime import date, timedelta

import pytest

from gaisma.base import access, clock
from gaisma.base.accounts.actions import grants
from gaisma.base.changes import UnableToRecord
from gaisma.base.models import AuditRecord, Organisation, RoleGrant, User
from gaisma.record.people import roles
from gaisma.record.people.actions import employments
from gaisma.record.people.models import Account, Employment, GrantWithPost
from tests import factories
from tests.moments import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(school: Organisation) -> Employment:
    """A teacher's post without an end."""
    made: Employment = factories.employment(institution=school)
    return made


@pytest.fixture
def worker(post: Employment) -> User:
    """The account of who has the post."""
    user: User = factories.user(email="anna@example.lv")
    factories.account(user=user, person=post.person)
    return user


def granted(
    user: User, place: Organisation, *, by: User | None, role: str = "teacher"
) -> RoleGrant:
    return grants.grant(user=user, role=role, organisation=place, from_on=TODAY, by=by, at=NOW)


def test_grant_is_joined_to_the_post(worker: User, post: Employment, head: User) -> None:
    made = granted(worker, post.institution, by=head)

    assert GrantWithPost.objects.get(grant=made).employment == post


def test_role_ends_when_the_post_is_ended(
    worker: User, post: Employment, head: User, specialist: User
) -> None:
    granted(worker, post.institution, by=head)
    assert access.reach(worker, "teacher")

    yesterday = clock.today() - timedelta(days=1)
    employments.end(
        employment=post, on=yesterday, revision=post.revision, by=specialist, at=clock.now()
    )

    assert not access.reach(User.objects.get(pk=worker.pk), "teacher")
    assert not access.visible(User.objects.get(pk=worker.pk)).exists()


def test_role_ends_when_a_file_ends_the_post(worker: User, post: Employment, head: User) -> None:
    """Imports write many rows at once, past every action."""
    granted(worker, post.institution, by=head)

    Employment.objects.filter(pk=post.pk).update(to_on=date(2024, 8, 19))

    assert not access.reach(User.objects.get(pk=worker.pk))


def test_role_is_there_again_when_the_end_is_undone(
    worker: User, post: Employment, head: User
) -> None:
    granted(worker, post.institution, by=head)
    Employment.objects.filter(pk=post.pk).update(to_on=date(2024, 8, 19))
    assert not access.reach(User.objects.get(pk=worker.pk))

    Employment.objects.filter(pk=post.pk).update(to_on=None)

    assert access.reach(User.objects.get(pk=worker.pk))


@pytest.mark.parametrize(("days", "holds"), [(-1, False), (0, True), (1, True)])
def test_role_holds_to_the_last_day_of_the_post(
    worker: User, post: Employment, head: User, days: int, *, holds: bool
) -> None:
    granted(worker, post.institution, by=head)

    Employment.objects.filter(pk=post.pk).update(to_on=clock.today() + timedelta(days=days))

    assert bool(access.reach(User.objects.get(pk=worker.pk))) is holds


def test_other_roles_stay(worker: User, post: Employment, head: User) -> None:
    granted(worker, post.institution, by=head)
    kept = factories.role_grant(user=worker, role="founder", organisation=post.institution)

    Employment.objects.filter(pk=post.pk).update(to_on=date(2024, 8, 19))

    valid = RoleGrant.objects.filter(user=worker).valid_on(clock.today())
    assert list(valid) == [kept]


def test_grant_finds_whose_the_account_is_by_the_address(post: Employment, head: User) -> None:
    factories.contact(person=post.person, kind="email", value="Anna@Example.lv")
    user = factories.user(email="anna@example.lv")

    granted(user, post.institution, by=head)

    assert Account.objects.get(user=user).person == post.person
    noted = AuditRecord.objects.get(action="account.link")
    assert (noted.by, noted.subject_ids) == (head, [post.person_id])


def test_grant_does_not_guess_between_two_people_with_one_address(
    post: Employment, head: User
) -> None:
    other = factories.employment(institution=post.institution)
    for person in (post.person, other.person):
        factories.contact(person=person, kind="email", value="office@example.lv")
    user = factories.user(email="office@example.lv")

    granted(user, post.institution, by=head)

    assert not Account.objects.exists()


def test_grant_does_not_take_a_person_who_works_elsewhere(school: Organisation, head: User) -> None:
    elsewhere = factories.employment()
    factories.contact(person=elsewhere.person, kind="email", value="anna@example.lv")
    user = factories.user(email="anna@example.lv")

    granted(user, school, by=head)

    assert not Account.objects.exists()


def test_grant_does_not_take_a_person_who_has_an_account(post: Employment, head: User) -> None:
    factories.contact(person=post.person, kind="email", value="anna@example.lv")
    factories.account(person=post.person)
    user = factories.user(email="anna@example.lv")

    granted(user, post.institution, by=head)

    assert not Account.objects.filter(user=user).exists()


def test_grant_of_the_authority_comes_with_no_post(worker: User, post: Employment) -> None:
    granted(worker, factories.authority(), by=None, role="specialist")

    assert not GrantWithPost.objects.exists()


def test_grant_chooses_the_post_of_its_name(worker: User, post: Employment) -> None:
    leading = factories.employment(
        person=post.person, institution=post.institution, role="head", to_on=date(2025, 8, 31)
    )

    made = granted(worker, post.institution, by=None, role="head")

    assert made.post.employment == leading


def test_grant_chooses_the_post_that_lasts_longest(worker: User, post: Employment) -> None:
    for year in (2025, 2026):
        factories.employment(
            person=post.person,
            institution=post.institution,
            from_on=date(year - 2, 9, 2),
            to_on=date(year, 8, 31),
        )

    assert granted(worker, post.institution, by=None).post.employment == post

    Employment.objects.filter(pk=post.pk).update(to_on=date(2024, 12, 31))
    made = granted(worker, post.institution, by=None, role="class_teacher")
    assert made.post.employment.to_on == date(2026, 8, 31)


def test_grant_to_somebody_unknown_to_the_register_stands_alone(
    school: Organisation, head: User
) -> None:
    granted(factories.user(), school, by=head)

    assert not GrantWithPost.objects.exists()


def test_link_of_a_person_who_has_an_account_is_refused(post: Employment) -> None:
    factories.account(person=post.person)

    with pytest.raises(UnableToRecord):
        roles.link(user=factories.user(), person=post.person, by=None, at=NOW)
