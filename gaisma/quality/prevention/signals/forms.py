"""What is asked when a threshold is changed, or a signal dismissed."""

from django import forms
from django.utils.translation import gettext_lazy

from gaisma.base.forms import day, lines


class RuleForm(forms.Form):
    """Another threshold from a day on, with its reason."""

    threshold = forms.IntegerField(label=gettext_lazy("Threshold"), min_value=1, max_value=100)
    from_on = day(label=gettext_lazy("From the day"))
    reason = lines(
        gettext_lazy("Reason for the threshold"),
        required=True,
        rows=3,
        help_text=gettext_lazy("Everybody who works with signals reads it."),
    )


class DismissForm(forms.Form):
    """Why nothing has to be done, and until when."""

    reason = lines(gettext_lazy("Why nothing has to be done"), required=True, rows=3)
    until = day(label=gettext_lazy("Until the day"))
