"""Who reads, or writes, the table of sessions gets in as nobody."""

from importlib import import_module

import pytest
from django.conf import settings
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.test import Client, override_settings

from gaisma.base.accounts.entrance.sessions import SessionStore
from gaisma.base.models import User

pytestmark = pytest.mark.django_db
OWN = "/accounts/own/"
IN_CLEAR = "django.contrib.sessions.backends.db"


def is_in(key: str) -> bool:
    """Whether the cookie opens the house."""
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = key
    return client.get(OWN).status_code == 200


def stolen(user: User) -> list[str]:
    """All that the table and its values give to try as cookies, once somebody is in."""
    client = Client()
    client.force_login(user)
    assert is_in(client.cookies[settings.SESSION_COOKIE_NAME].value)
    return [str(value) for row in Session.objects.values_list() for value in row]


def readable(user: User) -> bool:
    """Whether the program's own key and a row tell what the session holds."""
    row = Session.objects.get()
    store = import_module(settings.SESSION_ENGINE).SessionStore(row.session_key)
    return store.decode(row.session_data).get("_auth_user_id") == str(user.pk)


def test_nobody_gets_in_by_what_the_table_holds(teacher: User) -> None:
    assert not [value for value in stolen(teacher) if is_in(value)]
    assert not readable(teacher)


def test_djangos_own_store_would_let_them_in(teacher: User) -> None:
    """The weakened twin."""
    with override_settings(SESSION_ENGINE=IN_CLEAR):
        assert [value for value in stolen(teacher) if is_in(value)]
        assert readable(teacher)


def test_a_row_that_somebody_writes_opens_nothing(teacher: User) -> None:
    stolen(teacher)
    row = Session.objects.get()
    mine = "k" * 32
    Session.objects.create(
        session_key=mine, session_data=row.session_data, expire_date=row.expire_date
    )
    with override_settings(SESSION_ENGINE=IN_CLEAR):
        forged = db.SessionStore()
        forged["_auth_user_id"] = str(teacher.pk)
        forged.create()

    assert not is_in(mine)
    assert not is_in(str(forged.session_key))


def test_a_session_is_found_changed_moved_and_ended() -> None:
    session = SessionStore()
    session["step"] = 1
    session.create()
    session["step"] = 2
    session.save()
    first = str(session.session_key)

    found = SessionStore(first)
    assert found["step"] == 2
    found.cycle_key()
    second = str(found.session_key)
    assert (SessionStore(first).get("step"), SessionStore(second).get("step")) == (None, 2)
    assert found.exists(second)
    assert not found.exists(first)

    found.flush()
    assert not Session.objects.exists()


def test_a_damaged_row_is_an_empty_session() -> None:
    session = SessionStore()
    session["step"] = 1
    session.create()
    for damage in ("", "%%%", "AAAA", Session.objects.get().session_data[:-8] + "AAAAAAA="):
        Session.objects.update(session_data=damage)

        assert SessionStore(session.session_key).get("step") is None
