"""Every address × every role × inside and outside of its scope: the second share of addresses."""

import pytest

from tests.matrix.addresses import Address, share
from tests.matrix.readers import Reader
from tests.matrix.walking import faults

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", share(1), ids=lambda address: address.name)
def test_address_answers_as_its_rule_says(address: Address, everybody: dict[str, Reader]) -> None:
    found = faults(address, everybody)

    if found:
        pytest.fail("\n".join(found), pytrace=False)
