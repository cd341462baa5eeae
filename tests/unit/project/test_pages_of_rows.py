"""Where a row has a page of its own, the row says so: `get_absolute_url`, once a model."""

import re
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model
from django.urls import resolve

from tests.matrix.addresses import Address, addresses

OWN = re.compile(r"<int:\w+>/$")
ASKS = {
    "data_quality:take_back",
    "people:contact_change",
    "people:employment_change",
    "people:guardian_change",
    "people:qualification_change",
    "programmes:enrolment_change",
    "governance:change_member",
    "governance:change_meeting",
    "prevention:review",
    "selfevaluation:task",
    "administration:change_term",
    "administration:change_moved_day",
    "administration:change_subject",
    "mfa_edit_webauthn",
}
"""Where the address of a row is a form that changes it; it is read on the page of another."""

FROM_ABOVE = {
    "organisations:institution",
    "administration:year",
    "attendance:place",
    "attendance:class",
    "attendance:learner",
    "prevention:open",
    "socialemotional:place",
    "socialemotional:class",
}
"""Pages of rows of a floor below, which knows no room above it."""

SAME = {
    "instruments:draft": "instruments:preview",  # a version that is being written
    "selfevaluation:document": "selfevaluation:report",  # a file on the page of a report
}
"""Second pages of a row, and the page that it leads to."""

MODELS = [model for model in apps.get_models() if model.__module__.startswith("gaisma.")]


def own(address: Address) -> bool:
    """Whether it is of one row and ends with its number."""
    return len(address.parameters) == 1 and OWN.search(address.route) is not None


def pages() -> dict[str, type[Model]]:
    """The model of each page that a model says to be its own."""
    led = (model for model in MODELS if hasattr(model, "get_absolute_url"))
    return {resolve(page_of(model(pk=1))).view_name: model for model in led}


def page_of(row: Any) -> str:
    """Where the row says that its page is."""
    address: str = row.get_absolute_url()
    return address


def test_each_row_with_a_page_of_its_own_leads_to_it() -> None:
    expected = {address.name for address in addresses() if own(address)}

    assert set(pages()) == expected - ASKS - FROM_ABOVE - set(SAME)


def test_no_two_models_share_a_page() -> None:
    led = [model for model in MODELS if hasattr(model, "get_absolute_url")]

    assert len(pages()) == len(led)


@pytest.mark.parametrize("name", sorted(pages()))
def test_the_number_in_the_address_is_the_rows_own(name: str) -> None:
    address = page_of(pages()[name](pk=7))

    assert list(resolve(address).kwargs.values()) == [7]


@pytest.mark.parametrize("name", sorted(ASKS | FROM_ABOVE | set(SAME) | set(SAME.values())))
def test_what_is_left_out_stands(name: str) -> None:
    assert name in {address.name for address in addresses()}
