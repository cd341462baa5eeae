"""What is written in a self-evaluation, and what its steps ask."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext, gettext_lazy

from gaisma.base import wording
from gaisma.base.files.fields import DocumentField
from gaisma.base.forms import Revised, RowChoice, day, lines, offer
from gaisma.base.models import SchoolYear
from gaisma.quality.selfevaluation.forms.fields import fill_levels, level
from gaisma.quality.selfevaluation.kinds import CHAPTER, CRITERIA
from gaisma.quality.selfevaluation.models import Passage, SelfEvaluation
from gaisma.record.instruments.models import Version
from gaisma.record.instruments.offering import VersionChoice, offered
from gaisma.record.instruments.questionnaire import Section
from gaisma.record.instruments.speaking import spoken


class YearChoice(RowChoice):
    """School years as the reader's language writes them."""

    def label_from_instance(self, obj: SchoolYear) -> str:
        return wording.school_year(obj.name)


class BeginForm(forms.Form):
    """Of which year, and by which framework."""

    school_year = YearChoice(
        SchoolYear.objects.none(), label=gettext_lazy("School year"), empty_label=None
    )
    version = VersionChoice(
        Version.objects.none(), label=gettext_lazy("Framework"), empty_label=None
    )

    def __init__(self, *args: Any, years: QuerySet[SchoolYear], **given: Any) -> None:
        super().__init__(*args, **given)
        offer(self, "school_year", years)
        offer(self, "version", offered("self_evaluation"))


class PassageForm(Revised):
    """What is said of one place: a chapter has words only."""

    level = level(required=False)
    narrative = lines(gettext_lazy("The situation"), rows=8)
    strengths = lines(gettext_lazy("Strengths"))
    needs = lines(gettext_lazy("What needs to be developed"))
    internal = lines(
        gettext_lazy("For the institution only"),
        rows=3,
        help_text=gettext_lazy("It is not published: your colleagues and the authority read it."),
    )

    def __init__(self, *args: Any, passage: Passage, **given: Any) -> None:
        super().__init__(*args, **given)
        if passage.place == CHAPTER:
            for name in ("level", "strengths", "needs"):
                del self.fields[name]
            self.fields["narrative"].label = gettext_lazy("Text")
            self.fields["narrative"].widget.attrs["rows"] = 14
        else:
            asked = passage.evaluation.version.asks
            fill_levels(self.fields["level"], asked, none=gettext_lazy("No level"))

    @staticmethod
    def of(passage: Passage) -> dict[str, Any]:
        """What the form shows of a place."""
        names = ("level", "narrative", "strengths", "needs", "internal", "revision")
        return {name: getattr(passage, name) for name in names}


class JoinForm(forms.Form):
    """Which criteria of an area are judged together."""

    criteria = forms.MultipleChoiceField(
        label=gettext_lazy("Criteria"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, area: Section, evaluation: SelfEvaluation, **given: Any) -> None:
        super().__init__(*args, **given)
        own = evaluation.passages.filter(place=CRITERIA)
        alone, asked = set(own.values_list("about", flat=True)), evaluation.version.asks
        field: Any = self.fields["criteria"]
        field.choices = [
            (item.name, asked.text(item.label, spoken(asked)))
            for item in area.items
            if item.name in alone
        ]


class FigureForm(forms.Form):
    """One of the figures that are offered."""

    offer = forms.CharField(max_length=160)


class ProofForm(forms.Form):
    """A document with its name, perhaps the file itself, or a page that is linked to."""

    title = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=255,
        help_text=gettext_lazy("Of a document also its number and day."),
    )
    link = forms.URLField(label=gettext_lazy("Address"), required=False, assume_scheme="https")
    document = DocumentField(label=gettext_lazy("Document"), required=False)
    is_public = forms.BooleanField(
        label=gettext_lazy("May be published"),
        required=False,
        initial=True,
        help_text=gettext_lazy(
            "Whoever reads the report then opens it too; otherwise your colleagues and the "
            "authority only."
        ),
    )

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError for a link and a document at once."""
        given = super().clean() or {}
        if given.get("link") and given.get("document"):
            raise forms.ValidationError(
                gettext("Give an address or a document, not both: add them one after the other.")
            )
        return given


class HearForm(Revised):
    """When the council heard it."""

    on = day(label=gettext_lazy("Day of the meeting"))
    protocol = forms.CharField(label=gettext_lazy("Number of the protocol"), max_length=64)


class ReturnForm(Revised):
    """Why it goes back."""

    because = lines(gettext_lazy("What is to be mended"), required=True)


class RemarkForm(forms.Form):
    """What is said about the report or a place in it."""

    text = lines(gettext_lazy("Remark"), required=True, rows=3)
