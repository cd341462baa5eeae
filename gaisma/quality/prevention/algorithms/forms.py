"""What is asked when an algorithm is published, or begun."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext, gettext_lazy

from gaisma.analytics.support_terms import SITUATIONS
from gaisma.base.forms import RowChoice, lines, offer
from gaisma.base.models import Organisation
from gaisma.quality.prevention.models import Algorithm
from gaisma.record.people import fields

STEPS = ("steps_lv", "steps_en", "steps_ru")


class AlgorithmForm(forms.Form):
    """The steps in every language, a step a line, and what is new in this version."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    steps_lv = lines(
        gettext_lazy("Steps in Latvian"),
        required=True,
        rows=8,
        help_text=gettext_lazy("A step a line, in the order in which they are done."),
    )
    steps_en = lines(gettext_lazy("Steps in English"), required=True, rows=8)
    steps_ru = lines(gettext_lazy("Steps in Russian"), required=True, rows=8)
    reason = lines(gettext_lazy("What is new in this version"), rows=2)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        for name in STEPS:
            told = (line.strip() for line in given.get(name, "").splitlines())
            given[name] = "\n".join(line for line in told if line)
        if len({len(given[name].splitlines()) for name in STEPS}) > 1:
            raise forms.ValidationError(
                gettext("The languages have different numbers of steps: write the same in each.")
            )
        return given

    @staticmethod
    def of(row: Algorithm | None) -> dict[str, Any]:
        """What the form shows of the version in force."""
        if row is None:
            return {"version": 0}
        return {name: getattr(row, name) for name in ("version", *STEPS)}


class StartForm(forms.Form):
    """Where an algorithm is begun."""

    institution = RowChoice(
        Organisation.objects.none(), label=gettext_lazy("Institution"), empty_label=None
    )

    def __init__(self, *args: Any, places: QuerySet[Organisation], **given: Any) -> None:
        super().__init__(*args, **given)
        offer(self, "institution", places)


class FollowForm(forms.Form):
    """Which algorithm is begun in a case."""

    situation = fields.term(SITUATIONS, label=gettext_lazy("Situation"))
