"""Reports and their passages, contributions, findings, appraisals."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy

from gaisma.base.files.fields import DocumentField
from gaisma.base.forms import (
    Revised,
    RowChoice,
    YearChoice,
    choices,
    day,
    lines,
    offer,
    seen_revision,
)
from gaisma.base.models import Organisation, RoleGrant, SchoolYear
from gaisma.base.permissions import OFFICIALS
from gaisma.quality.selfevaluation import scales
from gaisma.quality.selfevaluation.models import (
    Appraisal,
    Contribution,
    Finding,
    Passage,
    SelfEvaluation,
)
from gaisma.quality.selfevaluation.tables import CHAPTER, CRITERIA, FINDINGS
from gaisma.record.instruments.asking import AnswerForm
from gaisma.record.instruments.forms.instruments import VersionChoice, offered
from gaisma.record.instruments.models import Version
from gaisma.record.instruments.questionnaire import Questionnaire, Section
from gaisma.record.instruments.titles import spoken
from gaisma.record.people.fields import kept_institutions, yes_or_no
from gaisma.record.people.models import Employment, Person
from gaisma.record.people.selectors import today

LEVEL = gettext_lazy("Level")


def level(label: Any = LEVEL, **given: Any) -> forms.ChoiceField:
    """A level of a scale that `fill_levels` gives it."""
    return forms.ChoiceField(label=label, widget=forms.RadioSelect, **given)


def fill_levels(field: Any, asked: Questionnaire, *, none: Any = None) -> None:
    """Offer the levels, the best first; `none` is what no level is called."""
    field.choices = list(_levels(asked, none))


def _levels(asked: Questionnaire, none: Any) -> Iterator[tuple[str, Any]]:
    for one in reversed(scales.levels(asked)):
        yield one.name, asked.text(one.label, spoken(asked)).capitalize()
    if none is not None:
        yield "", none


CRITERION = "level-"


def criteria(asked: Questionnaire) -> dict[str, forms.Field]:
    """A field for the level of each criterion; none may be given."""
    found: dict[str, forms.Field] = {}
    for item in asked.items:
        field = level(asked.text(item.label, spoken(asked)), required=False)
        fill_levels(field, asked, none=gettext_lazy("No level"))
        field.help_text = asked.text(item.hint, spoken(asked))
        found[f"{CRITERION}{item.name}"] = field
    return found


def answers(given: Mapping[str, Any]) -> dict[str, str]:
    """Levels by criterion, of what a form was given."""
    return {
        name.removeprefix(CRITERION): value
        for name, value in given.items()
        if name.startswith(CRITERION)
    }


def shown(levels: Mapping[str, str]) -> dict[str, str]:
    """What the fields show of levels by criterion."""
    return {f"{CRITERION}{name}": value for name, value in levels.items()}


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


class ContributeForm(forms.Form):
    """Of which year, by which instrument, and whether for a commission."""

    school_year = YearChoice(
        SchoolYear.objects.none(), label=gettext_lazy("School year"), empty_label=None
    )
    version = VersionChoice(
        Version.objects.none(), label=gettext_lazy("Instrument"), empty_label=None
    )
    commission = forms.CharField(
        label=gettext_lazy("Methodical commission"),
        required=False,
        max_length=160,
        help_text=gettext_lazy("Only if you write for a commission that you lead: its name."),
    )

    def __init__(self, *args: Any, years: QuerySet[SchoolYear], **given: Any) -> None:
        super().__init__(*args, **given)
        offer(self, "school_year", years)
        offer(self, "version", offered("own_evaluation"))


class OwnForm(AnswerForm):
    """The questions of the instrument; what is only kept may leave required ones open."""

    revision = seen_revision()

    def __init__(
        self, data: QueryDict | None, *, contribution: Contribution, is_complete: bool, today: date
    ) -> None:
        asked = contribution.version.asks
        super().__init__(
            data,
            questionnaire=asked,
            language=spoken(asked),
            today=today,
            answers=contribution.answers,
            is_complete=is_complete,
            initial={"revision": contribution.revision},
        )


class QuoteForm(forms.Form):
    """A passage that is taken over: whose it is as a number, and the question."""

    contribution = forms.IntegerField(min_value=1)
    item = forms.SlugField(max_length=64)


class FindingForm(Revised):
    """Of one institution by an instrument: when, by whom, with what result."""

    institution = RowChoice(Organisation.objects.none(), label=gettext_lazy("Institution"))
    kind = forms.ChoiceField(label=gettext_lazy("Kind of evaluation"), choices=choices(FINDINGS))
    held_on = day(label=gettext_lazy("Day"))
    found_by = forms.CharField(label=gettext_lazy("Who evaluated"), max_length=160, required=False)
    level = level(gettext_lazy("Result"))
    note = lines(gettext_lazy("Findings and recommendations"))

    def __init__(self, *args: Any, version: Version, user: Any, is_new: bool, **given: Any):
        super().__init__(*args, **given)
        fill_levels(self.fields["level"], version.asks)
        last = {name: self.fields.pop(name) for name in ("level", "note")}
        self.fields = {**self.fields, **criteria(version.asks), **last}
        field: Any = self.fields["institution"]
        field.queryset = kept_institutions(user)
        if is_new:
            del self.fields["revision"]
        else:
            del self.fields["institution"]

    @property
    def found(self) -> dict[str, Any]:
        """What was found, of a form that holds: levels by criterion together."""
        given = self.cleaned_data
        told = {name: value for name, value in given.items() if not name.startswith(CRITERION)}
        return {**told, "answers": answers(given)}

    @staticmethod
    def of(finding: Finding) -> dict[str, Any]:
        """What the form shows of a finding."""
        names = ("kind", "held_on", "found_by", "level", "note", "revision")
        return {**shown(finding.answers), **{name: getattr(finding, name) for name in names}}


class OpenForm(forms.Form):
    """Whose year is appraised, by whom."""

    head = RowChoice(Person.objects.none(), label=gettext_lazy("Head"), empty_label=None)
    appraiser = RowChoice(Person.objects.none(), label=gettext_lazy("Appraiser"))
    school_year = YearChoice(
        SchoolYear.objects.none(), label=gettext_lazy("School year"), empty_label=None
    )
    version = VersionChoice(
        Version.objects.none(), label=gettext_lazy("Instrument"), empty_label=None
    )

    def __init__(
        self, *args: Any, institution: Organisation, years: QuerySet[SchoolYear], **given: Any
    ) -> None:
        super().__init__(*args, **given)
        posts = Employment.objects.filter(institution=institution, role="head").not_over(today())
        offer(self, "head", Person.objects.filter(pk__in=posts.values("person")))
        offer(self, "appraiser", _officials())
        offer(self, "school_year", years)
        offer(self, "version", offered("appraisal"))


class TellForm(Revised):
    """How the head sees her year."""

    own_words = lines(gettext_lazy("How I see the year"), rows=8)
    evidence = lines(gettext_lazy("What it rests on"), rows=5)


class JudgeForm(Revised):
    """A level for each criterion, and the conclusion."""

    conclusion = lines(gettext_lazy("Conclusion"), rows=6)

    def __init__(self, *args: Any, appraisal: Appraisal, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields = {**criteria(appraisal.version.asks), **self.fields}

    @property
    def answers(self) -> dict[str, str]:
        """Levels by criterion, of a form that holds."""
        return answers(self.cleaned_data)

    @staticmethod
    def of(appraisal: Appraisal) -> dict[str, Any]:
        """What the form shows of an appraisal."""
        return {
            **shown(appraisal.answers),
            "conclusion": appraisal.conclusion,
            "revision": appraisal.revision,
        }


class ConcludeForm(Revised):
    """What it comes to."""

    level = level(gettext_lazy("Result"))
    on = day(label=gettext_lazy("Day"))

    def __init__(self, *args: Any, appraisal: Appraisal, **given: Any) -> None:
        super().__init__(*args, **given)
        fill_levels(self.fields["level"], appraisal.version.asks)


class TaskForm(forms.Form):
    """A task for the year with its target."""

    task = forms.CharField(label=gettext_lazy("Task"), max_length=255)
    target = forms.CharField(
        label=gettext_lazy("Target"),
        max_length=255,
        help_text=gettext_lazy("What can be counted or seen, such as ten lessons in every class."),
    )
    due_on = day(label=gettext_lazy("Until"), required=False)


class TaskChangeForm(TaskForm, Revised):
    """A task with what came of it."""

    result = lines(gettext_lazy("What came of it"), rows=3)
    is_met = yes_or_no(
        label=gettext_lazy("Target reached"),
        unknown=gettext_lazy("not said yet"),
        yes=gettext_lazy("yes"),
        no=gettext_lazy("no"),
    )


class TalkForm(forms.Form):
    """A talk about how far the tasks have come."""

    held_on = day(label=gettext_lazy("Day of the talk"))
    said = lines(
        gettext_lazy("What was talked about"),
        required=True,
        rows=6,
        help_text=gettext_lazy("The head reads it too."),
    )


def _officials() -> QuerySet[Person]:
    grants = RoleGrant.objects.valid_on(today()).filter(role__in=OFFICIALS)
    return Person.objects.filter(account__user__in=grants.values("user"))
