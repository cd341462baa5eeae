"""Who leads an institution gets no code of it, on any way: so there is none to answer with.

Every address of the room is asked and sent to as every role, with every batch and audience; what
comes back, where it leads, and letters to addresses of one's own are searched for codes that open
something.
"""

import ast
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client

from gaisma.analytics.audiences import AUDIENCES
from gaisma.base.changes import UnableToRecord
from gaisma.base.models import Installation, Organisation, User
from gaisma.base.models.accounts import ROLES
from gaisma.base.permissions import LEADERS, OFFICIALS
from gaisma.quality import surveys
from gaisma.quality.surveys import codes, urls
from gaisma.quality.surveys.answering import actions as answers
from gaisma.quality.surveys.codes import actions as giving
from gaisma.quality.surveys.codes import policies, posting
from gaisma.quality.surveys.models import Batch, Campaign, Code, Part, Population
from gaisma.quality.surveys.models.campaigns import STAFF
from gaisma.record.programmes.models import Group
from gaisma.record.programmes.querysets import TEACHERS
from tests import factories
from tests.factories.surveys import OPEN_ON
from tests.moments import NOW

pytestmark = pytest.mark.django_db
A_CODE = re.compile(rf"\b(?:[{codes.LETTERS}]{{4}}-?){{3}}\b")
MINE = [f"mine{number}@example.org" for number in range(50)]
GIVEN = {"outcomes": "yes"}
MOST = 50
CAPTURE = Callable[..., AbstractContextManager[Any]]

OF_OFFICIALS = {"sheet", "sheet of trial", "sheet of class", "write"}
GETS = {
    **dict.fromkeys(OFFICIALS, OF_OFFICIALS),
    "class_teacher": {"sheet of class", "draw"},
    "teacher": {"draw"},
}
"""On which ways somebody with a role, and a post of a teacher where the role is one, gets a code:
the class teacher is that of the class. All others, and all ways for others, give none."""

MAKERS = {
    "codes/__init__.py": {"are_given_by"},
    "codes/actions.py": {"issue", "printed", "draw"},
    "codes/posting.py": {"_delivered", "_made"},
}
"""Every function that makes the letters of a code: what it gives away is tried below."""


@dataclass(frozen=True)
class Town:
    """A school where everybody is asked, its class, and what is tried there."""

    school: Organisation
    group: Group
    campaign: Campaign


@pytest.fixture
def town(school: Organisation) -> Town:
    """Staff are asked, and others."""
    return built(school, ["teachers", "parents_of_school"])


def built(school: Organisation, audiences: Sequence[str]) -> Town:
    """Codes of each audience: of a class, of no class, on trial, by letter, and drawn."""
    Installation.objects.update(today=OPEN_ON)
    group = factories.group(institution=school, name="7.a")
    campaign = factories.campaign(institutions=[school])
    version = factories.survey_version()
    for audience in audiences:
        part = factories.part(campaign=campaign, audience=audience, version=version)
        Population.objects.create(part=part, institution=school, people=3)
        if audience in STAFF:
            giving.pool(part, school, at=NOW)
        else:
            factories.batch(part=part, group=group, issued=2)
        factories.batch(part=part, issued=2)
        factories.batch(part=part, is_trial=True, issued=2)
    posting.write(
        part=part, institution=school, addresses=["parent@example.org"], language="en",
        seen=giving.issued(part, school), by=None, at=NOW,
    )  # fmt: skip
    return Town(school, group, campaign)


def somebody(town: Town, *roles: str) -> User:
    """With these roles: at the school, or at the authority; a teacher with a post, and a class
    teacher with the class."""
    person = factories.person()
    user: User = factories.account(person=person).user
    for role in roles:
        node = factories.authority() if role in OFFICIALS else town.school
        factories.role_grant(user=user, role=role, organisation=node)
    if set(roles) & set(TEACHERS) and not set(roles) & set(LEADERS):
        factories.employment(person=person, institution=town.school, role="music_teacher")
    if "class_teacher" in roles:
        factories.group_teacher(group=town.group, person=person, is_class_teacher=True)
    return user


def found(user: User, town: Town, capture: CAPTURE) -> dict[str, set[str]]:
    """By way the codes that come of it, over all addresses, batches and audiences."""
    client, gotten = Client(), dict[str, set[str]]()
    client.force_login(user)
    for way, path, sent in _ways(town):
        for method, data in ((client.get, {}), (client.post, sent)):
            with undone():
                mail.outbox.clear()
                with capture(execute=True):
                    answer = method(path, data)
                told = [answer.headers.get("Location", ""), answer.content.decode()]
                told += [str(one.body) for one in mail.outbox if set(one.to) & set(MINE)]
                if known := opening("\n".join(told)):
                    gotten.setdefault(way, set()).update(known)
    return gotten


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def opening(text: str) -> set[str]:
    """The codes in a text that open a survey."""
    by_digest = {codes.digest(codes.read(one)): one for one in A_CODE.findall(text)}
    known = Code.objects.filter(digest__in=by_digest).values_list("digest", flat=True)
    return {by_digest[digest] for digest in known}


