from django import forms
from django.utils.translation import gettext_lazy


class RightForm(forms.Form):
    """Why a finding is right as it is."""

    subject = forms.CharField(widget=forms.HiddenInput, max_length=120)
    note = forms.CharField(
        label=gettext_lazy("Why it is right"),
        max_length=500,
        help_text=gettext_lazy("The finding does not come back. Write no names here."),
    )


class SureForm(forms.Form):
    """Nothing is asked but whether one is sure."""

    is_sure = forms.BooleanField(label=gettext_lazy("The finding is to come back."))
