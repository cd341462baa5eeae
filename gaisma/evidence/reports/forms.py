from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gaisma.base import wording
from gaisma.base.forms import day, seen_revision
from gaisma.base.models import Installation, SchoolYear
from gaisma.base.registry import gathered
from gaisma.evidence.figures import evidence
from gaisma.evidence.reports import desks


class BeginForm(forms.Form):
    """Which report of which school year."""

    name = forms.ChoiceField(label=_("Report"))
    school_year = forms.ChoiceField(label=_("School year"))
    as_of = day(
        label=_("Day of the data"),
        help_text=_("Figures count what was known on this day."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names, years, as_of = self.fields["name"], self.fields["school_year"], self.fields["as_of"]
        names.choices = [(kind.key, _(kind.title)) for kind in gathered("REPORTS")]  # type: ignore[attr-defined]
        found = SchoolYear.objects.order_by("-starts_on").values_list("name", flat=True)
        years.choices = [(name, wording.school_year(name)) for name in found]  # type: ignore[attr-defined]
        as_of.initial = Installation.current().as_of()
        years.initial = evidence.year_of(as_of.initial)


class DayForm(forms.Form):
    """By which day the figures of a draft were known."""

    as_of = day(
        label=_("Day of the data"),
        help_text=_("Figures count what was known on this day."),
    )


class NarrativeForm(forms.Form):
    """The text of a section."""

    text = forms.CharField(
        label=_("Text of the section"),
        required=False,
        max_length=desks.LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 16, "spellcheck": "true", "data-insert-into": ""}),
        help_text=_("An empty line parts paragraphs; lines that begin with “- ” are a list."),
    )
    revision = seen_revision(min_value=0)


class RevisionForm(forms.Form):
    """Which text the person has seen."""

    revision = seen_revision(min_value=0)


class CommentForm(forms.Form):
    """What is said about a section."""

    text = forms.CharField(
        label=_("Your comment"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class ReasonForm(forms.Form):
    """Why a report goes back."""

    text = forms.CharField(
        label=_("What is to be done"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5})
    )


class JustificationForm(forms.Form):
    """Why something may stay."""

    reason = forms.CharField(
        label=_("Why it may stay"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )


class ApprovalForm(forms.Form):
    """Which figures are approved: those of the version that the person has seen."""

    lake_version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class DecisionForm(forms.Form):
    """The council's decision."""

    decision_number = forms.CharField(label=_("Number of the decision"), max_length=64)
    decision_on = day(label=_("Day of the decision"))


class Nothing(forms.Form):
    """Asks for nothing: the button is the answer."""
