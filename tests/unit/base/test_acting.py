from datetime import datetime
from functools import partial

import pytest
from django.forms import CharField, Form
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from gaisma.base import acting, clock
from gaisma.base.access import open_to_everyone
from gaisma.base.changes import NotPermitted
from gaisma.base.errors import GaismaError
from gaisma.base.models import User
from gaisma.config import urls
from tests import factories
from tests.moments import NOW
from tests.pages import read


class Naming(Form):
    name = CharField(label="Name", help_text="As on the door.")


def act(*, name: str, by: User, at: datetime) -> str:
    if name == "refused":
        raise GaismaError("Another school bears this name.")
    if name == "forbidden":
        raise NotPermitted("Your role does not allow this.")
    return f"{name}-{by.pk}-{at:%Y-%m-%d}"


@open_to_everyone
def naming(request: HttpRequest) -> HttpResponse:
    return acting.asked(
        request,
        Naming(request.POST or None),
        act=act,
        said="Named.",
        leads_to=lambda named: f"/naming/?{named}",
        title="Name the school",
        button="Name it",
        back="/",
    )


@open_to_everyone
def at_once(request: HttpRequest) -> HttpResponse:
    name = request.POST["name"]
    return acting.done(request, partial(act, name=name), said="Done.", leads_to="/naming/")


@open_to_everyone
def naming_again(request: HttpRequest) -> HttpResponse:
    return acting.asked(
        request,
        Naming(request.POST or None),
        act=act,
        said="Named.",
        title="Name the school again",
        crumbs=[("Schools", "/style/"), ("This school", "/naming/")],
    )


urlpatterns = [
    path("naming/", naming),
    path("naming/again/", naming_again),
    path("at-once/", at_once),
    *urls.urlpatterns,
]
pytestmark = pytest.mark.urls(__name__)


def test_asked_shows_the_form_with_its_help(reader: Client, installation: object) -> None:
    page = read(reader, "/naming/")

    assert '<label for="id_name">Name</label>' in page
    assert 'aria-describedby="id_name_helptext"' in page
    assert "As on the door." in page


def test_asked_acts_for_the_reader_says_so_and_leads_on(
    reader: Client, installation: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    somebody = factories.user()
    reader.force_login(somebody)
    monkeypatch.setattr(clock, "now", lambda: NOW)

    answer = reader.post("/naming/", {"name": "Saule"}, follow=True)

    [(address, _status)] = answer.redirect_chain
    assert address == f"/naming/?Saule-{somebody.pk}-{NOW:%Y-%m-%d}"
    assert "Named." in answer.content.decode()


def test_asked_without_another_word_leads_to_where_the_crumbs_end(
    reader: Client, installation: object
) -> None:
    page = read(reader, "/naming/again/")
    answer = reader.post("/naming/again/", {"name": "Saule"})

    assert ">Save</button>" in page
    assert page.count('href="/naming/"') == 2
    assert answer["Location"] == "/naming/"


def test_asked_with_a_mistake_names_the_field(reader: Client, installation: object) -> None:
    answer = reader.post("/naming/", {"name": ""})

    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()


def test_asked_that_is_refused_keeps_what_was_written(reader: Client, installation: object) -> None:
    answer = reader.post("/naming/", {"name": "refused"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Another school bears this name." in page
    assert 'value="refused"' in page


def test_asked_that_is_not_permitted_is_forbidden(reader: Client, installation: object) -> None:
    assert reader.post("/naming/", {"name": "forbidden"}).status_code == 403


@pytest.mark.parametrize(
    ("name", "said"), [("Saule", "Done."), ("refused", "Another school bears this name.")]
)
def test_done_tells_how_it_went(reader: Client, installation: object, name: str, said: str) -> None:
    answer = reader.post("/at-once/", {"name": name}, follow=True)

    assert said in answer.content.decode()
