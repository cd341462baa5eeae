"""The act: signed, acknowledged, corrected."""

from django import forms
from django.utils.translation import gettext_lazy

from gaisma.base.forms import Revised, lines
from gaisma.quality.inspections.kinds import RESULTS, choices


class SignForm(Revised):
    """What the inspection comes to."""

    number = forms.CharField(label=gettext_lazy("Number of the act"), max_length=32)
    result = forms.ChoiceField(
        label=gettext_lazy("Result"), choices=choices(RESULTS), widget=forms.RadioSelect
    )
    conclusion = lines(gettext_lazy("Conclusion of the commission"), rows=5)


class AcknowledgeForm(Revised):
    """What the head of the institution remarks, if anything."""

    remark = lines(
        gettext_lazy("Remark"),
        rows=4,
        help_text=gettext_lazy("It stands in the act; leave it empty when you have none."),
    )


class ReopenForm(Revised):
    """Why the act is corrected."""

    because = forms.CharField(
        label=gettext_lazy("Why the act is corrected"),
        max_length=255,
        help_text=gettext_lazy("It stands in the new version; the earlier one stays to be read."),
    )
