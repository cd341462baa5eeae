"""Every address × every role × inside and outside of its scope × every method."""

import pytest

from tests.matrix.addresses import Address, addresses
from tests.matrix.readers import Reader
from tests.matrix.samples import ABSENT, NARROWER, SAMPLES, WIDER
from tests.matrix.walking import faults

pytestmark = pytest.mark.django_db

ADDRESSES = addresses()


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address.name)
def test_address_answers_as_its_rule_says(address: Address, everybody: dict[str, Reader]) -> None:
    found = faults(address, everybody)

    if found:
        pytest.fail("\n".join(found), pytrace=False)


def test_names_of_addresses_are_their_own() -> None:
    names = [address.name for address in ADDRESSES]

    assert len(names) > 10
    assert len(set(names)) == len(names)


def test_what_is_stated_of_a_view_is_of_one_that_stands() -> None:
    names = {address.name for address in ADDRESSES}

    assert set(NARROWER) | set(WIDER) | set(ABSENT) <= names


def test_samples_are_those_that_addresses_need() -> None:
    parameters = {(each.name, name) for each in ADDRESSES for name in each.parameters}
    keys = {key for key in SAMPLES if ":" in key}

    used = {key for key in keys if any(_is_for(key, *pair) for pair in parameters)}

    assert keys == used


def _is_for(key: str, address: str, parameter: str) -> bool:
    room, _, name = key.rpartition(":")
    return name == parameter and (address == room or address.startswith(f"{room}:"))
