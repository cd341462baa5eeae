import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from gaisma.base.jobs.queries import News, news
from gaisma.base.models import User
from tests import factories
from tests.moments import NOW
from tests.pages import read

pytestmark = pytest.mark.django_db
ENDED = {"begun_at": NOW, "ended_at": NOW}


def test_news_count_what_goes_on_and_what_was_not_looked_at(specialist: User) -> None:
    for state in ("waiting", "running"):
        factories.job(by=specialist, state=state)
    for state in ("done", "refused", "failed", "cancelled"):
        factories.job(by=specialist, state=state, **ENDED)
        factories.job(by=specialist, state=state, seen_at=NOW, **ENDED)
    factories.job(state="done", **ENDED)

    assert news(specialist) == News(under_way=2, done=1, wrong=2)


def test_news_of_nobody_are_none(installation: object) -> None:
    assert not news(AnonymousUser()).any


def test_bar_of_pages_tells_the_news(reader: Client, specialist: User) -> None:
    reader.force_login(specialist)
    without = read(reader, "/style/")

    factories.job(by=specialist)

    assert "under way: 1" not in without
    assert "under way: 1" in read(reader, "/style/")
