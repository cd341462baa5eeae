"""No address breaks on an odd value, whoever sends it and in whatever parameter its view reads."""

import os
import random
import sys

import pytest

from tests.matrix import odd
from tests.matrix.addresses import SHARES, share
from tests.matrix.readers import Reader
from tests.matrix.test_queries import FEW, _grow, _paths
from tests.matrix.walking import undone

pytestmark = pytest.mark.django_db

EVERY = bool(os.environ.get("GAISMA_TEST_EVERY_NUMBER"))
"""Whether every parameter of every address is given every odd value, or a sample of them."""
PARTS = 32 if EVERY else SHARES
"""So many parts for processes to take one each, and to tell how far they are."""


@pytest.mark.parametrize("number", range(PARTS))
def test_odd_values_are_refused_and_break_nothing(
    number: int, everybody: dict[str, Reader], capsys: pytest.CaptureFixture[str]
) -> None:
    seed = os.environ.get("GAISMA_TEST_SEED") or str(random.SystemRandom().randrange(10_000))
    chance = None if EVERY else random.Random(seed)
    found: list[str] = []
    with undone():
        place = everybody["head"].inside
        paths = dict(_paths(place))
        _grow(place, FEW)
        for address in share(number, of=PARTS):
            if path := paths.get(address.name):
                found += odd.faults(address, path, everybody, chance=chance)

    with capsys.disabled():
        asked = sum(reader.client.asked for reader in everybody.values())
        sys.stdout.write(f"\nseed {seed}, {asked} requests until now\n")
    if found:
        pytest.fail("\n".join(found), pytrace=False)
