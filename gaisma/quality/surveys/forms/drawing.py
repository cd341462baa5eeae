"""A button that draws a code."""

from django import forms


class DrawForm(forms.Form):
    """Nothing is to be filled in."""

    drawn = forms.BooleanField(required=False, initial=True, widget=forms.HiddenInput)
