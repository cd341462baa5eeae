"""Defects: found, mended, checked."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from gaisma.base.files.fields import PictureField
from gaisma.base.forms import Revised, day, lines
from gaisma.quality.inspections.forms.fields import items
from gaisma.quality.inspections.kinds import MENDERS, SEVERITIES, choices
from gaisma.quality.inspections.models import Defect, Inspection


class DefectForm(forms.Form):
    """What is to be mended."""

    what = forms.CharField(
        label=gettext_lazy("What is wrong"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    place = forms.CharField(
        label=gettext_lazy("Where"),
        max_length=160,
        help_text=gettext_lazy("Such as: second floor, room 214."),
    )
    item = forms.ChoiceField(label=gettext_lazy("Item of the sheet"), required=False)
    severity = forms.ChoiceField(
        label=gettext_lazy("Severity"),
        choices=choices(SEVERITIES),
        help_text=gettext_lazy("With a dangerous defect the institution is not ready."),
    )
    due_on = day(label=gettext_lazy("To be mended by"))
    mends = forms.ChoiceField(label=gettext_lazy("Who mends"), choices=choices(MENDERS))

    def __init__(self, *args: Any, inspection: Inspection, **given: Any) -> None:
        super().__init__(*args, **given)
        field: Any = self.fields["item"]
        none = ("", gettext_lazy("none of them"))
        field.choices = [none, *items(inspection.version.asks)]


class DefectChangeForm(DefectForm, Revised):
    """The same of a defect that stands already."""

    @staticmethod
    def of(defect: Defect) -> dict[str, Any]:
        """What the form shows of a defect."""
        names = ("what", "place", "item", "severity", "due_on", "mends", "revision")
        return {name: getattr(defect, name) for name in names}


class MendForm(Revised):
    """When it was mended, what was done, and how it looks now."""

    on = day(label=gettext_lazy("Mended on"))
    how = lines(gettext_lazy("How it was mended"), required=True, rows=3, max_length=500)
    picture = PictureField(label=gettext_lazy("Photo of how it looks now"), required=False)


class PostponeForm(Revised):
    """Another day, after the act is signed, and why."""

    due_on = day(label=gettext_lazy("To be mended by"))
    because = forms.CharField(
        label=gettext_lazy("Why the deadline is moved"),
        max_length=255,
        help_text=gettext_lazy("The institution reads it; the act stays as it was signed."),
    )


class CheckForm(Revised):
    """Whether it is mended, after a look."""

    is_mended = forms.ChoiceField(
        label=gettext_lazy("Is it mended?"),
        choices=[("yes", gettext_lazy("Yes, it is mended")), ("no", gettext_lazy("No, not yet"))],
        widget=forms.RadioSelect,
    )
    because = lines(
        gettext_lazy("What is still to be mended"),
        rows=3,
        max_length=500,
        help_text=gettext_lazy("Where it is not mended: the institution reads it."),
    )
