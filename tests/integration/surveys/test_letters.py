"""Somebody has the whole database, the keys, and the list of addresses in the order pasted.

They try to lay addresses beside codes, after the letters were sent and while some still wait, and
must fail; against letters that take codes as they come the same attack must succeed.
"""

import re
from typing import Any

import pytest
from django.apps import apps
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection

from gaisma.quality.surveys import codes
from gaisma.quality.surveys.codes import posting
from gaisma.quality.surveys.models import Batch, Code, Letter, Unsent
from tests import factories
from tests.integration.surveys.test_joining import BY_CHANCE, PLACES
from tests.moments import NOW

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = [f"person{number:03d}@example.org" for number in range(128)]


def sent_to(addresses: list[str]) -> Batch:
    part = factories.part()
    batch = posting.write(
        part=part,
        institution=part.campaign.institutions.get(),
        addresses=addresses,
        language="en",
        seen=0,
        by=None,
        at=NOW,
    )
    posting.send(batch=batch, by=None)
    return batch


def received() -> list[str]:
    """What each address received, in the order in which addresses were pasted: the truth."""
    found = {
        letter.to[0]: codes.read(re.findall(r"/answer/(\S+)/", str(letter.body))[0])
        for letter in mail.outbox
    }
    return [codes.digest(found[address]) for address in PEOPLE]


def orders() -> list[list[str]]:
    """The codes in every order that columns, the rows' places and the database itself give."""
    with connection.cursor() as cursor:
        found = []
        for order in ("id", "number", "digest", *PLACES[connection.vendor], ""):
            by = f"ORDER BY {order}" if order else ""
            cursor.execute(f"SELECT digest FROM surveys_code {by}")
            found.append([str(row[0]) for row in cursor.fetchall()])
        return found


def matched() -> int:
    """How many codes the best order gives to the address that received them."""
    truth = received()
    return max(
        sum(mine == guessed for mine, guessed in zip(truth, order, strict=True))
        for order in orders()
    )


def test_no_order_lays_codes_beside_the_addresses() -> None:
    sent_to(PEOPLE)

    assert matched() < BY_CHANCE


def test_letters_that_take_codes_as_they_come_are_found_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The weakened variant: nothing is shuffled, and letters go out in the order of their keys."""

    class Unshuffled:
        def shuffle(self, _rows: list[Any]) -> None: ...

        def choice(self, numbers: list[int]) -> int:
            return min(numbers)

    keys = iter(range(1, 1000))
    field: Any = Letter._meta.get_field("id")
    monkeypatch.setattr(posting, "SystemRandom", Unshuffled)
    monkeypatch.setattr(field, "_get_default", lambda: next(keys))

    sent_to(PEOPLE)

    assert matched() == len(PEOPLE)


def test_of_letters_that_were_sent_no_table_knows_an_address() -> None:
    sent_to(PEOPLE)

    for model in apps.get_models():
        for row in model._default_manager.values_list():
            assert "example.org" not in str(row), model


def test_letters_that_wait_share_nothing_with_codes_but_the_batch(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    calls: list[Any] = []

    class Killed(BaseException): ...

    def dying(_self: EmailBackend, messages: Any) -> int:
        calls.append(messages)
        if len(calls) == 64:
            raise Killed
        return 1

    monkeypatch.setattr(EmailBackend, "send_messages", dying)
    with pytest.raises(Killed):
        sent_to(PEOPLE)

    waiting = {value for row in Letter.objects.values_list("pk", "address") for value in row}
    codes_left = {
        value
        for rows in (Code.objects.values_list("pk", "number", "digest"),
                     Unsent.objects.values_list("pk", "number"))
        for row in rows
        for value in row
    }  # fmt: skip
    assert Letter.objects.count() == 65
    assert Unsent.objects.count() == 64
    assert not waiting & codes_left
