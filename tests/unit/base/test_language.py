import pytest
from django.test import Client

from gaisma.base.models import User
from tests.pages import read

pytestmark = pytest.mark.django_db


def test_language_switch_comes_back_in_the_language(client: Client, installation: object) -> None:
    answer = client.post("/language/", {"language": "ru", "next": "/sign-in/?next=/"})

    assert answer.headers["Location"] == "/sign-in/?next=/"
    assert "Войти" in read(client, "/sign-in/")


def test_language_of_a_person_is_kept(reader: Client, head: User) -> None:
    reader.force_login(head)

    reader.post("/language/", {"language": "lv", "next": "/"})

    assert User.objects.get(pk=head.pk).language == "lv"


def test_language_switch_leads_nowhere_else(client: Client) -> None:
    answer = client.post("/language/", {"language": "en", "next": "https://elsewhere.example"})

    assert answer.headers["Location"] == "/"


def test_language_that_is_not_ours_is_refused(client: Client) -> None:
    assert client.post("/language/", {"language": "de"}).status_code == 400


def test_language_by_a_link_is_refused(client: Client) -> None:
    assert client.get("/language/?language=en").status_code == 405


@pytest.mark.parametrize(
    ("accepted", "words"), [("de", "Pieslēgties"), ("en", "Sign in"), ("ru", "Войти")]
)
def test_language_of_a_newcomer_is_the_browsers_or_latvian(
    client: Client, accepted: str, words: str
) -> None:
    answer = client.get("/sign-in/", headers={"accept-language": accepted})

    assert words in answer.content.decode()
