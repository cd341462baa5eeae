"""Schemathesis asks what the OpenAPI document allows, and what it does not: nothing may break."""

from typing import Any

import pytest
import schemathesis
from django.test import Client
from hypothesis import HealthCheck, settings

from gaisma.base.models import User
from gaisma.workplace.api import service
from tests.pages import Town

pytestmark = pytest.mark.django_db
DOCUMENT = schemathesis.openapi.from_dict(service.document())


@pytest.fixture
def signed_in(client: Client, specialist: User, town: Town, monkeypatch: Any) -> Client:
    client.force_login(specialist)
    monkeypatch.setattr("gaisma.workplace.api.admission.OfPerson.allow_request", lambda *_: True)
    return client


@DOCUMENT.parametrize()
@settings(
    max_examples=20,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
def test_question_has_an_answer(case: Any, signed_in: Client) -> None:
    query = {name: value for name, value in (case.query or {}).items() if value is not None}

    answer = signed_in.get(case.formatted_path, query)

    assert answer.status_code in {200, 400, 403, 404, 422}
    assert answer.status_code == 404 or answer["Content-Type"].startswith("application/json")
