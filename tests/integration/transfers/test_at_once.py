"""Two people accept the same offer at the same moment: one takes the learner, the other is told."""

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, connections

from gaisma.base.changes import UnableToChange, UnableToRecord
from gaisma.base.models import AuditRecord, Organisation, User
from gaisma.record.programmes.actions import transfers
from gaisma.record.programmes.models import Enrolment, Group, TransferOffer
from tests import factories
from tests.moments import NOW

pytestmark = pytest.mark.django_db(transaction=True)

LATEST = 60.0
ON = date(2024, 3, 1)


@pytest.fixture
def receiving(school: Organisation) -> tuple[User, User]:
    """The head and the deputy of the school that is offered a learner."""
    there = factories.institution(code="other", name="Otra skola")
    people = []
    for role in ("head", "deputy"):
        user = factories.user(username=f"other-{role}")
        factories.role_grant(user=user, role=role, organisation=there)
        people.append(user)
    return people[0], people[1]


@pytest.fixture
def offer(school: Organisation, head: User, receiving: tuple[User, User]) -> TransferOffer:
    learning = factories.enrolment(group=factories.group(institution=school))
    there = Organisation.objects.get(code="other")
    return transfers.offer(enrolment=learning, to=there, on=ON, by=head, at=NOW)


@pytest.fixture
def groups(offer: TransferOffer) -> tuple[Group, Group]:
    """Two groups there, so that each takes the learner into another."""
    return factories.group(institution=offer.to), factories.group(institution=offer.to)


@pytest.fixture
def on_disk(groups: tuple[Group, Group], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On SQLite what was made goes into a file: in memory threads do not lock as people would."""
    if connection.vendor == "sqlite":
        file = tmp_path / "record.sqlite3"
        with closing(sqlite3.connect(file)) as copy:
            connection.connection.backup(copy)
        monkeypatch.setitem(connections.settings["default"], "NAME", str(file))


@pytest.fixture
def people(on_disk: None) -> Iterator[ThreadPoolExecutor]:
    """Two people, each with connections of their own."""
    with ThreadPoolExecutor(2) as pool:
        yield pool


def at_once(people: ThreadPoolExecutor, *acts: Callable[[], object]) -> list[str]:
    """What each is answered who acts at the same moment: nothing, or the refusal."""
    start = Barrier(len(acts))
    begun = [people.submit(_answer, act, start) for act in acts]
    return [one.result(LATEST) for one in begun]


def _answer(act: Callable[[], object], start: Barrier) -> str:
    connection.ensure_connection()
    start.wait(LATEST)
    try:
        act()
    except (UnableToChange, UnableToRecord) as refusal:
        return refusal.code
    finally:
        connections.close_all()
    return ""


def afterwards(people: ThreadPoolExecutor) -> dict[str, Any]:
    """What the record holds in the end."""
    return people.submit(_afterwards).result(LATEST)


def _afterwards() -> dict[str, Any]:
    try:
        offer, audit = TransferOffer.objects.get(), AuditRecord.objects
        return {
            "state": offer.state,
            "by": offer.decided_by_id,
            "places": [row.group_id for row in Enrolment.objects.order_by("from_on")],
            "noted": audit.filter(action="enrolment.transfer").count(),
        }
    finally:
        connections.close_all()


def test_one_takes_the_learner_and_the_other_is_told(
    people: ThreadPoolExecutor,
    receiving: tuple[User, User],
    offer: TransferOffer,
    groups: tuple[Group, Group],
) -> None:
    seen = [TransferOffer.objects.get() for _user in receiving]
    common = {"revision": offer.revision, "at": NOW}

    answers = at_once(
        people,
        lambda: transfers.accept(offer=seen[0], group=groups[0], by=receiving[0], **common),
        lambda: transfers.accept(offer=seen[1], group=groups[1], by=receiving[1], **common),
    )

    assert sorted(answers) == ["", "changed_meanwhile"]
    first = answers.index("")
    assert afterwards(people) == {
        "state": "accepted",
        "by": receiving[first].pk,
        "places": [offer.enrolment.group_id, groups[first].pk],
        "noted": 1,
    }


def test_one_accepts_while_the_other_withdraws(
    people: ThreadPoolExecutor,
    head: User,
    receiving: tuple[User, User],
    offer: TransferOffer,
    groups: tuple[Group, Group],
) -> None:
    seen = [TransferOffer.objects.get() for _decision in range(2)]
    common = {"revision": offer.revision, "at": NOW}

    accepted, withdrawn = at_once(
        people,
        lambda: transfers.accept(offer=seen[0], group=groups[0], by=receiving[0], **common),
        lambda: transfers.withdraw(offer=seen[1], by=head, **common),
    )

    assert sorted([accepted, withdrawn]) == ["", "changed_meanwhile"]
    found = afterwards(people)
    assert found["state"] == ("withdrawn" if accepted else "accepted")
    assert len(found["places"]) == (1 if accepted else 2)
