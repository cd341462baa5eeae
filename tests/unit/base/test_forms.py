from typing import Any

import pytest
from django.test import RequestFactory

from gaisma.base.forms import NewOrRevised, RowChoice, RowChoices, revision_sent
from gaisma.base.models import Organisation
from tests import factories


def labels(field: Any) -> list[str]:
    return [label for _value, label in field.choices]


@pytest.mark.django_db
def test_choices_stand_in_the_order_of_names() -> None:
    for name in ("Zīle", "11. skola", "Ābele", "6. skola", "PII", "Parks"):
        factories.institution(name=name)
    rows = Organisation.objects.exclude(kind="authority")

    named = ["6. skola", "11. skola", "Ābele", "Parks", "PII", "Zīle"]
    assert labels(RowChoice(rows)) == ["–", *named]
    assert labels(RowChoices(rows)) == named


@pytest.mark.django_db
def test_choice_without_an_empty_one_offers_rows_alone() -> None:
    factories.institution(name="Ābele")

    field = RowChoice(Organisation.objects.exclude(kind="authority"), empty_label=None)

    assert labels(field) == ["Ābele"]


@pytest.mark.parametrize(
    ("initial", "sent", "given"),
    [
        ({}, {}, {}),
        ({}, {"revision": "3"}, {}),
        ({"revision": 3}, {"revision": "3"}, {"revision": 3}),
        ({"revision": 3}, {}, {"revision": 0}),
    ],
)
def test_only_a_row_that_stands_has_a_revision(
    initial: dict[str, Any], sent: dict[str, Any], given: dict[str, Any]
) -> None:
    form = NewOrRevised(sent, initial=initial)

    assert form.is_valid()
    assert form.cleaned_data == given


@pytest.mark.parametrize(
    ("sent", "revision"),
    [
        ({"revision": "7"}, 7),
        ({}, 0),
        ({"revision": ""}, 0),
        ({"revision": "-1"}, 0),
        ({"revision": "²"}, 0),
        ({"revision": "٣"}, 0),
        ({"revision": "9" * 5000}, 0),
    ],
)
def test_revision_of_a_button_is_a_number_or_none(sent: dict[str, str], revision: int) -> None:
    assert revision_sent(RequestFactory().post("/", sent)) == revision
