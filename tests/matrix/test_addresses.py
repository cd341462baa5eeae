"""What the matrix goes through: addresses with names, samples and statements of their own."""

from pathlib import Path

from tests.matrix.addresses import SHARES, addresses, share
from tests.matrix.samples import ABSENT, NARROWER, SAMPLES, WIDER

ADDRESSES = addresses()


def test_shares_are_all_addresses_and_each_has_its_file() -> None:
    names = [address.name for number in range(SHARES) for address in share(number)]

    assert sorted(names) == sorted(address.name for address in ADDRESSES)
    assert len(list(Path(__file__).parent.glob("test_matrix_*_share.py"))) == SHARES


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
