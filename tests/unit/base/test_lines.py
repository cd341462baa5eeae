"""What is a name or one line of text holds one line: it may stand in a letter, or in its head."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.db.models import CharField, Field
from django.forms import CharField as Written
from django.forms import Form, Textarea

from gaisma.base import refusals
from gaisma.base.accounts import letters
from tests import factories
from tests.moments import NOW

BREAKS = ("a\nb", "a\r\nBcc: b", "a\rb", "a\x0bb", "a\x85b", "a\u2028b", "a\x00b")
LINES = [one for one in refusals.fields() if refusals.is_a_line(one)]


def test_most_fields_of_text_are_lines() -> None:
    assert len(LINES) > 150
    assert not [one for one in LINES if not isinstance(one, CharField)]


@pytest.mark.parametrize("field", LINES, ids=str)
def test_line_refuses_to_be_broken(field: Field[Any, Any]) -> None:
    taken = [text for text in BREAKS if _is_taken(field, text)]

    assert taken == []


def _is_taken(field: Field[Any, Any], text: str) -> bool:
    try:
        field.run_validators(text)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize("text", BREAKS)
def test_form_refuses_a_break_in_a_line_and_takes_it_in_a_field_of_lines(text: str) -> None:
    class Noting(Form):
        name = Written()
        note = Written(widget=Textarea)

    form = Noting({"name": text, "note": text.replace("\x00", "")})
    refusals.hold_to_lines(form)

    assert set(form.errors) == {"name"}


@pytest.mark.django_db
def test_letter_keeps_to_its_lines_whatever_a_name_holds() -> None:
    factories.installation()
    name = "Anna\r\nBcc: everybody@example.org\n\nOpen: http://evil.example"
    words = {"name": name, "address": "https://gaisma.example.lv/x", "until": NOW}

    subject, body = letters.written("new_address", words=words, language="en")
    sent = EmailMessage(subject, body, to=["somebody@example.org"]).message()

    assert "Bcc" not in sent
    assert not [line for line in body.splitlines() if line.startswith(("Bcc", "Open: "))]