def _ways(town: Town) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Every address of the room with every row that can stand in it, and what is sent to it."""
    batches = list(Batch.objects.order_by("pk"))
    parts = list(town.campaign.parts.order_by("pk"))
    for pattern in urls.urlpatterns:
        named, name = str(pattern.pattern), str(pattern.name)
        known: dict[str, Any] = {
            "campaign_id": town.campaign.pk, "organisation_id": town.school.pk, "code": "0",
        }  # fmt: skip
        if "batch_id" in named:
            for batch in batches:
                way = name + (" of trial" if batch.is_trial else " of class" if batch.group else "")
                yield way, _path(named, {**known, "batch_id": batch.pk}), {}
        elif "part_id" in named:
            for part in parts:
                yield name, _path(named, {**known, "part_id": part.pk}), _sent(part, town)
        else:
            yield name, _path(named, known), {}
            yield name, _path(named, known) + "?format=csv", {}


def _path(named: str, known: Mapping[str, Any]) -> str:
    return "/" + re.sub(r"<\w+:(\w+)>", lambda found: str(known[found[1]]), named)


def _sent(part: Part, town: Town) -> dict[str, Any]:
    """What any of the forms of an audience at an institution takes."""
    seen = giving.issued(part, town.school)
    given = {"seen": seen, "whole": 2, f"group-{town.group.pk}": 2, "count": 2, "drawn": "on"}
    return {**given, "addresses": "\n".join(MINE[:2]), "language": "en", "answer-outcomes": "yes"}


@pytest.mark.parametrize("role", sorted(set(ROLES) - set(LEADERS)))
def test_role_gets_codes_on_these_ways_only(
    town: Town, role: str, django_capture_on_commit_callbacks: CAPTURE
) -> None:
    gotten = found(somebody(town, role), town, django_capture_on_commit_callbacks)

    assert gotten.keys() == GETS.get(role, set())


@pytest.mark.parametrize("role", LEADERS)
def test_who_leads_gets_no_code_of_any_audience(
    school: Organisation, role: str, django_capture_on_commit_callbacks: CAPTURE
) -> None:
    town = built(school, AUDIENCES.codes)

    assert found(somebody(town, role), town, django_capture_on_commit_callbacks) == {}


@pytest.mark.parametrize(
    ("role", "beside"),
    [("head", "specialist"), ("head", "class_teacher"), ("deputy", "class_teacher")],
)
def test_who_leads_gets_no_code_whatever_role_stands_beside(
    town: Town, role: str, beside: str, django_capture_on_commit_callbacks: CAPTURE
) -> None:
    gotten = found(somebody(town, role, beside), town, django_capture_on_commit_callbacks)

    # Answers to trial codes are not kept.
    assert gotten.keys() - {"sheet of trial"} == set()


def test_who_leads_gets_codes_where_that_is_not_asked(
    town: Town, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: CAPTURE
) -> None:
    """The weakened variant: whoever holds another role beside gets what that role gets."""
    user = somebody(town, "head", "class_teacher")
    monkeypatch.setattr(policies, "check_gets_no_codes", lambda _institution, *, by: None)
    monkeypatch.setattr(Batch.objects, "of_class_teacher", _of_any(town), raising=False)

    gotten = found(user, town, django_capture_on_commit_callbacks)

    assert {"write", "sheet of class"} <= gotten.keys()


def _of_any(town: Town) -> Callable[..., Any]:
    return lambda _user, *, on: Batch.objects.filter(group=town.group, is_trial=False)


def test_class_teacher_of_another_class_gets_none_of_this(
    town: Town, django_capture_on_commit_callbacks: CAPTURE
) -> None:
    other = Town(town.school, factories.group(institution=town.school), town.campaign)

    gotten = found(somebody(other, "class_teacher"), town, django_capture_on_commit_callbacks)

    assert gotten.keys() == {"draw"}


def test_letters_of_codes_are_made_nowhere_else() -> None:
    """Whoever makes another way tries it here."""
    room = Path(surveys.__file__).parent
    made: dict[str, set[str]] = {}
    for file in sorted(room.rglob("*.py")):
        for each in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(each, ast.FunctionDef) and _makes_letters(each):
                made.setdefault(file.relative_to(room).as_posix(), set()).add(each.name)

    assert made == MAKERS


def _makes_letters(function: ast.FunctionDef) -> bool:
    calls = (each.func for each in ast.walk(function) if isinstance(each, ast.Call))
    return any(ast.unparse(call) in ("codes.letters", "letters") for call in calls)


def spent(town: Town, user: User, count: int) -> int:
    """How many answers somebody sends by codes that she gives out to a class and can get."""
    part = town.campaign.parts.get(audience="parents_of_school")
    who = {"by": user, "at": NOW}
    seen = giving.issued(part, town.school)
    [batch] = giving.give_out(
        part=part, institution=town.school, counts={town.group: count}, seen=seen, **who
    )
    gotten: list[str] = []
    with suppress(UnableToRecord):
        gotten += giving.printed(batch=batch, on=OPEN_ON, **who)
    with suppress(UnableToRecord):
        sent = posting.write(
            part=part, institution=town.school, addresses=MINE[:count], language="en",
            seen=seen + count, **who,
        )  # fmt: skip
        posting.send(batch=sent, by=user)
        gotten += opening("\n".join(str(one.body) for one in mail.outbox))
    return sum(answers.answer(text=c, answers=GIVEN, language="en", on=OPEN_ON) for c in gotten)


@pytest.mark.parametrize("beside", [(), ("specialist",), ("class_teacher",)])
def test_padding_by_one_to_fifty_codes_is_not_to_be_had(
    town: Town, beside: tuple[str, ...]
) -> None:
    user = somebody(town, "head", *beside)

    assert [spent(town, user, count) for count in range(1, MOST + 1)] == [0] * MOST


def test_padding_is_had_where_whoever_leads_prints_and_sends(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The weakened variant."""
    monkeypatch.setattr(policies, "check_gets_no_codes", lambda _institution, *, by: None)
    monkeypatch.setattr(policies, "check_printed_by", lambda _batch, *, by, on: None)
    user = somebody(town, "head")

    assert spent(town, user, MOST) == 2 * MOST
