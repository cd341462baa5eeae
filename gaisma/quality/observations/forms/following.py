"""What follows an observation."""

from django import forms
from django.utils.translation import gettext_lazy

from gaisma.base.forms import Revised, day, lines


class TalkForm(Revised):
    """The feedback talk."""

    on = day(label=gettext_lazy("Day of the talk"))
    said = lines(
        gettext_lazy("What was talked about"),
        rows=8,
        help_text=gettext_lazy("The teacher reads it too."),
    )


class StepForm(Revised):
    """The next step that the observer proposes."""

    step = lines(
        gettext_lazy("Next step"),
        required=True,
        help_text=gettext_lazy("One thing that a next visit can see."),
    )
    until = day(label=gettext_lazy("Until"), required=False)


class ReplyForm(forms.Form):
    """What the teacher answers."""

    said = lines(
        gettext_lazy("Your reply"),
        required=True,
        rows=8,
        help_text=gettext_lazy("The observers read it, and who leads your institution."),
    )


class CancelForm(Revised):
    """Why an observation does not take place."""

    because = forms.CharField(label=gettext_lazy("Reason"), max_length=255)


class GoalForm(forms.Form):
    """What share of the teachers is to be observed in each term."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    percent = forms.IntegerField(
        label=gettext_lazy("Teachers to be observed in each term, %"), min_value=1, max_value=100
    )
