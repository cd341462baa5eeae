"""What forms and their views share: days, revisions, what was sent."""

from collections.abc import Iterator, Mapping
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import ModelChoiceIterator
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy, gettext_noop
from django.views.decorators.http import require_http_methods

from gaisma.base import sorting, wording

shown_or_sent = require_http_methods(["GET", "HEAD", "POST"])
"""The methods of a view that shows a form and takes it."""
DIGITS = 9
"""No revision is written with more."""


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


def time(label: Any) -> forms.TimeField:
    """An hour and a minute, written or chosen."""
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, required=False, widget=widget)


def lines(
    label: Any, *, required: bool = False, rows: int = 4, language: str = "", **given: Any
) -> forms.CharField:
    """A field for a few lines of text; of a language of its own, which no machine translates."""
    spoken = {"lang": language, "translate": "no"} if language else {}
    widget = forms.Textarea(attrs={"rows": rows, **spoken})
    return forms.CharField(label=label, required=required, widget=widget, **given)


def choices(titles: Mapping[str, str]) -> list[tuple[str, str | Promise]]:
    """A closed list, whose titles are message ids, as a form offers it."""
    return [(code, capfirst(gettext_lazy(title))) for code, title in titles.items()]


class _ByName(ModelChoiceIterator):  # type: ignore[type-arg]
    """The rows as an alphabet has them, which databases do not know alike."""

    def __iter__(self) -> Iterator[Any]:
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        offered = ((self.field.label_from_instance(row), row) for row in self.queryset)
        for _label, row in sorted(offered, key=lambda pair: sorting.natural(pair[0])):
            yield self.choice(row)


class RowChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of several rows, offered in the order of their names."""

    iterator = _ByName

    def __init__(self, *args: Any, empty_label: Any = wording.DASH, **given: Any) -> None:
        super().__init__(*args, empty_label=empty_label, **given)


class YearChoice(RowChoice):
    """School years as the reader's language writes them."""

    def label_from_instance(self, obj: Any) -> str:
        return wording.school_year(obj.name)


class RowChoices(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Any of several rows, offered in the order of their names."""

    iterator = _ByName

    def _check_values(self, value: Any) -> Any:
        try:
            return super()._check_values(value)  # type: ignore[misc]
        except OverflowError as too_large:
            # No row has a number that no column holds.
            named = {"value": max(value, key=len)}
            code = "invalid_choice"
            raise ValidationError(self.error_messages[code], code, named) from too_large


def offer(form: forms.Form, name: str, rows: Any) -> None:
    """Let a choice among rows offer these."""
    cast("forms.ModelChoiceField[Any]", form.fields[name]).queryset = rows


def revision_sent(request: HttpRequest) -> int:
    """The revision that a button's reader looked at; 0, which no row has, where none is sent."""
    text = request.POST.get("revision", "")
    is_number = text.isascii() and text.isdecimal() and len(text) <= DIGITS
    return int(text) if is_number else 0


def seen_revision(**given: Any) -> forms.IntegerField:
    """The revision that the reader looked at, so that nobody's change is written over."""
    return forms.IntegerField(widget=forms.HiddenInput, **given)


class Revised(forms.Form):
    """A form about a row that stands already."""

    revision = seen_revision()


class NewOrRevised(forms.Form):
    """A form for a new row, or for one that stands already: that one's revision is among what it
    begins with.

    Only a row that stands is given its revision; one that was lost on the way is nobody's.
    """

    revision = seen_revision(required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        seen = given.pop("revision", None)
        return {**given, "revision": seen or 0} if "revision" in self.initial else given


SAID_OTHERWISE = (gettext_noop("This field is required."),)
"""What the framework says and our catalogue says better."""


class OurForms(TemplatesSetting):
    """Renders every form, also those of parts that we use, in our look."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
