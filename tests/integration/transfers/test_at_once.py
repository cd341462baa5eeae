"""Two people accept the same offer at the same moment: one takes the learner, the other is told."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gaisma.base.models import AuditRecord, Organisation, User
from gaisma.record.programmes.actions import transfers
from gaisma.record.programmes.models import Enrolment, Group, TransferOffer
from tests import factories
from tests.at_once import afterwards, at_once, two_people
from tests.moments import NOW

pytestmark = pytest.mark.django_db(transaction=True)

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
def people(
    groups: tuple[Group, Group], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[ThreadPoolExecutor]:
    """Two people, each with connections of their own."""
    with two_people(tmp_path, monkeypatch) as people:
        yield people


def kept() -> dict[str, Any]:
    """What the record holds of the offer."""
    offer, audit = TransferOffer.objects.get(), AuditRecord.objects
    return {
        "state": offer.state,
        "by": offer.decided_by_id,
        "places": [row.group_id for row in Enrolment.objects.order_by("from_on")],
        "noted": audit.filter(action="enrolment.transfer").count(),
    }


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
    assert afterwards(people, kept) == {
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
    found = afterwards(people, kept)
    assert found["state"] == ("withdrawn" if accepted else "accepted")
    assert len(found["places"]) == (1 if accepted else 2)
