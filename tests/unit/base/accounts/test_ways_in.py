"""Whatever lets somebody in without a session ends when the sessions end."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.test import Client

from gaisma.base import registry
from gaisma.base.accounts.actions import accounts
from gaisma.base.models import User
from gaisma.workplace.api import actions as tokens
from gaisma.workplace.calendar import actions
from gaisma.workplace.calendar.models import Feed
from tests.moments import NOW

pytestmark = pytest.mark.django_db
PASSWORD = "paraugpils-2024"
SECRET = ("token", "digest", "secret")
"""So are fields called by which somebody is known."""
ENDING = {"api.Token", "calendar.Feed"}
"""What stands under WAYS_IN."""
STAYING = {
    "assessments.FamilyLink": "a family's slip, of nobody who signs in",
    "accounts.AddressChange": "a letter's link, which asks for a session of the person's own",
    "accounts.Invitation": "a letter's link to an account that is not there yet",
    "prevention.SignalLink": "a family's address, of nobody who signs in",
    "lake.LakeVersion": "a digest of contents",
    "socialaccount.SocialApp": "not used: the other place is a setting",
    "socialaccount.SocialToken": "not kept: the other place is asked at each sign-in",
    "surveys.Code": "an answer's code, of nobody",
}
"""What has a secret and does not end, and why."""


def with_secrets() -> set[str]:
    """Every model that has a field by which somebody could be let in as a person."""
    return {
        model._meta.label
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if any(word in field.name.split("_") for word in SECRET)
    }


def change_password(user: User, administrator: User) -> None:
    from gaisma.base.accounts.entrance.adapters import Accounts

    Accounts().set_password(user, "another long password")


CLOSERS: dict[str, Callable[[User, User], None]] = {
    "everywhere": lambda user, by: accounts.sign_out_everywhere(user=user, at=NOW),
    "closed": lambda user, by: accounts.close(user=user, by=by, at=NOW),
    "second step": lambda user, by: accounts.reset_second_factor(user=user, by=by, at=NOW),
    "password": change_password,
}


def let_in(user: User, by: User, *, closer: str) -> list[str]:
    """By what a program still reads after the closer."""
    _token, text = tokens.make(user=user, name="Journal", until_on=NOW.date(), at=NOW)
    feed = actions.make_feed(by=user, at=NOW)
    assert tokens.user_of(text, at=NOW) == user
    CLOSERS[closer](user, by)
    User.objects.filter(pk=user.pk).update(is_active=True)
    found = {
        "token": tokens.user_of(text, at=NOW) is not None,
        "feed": Client().get(f"/calendar/feed/{feed}.ics").status_code == 200,
    }
    return [name for name, is_open in found.items() if is_open]


@pytest.mark.parametrize("closer", CLOSERS)
def test_ways_in_end_with_the_sessions(teacher: User, administrator: User, closer: str) -> None:
    assert let_in(teacher, administrator, closer=closer) == []


def test_without_the_registry_they_would_stay(
    teacher: User, administrator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The weakened twin."""
    monkeypatch.setattr("gaisma.base.accounts.ways.gathered", lambda name: registry.Registry())

    assert let_in(teacher, administrator, closer="everywhere") == ["token", "feed"]


def test_calendars_of_institutions_stay(head: User, school: object) -> None:
    actions.make_feed(by=head, at=NOW, organisation=school)  # type: ignore[arg-type]

    accounts.sign_out_everywhere(user=head, at=NOW)

    assert Feed.objects.count() == 1


def test_every_model_with_a_secret_is_named_as_ending_or_staying() -> None:
    assert with_secrets() >= ENDING
    assert with_secrets() <= ENDING | set(STAYING)
