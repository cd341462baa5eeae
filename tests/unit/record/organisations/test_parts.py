from typing import Any

import pytest

from gaisma.base.models import Organisation, User
from gaisma.base.registry import Registry
from gaisma.record.organisations import parts
from gaisma.record.organisations.parts import InstitutionPart

pytestmark = pytest.mark.django_db


def part(key: str, **given: object) -> InstitutionPart:
    usual: dict[str, Any] = {
        "title": "Boards",
        "permission": "organisations.see",
        "template": "x.html",
        "read": lambda user, institution: institution.code,
    }
    return InstitutionPart(key, **{**usual, **given})


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> None:
    known = [
        part("shown"),
        part("elsewhere", tab="staff"),
        part("silent", read=lambda user, institution: None),
        part("kept", permission="organisations.keep"),
    ]
    monkeypatch.setattr(parts, "gathered", lambda name: Registry(known))


def keys(user: User, school: Organisation, tab: str) -> list[str]:
    return [one.key for one in parts.shown(user, school, tab=tab)]


def test_parts_of_a_tab_that_say_something_are_shown(
    specialist: User, school: Organisation, offered: None
) -> None:
    assert keys(specialist, school, "documents") == ["shown", "kept"]
    assert keys(specialist, school, "staff") == ["elsewhere"]


def test_parts_are_for_who_may_see_them(head: User, school: Organisation, offered: None) -> None:
    assert keys(head, school, "documents") == ["shown"]
    assert parts.shown(head, school, tab="documents")[0].content == school.code
