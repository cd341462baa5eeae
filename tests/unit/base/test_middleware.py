import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/sign-in/", "/health/", "/nowhere/"])
def test_content_policy_allows_nothing_inline(client: Client, address: str) -> None:
    policy = client.get(address).headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("address", ["/", "/sign-in/", "/nowhere/", "/api/v1/figures/x"])
def test_no_answer_is_kept_on_the_way(client: Client, address: str) -> None:
    assert "no-store" in client.get(address).headers["Cache-Control"]


def test_what_is_the_same_for_all_may_be_kept(client: Client) -> None:
    assert client.get("/worker.js").headers["Cache-Control"] == "public, max-age=3600"


def test_content_policy_of_a_view_stays(client: Client) -> None:
    from django.http import HttpResponse

    from gaisma.base.middleware import ContentPolicy

    own = HttpResponse(headers={"Content-Security-Policy": "default-src 'none'"})

    answer = ContentPolicy(lambda request: own)(None)  # type: ignore[arg-type]

    assert answer.headers["Content-Security-Policy"] == "default-src 'none'"
