"""What forms and their views share: days, revisions, what was sent."""

from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict
from django.views.decorators.http import require_http_methods

shown_or_sent = require_http_methods(["GET", "HEAD", "POST"])
"""The methods of a view that shows a form and takes it."""


def sent(request: HttpRequest) -> QueryDict | None:
    """What was sent, were it nothing; None when the form is only looked at."""
    return request.POST if request.method == "POST" else None


class DayPicker(forms.DateInput):
    """The browser's own calendar, which takes a day in one form only, whatever the language."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def day(**given: Any) -> forms.DateField:
    """A day, written or chosen."""
    return forms.DateField(widget=DayPicker, **given)


def seen_revision(**given: Any) -> forms.IntegerField:
    """The revision that the reader looked at, so that nobody's change is written over."""
    return forms.IntegerField(widget=forms.HiddenInput, **given)


class Revised(forms.Form):
    """A form about a row that stands already."""

    revision = seen_revision()
