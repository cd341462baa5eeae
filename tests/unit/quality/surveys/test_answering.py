from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from gaisma.base.models import Installation
from gaisma.quality.surveys import codes
from gaisma.quality.surveys.models import Batch, Code
from tests import factories
from tests.factories.surveys import OPEN_ON
from tests.sheets import given

pytestmark = pytest.mark.django_db


@pytest.fixture
def batch(installation: Installation) -> Batch:
    Installation.objects.update(today=OPEN_ON)
    return factories.batch()


def address(batch: Batch, number: int = 1) -> str:
    return reverse("surveys:answer", args=[codes.written(codes.letters(batch.pk, number))])


def test_a_typed_code_leads_to_the_questions(client: Client, batch: Batch) -> None:
    typed = codes.letters(batch.pk, 1).lower()

    response = client.post(reverse("surveys:door"), {"code": typed})

    assert response.headers["Location"] == address(batch)


@pytest.mark.parametrize("typed", ["", "ABC", "0" * 13])
def test_what_cannot_be_a_code_is_said_so(client: Client, batch: Batch, typed: str) -> None:
    response = client.post(reverse("surveys:door"), {"code": typed})

    assert response.context["form"].errors["code"]


def test_a_code_opens_the_questions_without_signing_in(client: Client, batch: Batch) -> None:
    response = client.get(address(batch), headers={"Accept-Language": "en"})

    page = response.content.decode()
    assert "Outcomes are clear" in page
    assert "Nobody learns who answered what" in page
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["Referrer-Policy"] == "same-origin"


def test_questions_are_asked_in_the_reader_s_language_as_far_as_they_are_translated(
    client: Client, batch: Batch
) -> None:
    page = client.get(address(batch), headers={"Accept-Language": "ru"}).content.decode()

    assert '<html lang="ru">' in page
    assert "Rezultāti ir skaidri" in page


def test_answers_are_taken_and_the_code_is_gone(client: Client, batch: Batch) -> None:
    response = client.post(address(batch), {"answer-outcomes": "yes"})

    assert response.headers["Location"] == reverse("surveys:thanks")
    assert given() == [{"outcomes": "yes"}]
    assert client.get(address(batch)).status_code == 404
    assert Code.objects.unused().count() == 2


def test_answers_that_miss_something_are_shown_again(client: Client, batch: Batch) -> None:
    response = client.post(address(batch), {"answer-outcomes": ""})

    assert response.status_code == 200
    assert response.context["form"].summary
    assert given() == []


def test_a_trial_says_that_nothing_was_kept(client: Client, installation: Installation) -> None:
    batch = factories.batch(is_trial=True)

    response = client.post(
        address(batch), {"answer-outcomes": "yes"}, follow=True, headers={"Accept-Language": "en"}
    )

    assert "nothing was kept" in response.content.decode().lower()
    assert given() == []


def test_an_unknown_code_opens_nothing(client: Client, batch: Batch) -> None:
    unknown = reverse("surveys:answer", args=["0000-0000-0000"])

    response = client.get(unknown, headers={"Accept-Language": "en"})

    assert response.status_code == 404
    assert "is not known" in response.content.decode()


def test_who_sends_nothing_keeps_the_code(client: Client, installation: Installation) -> None:
    asked = factories.asked()
    [section] = asked.sections
    open_items = tuple(replace(item, is_required=False) for item in section.items)
    version = factories.survey_version(
        asks=replace(asked, sections=(replace(section, items=open_items),))
    )
    Installation.objects.update(today=OPEN_ON)
    batch = factories.batch(part=factories.part(version=version))

    response = client.post(
        address(batch), {"answer-outcomes": ""}, headers={"Accept-Language": "en"}
    )

    assert response.status_code == 200
    assert "Nothing is answered yet" in response.content.decode()
    assert given() == []
    assert Code.objects.unused().count() == batch.issued
