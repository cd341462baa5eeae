"""What an exercise is called, asks for and gives."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from gaisma.analytics.vocabulary import LANGUAGES
from gaisma.base.forms import Revised, offer
from gaisma.quality.calibration.models import Exercise
from gaisma.record.instruments.models import Version
from gaisma.record.instruments.offering import VersionChoice, offered
from gaisma.record.people import fields


def _percent(label: Any, **given: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=100, **given)


class TermsForm(Revised):
    """The terms of a draft."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=160)
    lesson = forms.CharField(
        label=gettext_lazy("Which lesson it is"),
        max_length=255,
        help_text=gettext_lazy("Subject, grade, length, how many learners; no names."),
    )
    described_in = fields.term(LANGUAGES, label=gettext_lazy("Language of the description"))
    least_exact = _percent(gettext_lazy("Criteria on the agreed level, at least, %"), initial=60)
    least_adjacent = _percent(
        gettext_lazy("Criteria at most one level apart, at least, %"), initial=90
    )
    least_kappa = forms.DecimalField(
        label=gettext_lazy("Weighted kappa, at least"),
        min_value=0,
        max_value=1,
        decimal_places=2,
        required=False,
        help_text=gettext_lazy(
            "From 0 to 1: how far the levels agree beyond chance. Empty: it is told, but not "
            "asked for."
        ),
    )
    months = forms.IntegerField(
        label=gettext_lazy("Valid for so many months"), min_value=1, max_value=60, initial=12
    )
    pause_days = forms.IntegerField(
        label=gettext_lazy("Days before the same exercise can be taken again"),
        min_value=0,
        max_value=730,
        initial=180,
        help_text=gettext_lazy("Who has just read the agreed levels remembers them."),
    )

    @property
    def terms(self) -> dict[str, Any]:
        """What the action takes, of a form that holds."""
        given = dict(self.cleaned_data)
        given["language"] = given.pop("described_in")
        return given

    @staticmethod
    def of(exercise: Exercise) -> dict[str, Any]:
        """What the form shows of an exercise."""
        names = ("revision", *TermsForm.base_fields)
        shown = {name: getattr(exercise, name, None) for name in names}
        return {**shown, "described_in": exercise.language}


class ExerciseForm(TermsForm):
    """An exercise that is begun, with its instrument."""

    revision = None  # type: ignore[assignment]
    version = VersionChoice(
        Version.objects.none(), label=gettext_lazy("Instrument"), empty_label=None
    )
    field_order = ("title", "version", "lesson", "described_in")

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        offer(self, "version", offered("observation"))
