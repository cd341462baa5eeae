"""The town of the matrix: a person for each role, an institution inside and one outside."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

from django.core.signals import got_request_exception, request_finished
from django.db import close_old_connections, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.test import Client, override_settings

from gaisma.base import pages
from gaisma.base.models import Organisation, User
from gaisma.base.models.accounts import ROLES
from tests import factories
from tests.matrix.samples import Place
from tests.moments import NOW
from tests.pages import Town, populated

AT_SCHOOL = ("head", "deputy", "class_teacher", "teacher", "support")
"""Roles of an institution; the others reach the whole authority."""

TEACHING = ("class_teacher", "teacher")
SESSIONS = "django.contrib.sessions.backends.signed_cookies"
"""Out of the database: quick, and no request ends the session for the next one."""

ANONYMOUS, NO_ROLE = "anonymous", "no role"
READERS = (*ROLES, NO_ROLE, ANONYMOUS)


class Quick(Client):
    """Asks, keeps no copy of what templates were given, and forgets the cookies of the answer.

    So nobody is signed out by the request before, and thousands of requests take a minute.
    """

    def __init__(self) -> None:
        super().__init__()
        self.asked = 0
        self.error: BaseException | None = None
        got_request_exception.connect(self._fail)

    def request(self, **request: Any) -> Any:
        """The answer; `error` is what a view ended with."""
        self.asked += 1
        self.error = None
        answer = self.handler(self._base_environ(**request))
        # Files that were to be sent are closed, and the connection of the test is not.
        request_finished.disconnect(close_old_connections)
        answer.close()
        request_finished.connect(close_old_connections)
        return answer

    def _fail(self, **_: object) -> None:
        self.error = sys.exc_info()[1]


@dataclass(frozen=True)
class Reader:
    """Somebody with one role (or none, or not signed in), who has an inside and an outside."""

    role: str
    client: Quick
    user: User | None
    inside: Place
    outside: Place

    def signed_in(self) -> Quick:
        """The reader's browser."""
        return self.client


@contextmanager
def readers(home: Path) -> Iterator[dict[str, Reader]]:
    """Everybody in READERS; rolled back when the context ends."""
    settings = override_settings(GAISMA_HOME=home, SESSION_ENGINE=SESSIONS)
    with settings, mock.patch.object(pages, "render", _refused), transaction.atomic():
        factories.installation()
        school = factories.institution(code="school", name="Paraugpils vidusskola")
        yield _readers(populated(school))
        transaction.set_rollback(True)


def _refused(request: HttpRequest, template: str, *given: Any, **more: Any) -> HttpResponse:
    """A refusal without its words: how they read is looked at once, and not ten thousand times."""
    if template.startswith("errors/"):
        return HttpResponse(status=more["status"])
    return render(request, template, *given, **more)


def _readers(town: Town) -> dict[str, Reader]:
    ministry = factories.authority(name="Izglītības ministrija")
    states = factories.institution(parent=ministry, founder="state", kind="vocational_school")
    users = {role: _user(role, town.school) for role in ROLES}
    teachers = [users[role] for role in TEACHING]
    school = _place(town.school, users, teachers)
    preschool, outside = _place(town.preschool, {}, []), _place(states, {}, [])
    everybody: dict[str, User | None] = {
        **users,
        NO_ROLE: factories.user(username="nobody"),
        ANONYMOUS: None,
    }
    return {
        role: _reader(role, user, school, preschool if role in AT_SCHOOL else outside)
        for role, user in everybody.items()
    }


def _reader(role: str, user: User | None, inside: Place, outside: Place) -> Reader:
    client = Quick()
    if user is not None:
        client.force_login(user)
    return Reader(role, client, user, inside, outside)


def _user(role: str, school: Organisation) -> User:
    user: User = factories.user(username=role)
    node = school if role in AT_SCHOOL else factories.authority()
    factories.role_grant(user=user, role=role, organisation=node, granted_at=NOW)
    factories.account(user=user)
    return user


def _place(organisation: Organisation, users: dict[str, User], teachers: list[User]) -> Place:
    """With a group of this year, a learner in it, and its teachers."""
    group = factories.group(institution=organisation, school_year=factories.school_year())
    for teacher in teachers:
        factories.group_teacher(group=group, person=teacher.account.person)
    learner = factories.enrolment(group=group).person
    return Place(organisation, users, group, learner)
