"""How long an answer takes says nothing of whether there is an account."""

from collections.abc import Callable
from time import thread_time
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from gaisma.base.accounts.entrance import forms, pages, resets
from gaisma.base.models import User
from tests import factories

pytestmark = pytest.mark.django_db
TIMES = 60
ALIKE = 0.33
"""So far from one half may the share of pairs lie in which the known one took longer: the work
alone is measured, of which the beat hides what is left. Were nothing done for nobody, it is 0.5."""


@pytest.fixture
def asked(
    reader: Client, installation: object, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], float]:
    """Answers how long the server worked on a request for a new password, in seconds."""
    settings.ACCOUNT_RATE_LIMITS = False
    monkeypatch.setattr(pages, "sleep", lambda _seconds: None)
    # What waits in the queue is not done while the answer is waited for.
    monkeypatch.setattr(resets, "send", SimpleNamespace(enqueue=lambda _sealed: None))
    factories.user(username="anna", email="anna@example.lv")

    def ask(email: str) -> float:
        began = thread_time()
        assert reader.post("/password/", {"email": email}).status_code == 302
        return thread_time() - began

    for email in ("anna@example.lv", "nobody@example.lv"):
        ask(email)
    return ask


def told(ask: Callable[[str], float]) -> float:
    """In what share of all pairs the request for a known address took longer; half is by chance."""
    known, unknown = [], []
    for _time in range(TIMES):
        known.append(ask("anna@example.lv"))
        unknown.append(ask("nobody@example.lv"))
    longer = sum(one > other for one in known for other in unknown)
    return longer / (len(known) * len(unknown))


def test_time_of_a_reset_tells_nothing_of_the_address(asked: Callable[[str], float]) -> None:
    assert abs(told(asked) - 0.5) < ALIKE


@pytest.fixture
def shorter(monkeypatch: pytest.MonkeyPatch) -> None:
    """For nobody nothing is done, as one would write it first."""

    def save(self: Any, request: Any, **rest: Any) -> str:
        if self.users:
            return str(super(forms.AskForPassword, self).save(request, **rest))
        return str(self.cleaned_data["email"])

    monkeypatch.setattr(forms.AskForPassword, "save", save)


def test_time_tells_where_less_is_done_for_nobody(
    asked: Callable[[str], float], shorter: None
) -> None:
    assert told(asked) - 0.5 > ALIKE


@pytest.mark.parametrize("email", ["anna@example.lv", "nobody@example.lv"])
def test_answer_to_a_reset_comes_on_the_beat(
    reader: Client, installation: object, monkeypatch: pytest.MonkeyPatch, email: str
) -> None:
    factories.user(username="anna", email="anna@example.lv")
    rested: list[float] = []
    monkeypatch.setattr(pages, "sleep", rested.append)
    moments = iter((10.0, 10.234))
    monkeypatch.setattr(pages, "monotonic", lambda: next(moments))

    reader.post("/password/", {"email": email})

    assert rested == pytest.approx([0.066])


def test_link_of_nobody_opens_nothing(reader: Client, installation: object) -> None:
    from allauth.account.forms import default_token_generator
    from allauth.account.utils import user_pk_to_url_str

    from gaisma.base.accounts.entrance import forms

    user = forms.nobody(language="en")
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"

    answer = reader.get(f"/password/new/{key}/", follow=True)

    assert "does not hold any more" in answer.content.decode()
    assert not User.objects.filter(pk=forms.NOBODY).exists()
