from typing import Any, cast

from django import forms
from django.utils.translation import gettext, gettext_lazy

from gaisma.base import wording
from gaisma.base.forms import NewOrRevised, RowChoice, day, lines, offer
from gaisma.base.models import Organisation, SchoolYear
from gaisma.base.registry import gathered
from gaisma.record.governance import kinds
from gaisma.record.governance.models import Act, Body, Meeting, Member, Priority
from gaisma.record.people.models import Person


class ActForm(NewOrRevised):
    """An act of the register."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind of act"), choices=kinds.choices(kinds.ACTS))
    number = forms.CharField(label=gettext_lazy("Number"), max_length=64, required=False)
    adopted_on = day(label=gettext_lazy("Adopted on"))
    issuer = forms.CharField(label=gettext_lazy("Issuer"), max_length=160)
    title = forms.CharField(label=gettext_lazy("Title"), max_length=255)
    changes = lines(gettext_lazy("What it changes"))
    duties = lines(gettext_lazy("What to do"), help_text=gettext_lazy("A task a line."))
    from_on = day(label=gettext_lazy("In force from"))
    to_on = day(
        label=gettext_lazy("In force until"),
        required=False,
        help_text=gettext_lazy("Empty while it is in force."),
    )
    binds_kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Which institutions it binds"),
        choices=kinds.institution_kinds,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None marked: all."),
    )
    binds_roles = forms.MultipleChoiceField(
        label=gettext_lazy("Whose duty it is"),
        choices=kinds.working_roles,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None marked: everybody."),
    )
    indicators = forms.MultipleChoiceField(
        label=gettext_lazy("Figures that follow from it"),
        choices=lambda: [(one.key, gettext(one.title)) for one in gathered("INDICATORS")],
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=gettext_lazy("Hold Ctrl to choose several."),
    )
    link = forms.URLField(
        label=gettext_lazy("Text of the act"), required=False, assume_scheme="https"
    )

    @staticmethod
    def of(act: Act) -> dict[str, Any]:
        """What the form shows of an act."""
        return {name: getattr(act, name) for name in ActForm.base_fields}


class PriorityForm(NewOrRevised):
    """A priority of methodical work, in the languages in which it is told."""

    school_year = forms.ChoiceField(label=gettext_lazy("School year"))
    place = forms.IntegerField(
        label=gettext_lazy("Place in the order"), min_value=1, max_value=99, initial=1
    )
    in_latvian = forms.CharField(label=gettext_lazy("In Latvian"), max_length=300, required=False)
    in_english = forms.CharField(label=gettext_lazy("In English"), max_length=300, required=False)
    in_russian = forms.CharField(
        label=gettext_lazy("In Russian"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("One language is enough: a report tells it where another is empty."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = SchoolYear.objects.order_by("-starts_on").values_list("name", flat=True)
        years = [(name, wording.school_year(name)) for name in found]
        cast("forms.ChoiceField", self.fields["school_year"]).choices = years

    @staticmethod
    def of(priority: Priority) -> dict[str, Any]:
        """What the form shows of a priority."""
        return {name: getattr(priority, name) for name in PriorityForm.base_fields}


class BodyForm(NewOrRevised):
    """A council or a board."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=kinds.choices(kinds.BODIES))
    name = forms.CharField(label=gettext_lazy("Name"), max_length=160)
    from_on = day(label=gettext_lazy("Works from"))
    to_on = day(
        label=gettext_lazy("Works until"),
        required=False,
        help_text=gettext_lazy("Empty while it works."),
    )

    @staticmethod
    def of(body: Body) -> dict[str, Any]:
        """What the form shows of a board."""
        return {name: getattr(body, name) for name in BodyForm.base_fields}


class NewBodyForm(BodyForm):
    """A board with the institution whose it is to be."""

    institution = RowChoice(label=gettext_lazy("Institution"), queryset=Organisation.objects.none())
    field_order = ("institution", "kind", "name", "from_on", "to_on")

    def __init__(self, *args: Any, institutions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "institution", institutions)


class MemberForm(NewOrRevised):
    """Somebody's seat in a board."""

    person = forms.ModelChoiceField(
        label=gettext_lazy("Member of staff"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=gettext_lazy("somebody from outside"),
    )
    outside_name = forms.CharField(
        label=gettext_lazy("Name of somebody from outside"),
        max_length=160,
        required=False,
        help_text=gettext_lazy("Leave empty for a member of staff."),
    )
    seat = forms.ChoiceField(label=gettext_lazy("Seat"), choices=kinds.choices(kinds.SEATS))
    represents = forms.ChoiceField(
        label=gettext_lazy("Represents"), choices=kinds.choices(kinds.REPRESENTED)
    )
    from_on = day(label=gettext_lazy("Has the seat from"))
    to_on = day(
        label=gettext_lazy("Has the seat until"),
        required=False,
        help_text=gettext_lazy("Empty while they have it."),
    )

    def __init__(self, *args: Any, staff: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "person", staff)

    @staticmethod
    def of(member: Member) -> dict[str, Any]:
        """What the form shows of a seat."""
        return {name: getattr(member, name) for name in MemberForm.base_fields}


class MeetingForm(NewOrRevised):
    """A meeting with its agenda and minutes."""

    held_on = day(label=gettext_lazy("Day of the meeting"))
    agenda = lines(
        gettext_lazy("Agenda"), required=True, help_text=gettext_lazy("A question a line.")
    )
    minutes = lines(gettext_lazy("Minutes"))
    decisions = lines(
        gettext_lazy("What was decided"), help_text=gettext_lazy("A decision a line.")
    )
    link = forms.URLField(
        label=gettext_lazy("Signed minutes"), required=False, assume_scheme="https"
    )

    @staticmethod
    def of(meeting: Meeting) -> dict[str, Any]:
        """What the form shows of a meeting."""
        return {name: getattr(meeting, name) for name in MeetingForm.base_fields}
