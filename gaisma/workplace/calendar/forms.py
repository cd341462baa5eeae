from collections.abc import Iterable
from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, gettext_noop

from gaisma.analytics.vocabulary import FOUNDERS
from gaisma.base import terms
from gaisma.base.forms import NewOrRevised, RowChoice, RowChoices, day, lines, offer, time
from gaisma.base.models import Organisation
from gaisma.record.governance import kinds as governance
from gaisma.record.governance.models import Act
from gaisma.workplace.calendar.models import MEASURES, REPEATS, RHYTHMS, Deadline, Measure

A_POST = gettext_lazy("A post or a department, not a name.")


def _marked(label: Any, choices: Any, help_text: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=help_text,
    )


def _act() -> "forms.ModelChoiceField[Act]":
    return forms.ModelChoiceField(
        label=gettext_lazy("By which act"),
        queryset=Act.objects.order_by("-adopted_on", "-pk"),
        required=False,
        empty_label=gettext_lazy("none"),
    )


class MeasureForm(NewOrRevised):
    """A measure of the year."""

    organisation = RowChoice(
        label=gettext_lazy("Whose measure it is"), queryset=Organisation.objects.none()
    )
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=governance.choices(MEASURES))
    from_on = day(label=gettext_lazy("First day"))
    to_on = day(
        label=gettext_lazy("Last day"),
        required=False,
        help_text=gettext_lazy("Empty if it takes one day."),
    )
    from_time = time(gettext_lazy("Begins at"))
    to_time = time(gettext_lazy("Ends at"))
    repeats = forms.ChoiceField(
        label=gettext_lazy("Repeats"),
        choices=governance.choices(REPEATS, empty=gettext_noop("does not repeat")),
        required=False,
    )
    until_on = day(label=gettext_lazy("Repeats until"), required=False)
    place = forms.CharField(label=gettext_lazy("Place"), max_length=160, required=False)
    answers = forms.CharField(
        label=gettext_lazy("Who answers for it"), max_length=160, required=False, help_text=A_POST
    )
    notes = lines(gettext_lazy("Notes"))
    audience_roles = _marked(
        gettext_lazy("For whom"),
        governance.working_roles,
        gettext_lazy("None marked: everybody."),
    )
    audience_kinds = _marked(
        gettext_lazy("For which institutions"),
        governance.institution_kinds,
        gettext_lazy("None marked: all."),
    )
    act = _act()

    def __init__(self, *args: Any, organisations: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "organisation", organisations)

    @staticmethod
    def of(measure: Measure) -> dict[str, Any]:
        """What the form shows of a measure."""
        return {name: getattr(measure, name) for name in MeasureForm.base_fields}


class DeadlineForm(NewOrRevised):
    """Something that institutions owe by a day."""

    title = forms.CharField(
        label=gettext_lazy("What is owed"),
        max_length=200,
        help_text=gettext_lazy("As institutions will read it, for instance “Self-evaluation”."),
    )
    due_on = day(label=gettext_lazy("Due on"))
    instructions = lines(gettext_lazy("How to deliver it"))
    link = forms.URLField(
        label=gettext_lazy("Form or instructions"), required=False, assume_scheme="https"
    )
    answers = forms.CharField(
        label=gettext_lazy("Who answers questions"),
        max_length=160,
        required=False,
        help_text=A_POST,
    )
    kinds = _marked(
        gettext_lazy("Kinds of institutions that owe"),
        governance.institution_kinds,
        gettext_lazy("None marked: all."),
    )
    founders = _marked(
        gettext_lazy("Of which founders"),
        partial(terms.choices, FOUNDERS),
        gettext_lazy("None marked: all."),
    )
    listed = RowChoices(
        label=gettext_lazy("Or these institutions alone"),
        queryset=Organisation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("If any is marked here, kinds and founders do not matter."),
    )
    act = _act()

    def __init__(self, *args: Any, institutions: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "listed", institutions)

    @staticmethod
    def of(deadline: Deadline) -> dict[str, Any]:
        """What the form shows of a deadline."""
        shown = {name: getattr(deadline, name) for name in DeadlineForm.base_fields}
        return shown | {"listed": list(deadline.listed.all())}


class DeliveryForm(forms.Form):
    """What an institution says when it delivers."""

    note = lines(
        gettext_lazy("Note"),
        help_text=gettext_lazy("What is delivered, or the number under which it was sent."),
    )
    link = forms.URLField(
        label=gettext_lazy("Where it lies"),
        required=False,
        assume_scheme="https",
        help_text=gettext_lazy("The address of the document, if it has one."),
    )


class ReturnForm(forms.Form):
    """Why a delivery is returned."""

    answer = lines(gettext_lazy("What is to be mended"), required=True)


class DigestForm(forms.Form):
    """How often what is due comes as a letter."""

    rhythm = forms.ChoiceField(
        label=gettext_lazy("A letter comes"),
        choices=governance.choices(RHYTHMS, empty=gettext_noop("never")),
        required=False,
        help_text=gettext_lazy(
            "In the morning, and only when something is late or due within two weeks."
        ),
    )
