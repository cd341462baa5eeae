import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from gaisma.base import stylesheet
from gaisma.base.access import open_to_everyone
from gaisma.base.errors import GaismaError
from gaisma.base.models import User
from gaisma.config import urls
from tests import factories

pytestmark = pytest.mark.django_db

FAULTS = {
    "suspicious": SuspiciousOperation(),
    "denied": PermissionDenied(),
    "missing": Http404(),
    "refused": GaismaError("Choose another day.", choices=["2024-08-20"]),
    "early": GaismaError("Run `gaisma init` first.", code="not_set_up"),
    "broken": RuntimeError("nobody should read this"),
}


@open_to_everyone
def fail(request: HttpRequest, name: str) -> HttpResponse:
    raise FAULTS[name]


urlpatterns = [*urls.urlpatterns, path("fail/<str:name>/", fail)]
handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("name", "status", "words"),
    [
        ("suspicious", 400, "could not be read"),
        ("denied", 403, "not open to you"),
        ("missing", 404, "no such page"),
        ("refused", 400, "Choose another day."),
        ("early", 503, "gaisma init"),
        ("broken", 500, "on our side"),
    ],
)
def test_error_page_says_what_to_do(reader: Client, name: str, status: int, words: str) -> None:
    reader.raise_request_exception = False

    answer = reader.get(f"/fail/{name}/")

    page = answer.content.decode()
    assert answer.status_code == status
    assert words in page
    assert 'href="/"' in page
    assert "nobody should read this" not in page


@pytest.mark.urls(__name__)
def test_error_page_of_a_refusal_names_the_choices(reader: Client) -> None:
    assert "2024-08-20" in reader.get("/fail/refused/").content.decode()


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("name", sorted(FAULTS))
def test_error_pages_of_a_demo_say_that_the_data_is_invented(reader: Client, name: str) -> None:
    factories.installation()
    reader.raise_request_exception = False

    assert "Sample data:" in reader.get(f"/fail/{name}/").content.decode()


@pytest.mark.urls(__name__)
def test_error_pages_of_a_real_installation_do_not(reader: Client) -> None:
    factories.installation(is_demo=False, today=None)
    reader.raise_request_exception = False

    assert "Sample data" not in reader.get("/fail/broken/").content.decode()


def test_csrf_failure_is_told_on_our_page(installation: object) -> None:
    strict = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})

    answer = strict.post("/language/", {"language": "lv"})

    assert answer.status_code == 403
    assert "could not be read" in answer.content.decode()


@pytest.mark.parametrize(
    ("language", "heading"),
    [("lv", "Nav savienojuma"), ("en", "No connection"), ("ru", "Нет соединения")],
)
def test_page_for_a_cut_network_speaks_the_readers_language(
    client: Client, language: str, heading: str
) -> None:
    client.cookies["django_language"] = language

    assert f"<h1>{heading}</h1>" in client.get("/offline/").content.decode()


def test_page_for_a_cut_network_says_nothing_of_the_reader(client: Client, head: User) -> None:
    nobody = client.get("/offline/").content
    client.force_login(head)

    assert client.get("/offline/").content == nobody


def test_page_for_a_cut_network_says_that_a_form_was_not_sent(reader: Client) -> None:
    assert "has not arrived" in reader.get("/offline/?sent").content.decode()
    assert "has not arrived" not in reader.get("/offline/").content.decode()


def test_worker_is_a_script_that_reaches_every_page(client: Client) -> None:
    answer = client.get("/worker.js")

    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert "max-age=3600" in answer.headers["Cache-Control"]
    assert "connect-src 'self'" in answer.headers["Content-Security-Policy"]


def test_worker_is_named_on_a_page_with_its_stylesheet(reader: Client) -> None:
    page = reader.get("/sign-in/").content.decode()

    named = f"/worker.js?styles=/styles-{stylesheet.fingerprint()}.css"
    assert f'data-worker="{named}"' in page
