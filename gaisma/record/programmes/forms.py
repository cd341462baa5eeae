"""Groups and who teaches them, learners in groups, transfers, the queue."""

from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from gaisma.analytics.vocabulary import LEAVING_REASONS, STAGES
from gaisma.base import wording
from gaisma.base.forms import RowChoice, day, seen_revision
from gaisma.base.models import Organisation, SchoolYear
from gaisma.record.organisations.models import Site
from gaisma.record.people import fields
from gaisma.record.people.forms import NamedForm
from gaisma.record.people.models import Person
from gaisma.record.programmes.models import Group, Programme
from gaisma.record.programmes.tables import ENROLMENTS, GROUPS


@fields.asking(GROUPS)
class GroupForm(forms.Form):
    """A group or class."""

    def __init__(self, *args: Any, institution: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "programme", Programme.objects.taught_at(institution))
        _offer(self, "site", Site.objects.filter(institution=institution))


class YearChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """School years, each as it is printed."""

    def label_from_instance(self, obj: SchoolYear) -> str:
        return wording.school_year(obj.name)


class NewGroupForm(GroupForm):
    """A group that is to be opened for a school year."""

    school_year = YearChoice(
        SchoolYear.objects.order_by("-starts_on"),
        label=gettext_lazy("School year"),
        empty_label=None,
    )


class GroupChangeForm(GroupForm):
    """A group that is there."""

    revision = seen_revision()


class TeacherForm(forms.Form):
    """Who teaches the group."""

    person = forms.ModelChoiceField(
        Person.objects.none(), label=gettext_lazy("Teacher"), empty_label="–"
    )
    is_class_teacher = forms.BooleanField(
        label=gettext_lazy("Class teacher"),
        required=False,
        help_text=gettext_lazy("Follows the class teacher before, who ends the day before."),
    )
    from_on = day(label=gettext_lazy("First day"))

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posts = group.institution.employments.not_over(group.school_year.starts_on)
        people = Person.objects.filter(pk__in=posts.values("person"))
        _offer(self, "person", people.order_by("family_name", "given_name", "pk"))


def _offer(form: forms.Form, name: str, rows: QuerySet[Any]) -> None:
    cast("forms.ModelChoiceField[Any]", form.fields[name]).queryset = rows


class DayForm(forms.Form):
    """On which day the group is looked at."""

    on = day(label=gettext_lazy("On the day"), required=False)


class GroupChoice(RowChoice):
    """Groups, each told with its institution and year."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.institution} · {obj.name} · {wording.school_year(obj.school_year.name)}"


def _groups(**given: Any) -> GroupChoice:
    return GroupChoice(Group.objects.none(), label=gettext_lazy("Group"), **given)


class GroupsOfferedForm(forms.Form):
    """A form that asks for a group among those that the reader keeps."""

    group = _groups()

    def __init__(self, *args: Any, groups: QuerySet[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("GroupChoice", self.fields["group"]).queryset = groups


@fields.asking(ENROLMENTS, "from_on", "registered_on", "home_municipality")
class EnrolForm(NamedForm, GroupsOfferedForm):
    """A learner for a group: from the record by the code, or new."""

    field_order = (
        *("personal_code", "given_name", "family_name", "born_on", "language"),
        *("group", "from_on", "registered_on", "home_municipality"),
    )


class MoveForm(GroupsOfferedForm):
    """Another group from a day on."""

    on = day(
        label=gettext_lazy("First day there"),
        help_text=gettext_lazy("The last day here is the day before."),
    )
    revision = seen_revision()

    field_order = ("group", "on")


class LeaveForm(forms.Form):
    """The end of an enrolment."""

    on = day(label=gettext_lazy("Last day"))
    reason = fields.term(LEAVING_REASONS, none="–", label=gettext_lazy("Reason of leaving"))
    revision = seen_revision()


@fields.asking(ENROLMENTS, "from_on", "to_on", "leaving_reason", "home_municipality")
class EnrolmentForm(forms.Form):
    """The days and the home municipality of an enrolment."""

    revision = seen_revision()


class OfferForm(forms.Form):
    """To which institution a learner is offered."""

    to = RowChoice(Organisation.objects.none(), label=gettext_lazy("Institution"))
    on = day(
        label=gettext_lazy("First day there"),
        help_text=gettext_lazy("The last day here is the day before."),
    )
    note = forms.CharField(
        label=gettext_lazy("Note for the other institution"),
        max_length=255,
        required=False,
        help_text=gettext_lazy("Nothing about health or family: the other school asks for it."),
    )

    def __init__(self, *args: Any, institutions: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Any]", self.fields["to"]).queryset = institutions


class AcceptForm(GroupsOfferedForm):
    """Into which group an offered learner is taken."""

    revision = seen_revision()


class QueueForm(NamedForm):
    """A child who is to wait for a place."""

    stage = fields.term(STAGES, label=gettext_lazy("Stage of education"), initial="preschool")
    institution = RowChoice(
        Organisation.objects.none(),
        label=gettext_lazy("Institution"),
        required=False,
        empty_label=gettext_lazy("any institution"),
    )
    registered_on = day(label=gettext_lazy("Waits since"))

    field_order = (
        *("personal_code", "given_name", "family_name", "born_on", "language"),
        *("stage", "institution", "registered_on"),
    )

    def __init__(self, *args: Any, institutions: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Any]", self.fields["institution"]).queryset = institutions


@fields.asking(ENROLMENTS, "from_on")
class PlaceForm(GroupsOfferedForm):
    """The place that a waiting child is given."""

    revision = seen_revision()

    field_order = ("group", "from_on")
