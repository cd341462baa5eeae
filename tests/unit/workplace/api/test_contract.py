"""Schemathesis asks what the OpenAPI document allows, and what it does not: nothing may break."""

import os
from typing import Any

import pytest
import requests
import schemathesis
from django.test import Client
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.core.transport import Response
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
)

from gaisma.base.models import User
from gaisma.workplace.api import service
from tests.pages import Town

pytestmark = pytest.mark.django_db
DOCUMENT = schemathesis.openapi.from_dict(service.document())
EVERY = bool(os.environ.get("GAISMA_TEST_EVERY_NUMBER"))
"""Whether hundreds of questions are asked at each address by people of several roles, or a few."""
ASKING = ("specialist", "head", "teacher", "visitor", "auditor") if EVERY else ("specialist",)
ASKED = settings(
    max_examples=400 if EVERY else 20,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
SAID = {200, 400, 403, 404, 422}
CHECKS: list[Any] = [
    not_a_server_error,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@pytest.fixture(params=ASKING)
def signed_in(request: Any, client: Client, town: Town, monkeypatch: Any) -> Client:
    user: User = request.getfixturevalue(request.param)
    client.force_login(user)
    monkeypatch.setattr("gaisma.workplace.api.admission.OfPerson.allow_request", lambda *_: True)
    return client


def asked(case: Any, client: Client) -> Any:
    query = {name: value for name, value in (case.query or {}).items() if value is not None}
    return client.get(case.formatted_path, query)


def as_described(case: Any, answer: Any, content: bytes) -> None:
    """Raises FailureGroup where the answer is not of the form that the document says."""
    request = requests.Request("GET", f"http://testserver{case.formatted_path}").prepare()
    headers = {name.lower(): [value] for name, value in answer.headers.items()}
    told = Response(answer.status_code, headers, content, request, 0.0, verify=False)
    case.validate_response(told, checks=CHECKS)


@DOCUMENT.parametrize()
@ASKED
def test_question_has_an_answer(case: Any, signed_in: Client) -> None:
    answer = asked(case, signed_in)

    assert answer.status_code in SAID
    is_of_the_document = answer.status_code != 404
    assert not is_of_the_document or answer["Content-Type"].startswith("application/json")
    if is_of_the_document:
        as_described(case, answer, answer.content)


@DOCUMENT.include(path="/api/v1/institutions").parametrize()
@settings(ASKED, max_examples=1, phases=[Phase.generate])
def test_answer_of_another_form_is_found(case: Any, signed_in: Client) -> None:
    answer = signed_in.get(case.formatted_path)

    as_described(case, answer, answer.content)
    with pytest.raises(FailureGroup):
        as_described(case, answer, b'{"institutions": 1}')
