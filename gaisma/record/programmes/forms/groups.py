"""Groups and who teaches them."""

from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from gaisma.base import wording
from gaisma.base.forms import day, seen_revision
from gaisma.base.models import Organisation, SchoolYear
from gaisma.record.organisations.models import Site
from gaisma.record.people import fields
from gaisma.record.people.models import Person
from gaisma.record.programmes.models import Group, Programme
from gaisma.record.programmes.tables import GROUPS


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
