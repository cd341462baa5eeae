from django import forms
from django.utils.translation import gettext_lazy

from gaisma.base.forms import day


class TokenForm(forms.Form):
    """What a token is for, and until when."""

    name = forms.CharField(
        label=gettext_lazy("What it is for"),
        max_length=80,
        help_text=gettext_lazy("Such as the program that reads with it."),
    )
    until_on = day(
        label=gettext_lazy("Valid until"),
        help_text=gettext_lazy("The last day included, at most a year from now."),
    )
