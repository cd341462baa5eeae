"""A reading process may die of whatever it likes: its caller lives, says so, and reads the next."""

import os
import signal
import time

import pytest
from django.utils import translation

from gaisma.base import apart
from tests.integration.doors import eaters

pytestmark = pytest.mark.apart
LITTLE = apart.Limits(megabytes=64, seconds=1)


@pytest.fixture(autouse=True)
def _english() -> None:
    translation.activate("en")


@pytest.mark.parametrize(
    ("reader", "said"),
    [
        (eaters.memory, "more than 64 MB of memory"),
        (eaters.at_once, "more than 64 MB of memory"),
        (eaters.mapped, "more than 64 MB of memory"),
        (eaters.silent, "more than 64 MB of memory"),
        (eaters.fault, "more than 64 MB of memory"),
        (eaters.processor, "longer than 1 seconds"),
        (eaters.sleep, "longer than 1 seconds"),
        (eaters.leave, "damaged"),
        (eaters.nonsense, "damaged"),
        (eaters.depth, "damaged"),
        (eaters.write, "damaged"),
    ],
)
def test_reader_that_dies_is_answered_in_a_sentence(reader, said) -> None:
    with pytest.raises(apart.UnableToRead, match=said):
        apart.asked(reader, b"file", limits=LITTLE)

    assert apart.asked(eaters.echo, b"next", limits=LITTLE).parts == (b"next",)


def test_reader_speaks_the_language_of_who_asks() -> None:
    translation.activate("lv")

    with pytest.raises(apart.UnableToRead, match="atmiņas"):
        apart.asked(eaters.memory, b"file", limits=LITTLE)


def test_reader_knows_neither_settings_nor_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GAISMA_SECRET", "of ours")

    names, knows_home = apart.asked(eaters.secrets, b"", limits=LITTLE).said

    assert not [name for name in names if name.startswith(("GAISMA", "DJANGO", "PG"))]
    assert not knows_home


def test_large_content_travels_both_ways() -> None:
    content = os.urandom(20 * apart.MEGABYTE)

    assert apart.asked(eaters.echo, content, limits=apart.TABLE).parts == (content,)


def test_house_that_was_killed_is_built_again() -> None:
    apart.asked(eaters.echo, b"", limits=LITTLE)
    house = apart._house._process
    os.kill(house.pid, signal.SIGKILL)
    time.sleep(0.05)

    assert apart.asked(eaters.echo, b"again", limits=LITTLE).parts == (b"again",)


def test_who_waits_too_long_for_the_turn_is_told(monkeypatch, settings) -> None:
    monkeypatch.setattr(apart, "PATIENCE", 0.1)

    with apart._turn(), pytest.raises(apart.UnableToRead, match="wait a minute"):
        apart.asked(eaters.echo, b"", limits=LITTLE)
