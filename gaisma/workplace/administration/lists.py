"""Lists of the administration, and what they can be narrowed to."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django_filters import CharFilter, ChoiceFilter, DateFilter, FilterSet, ModelChoiceFilter

from gaisma.base import audit, listing, wording
from gaisma.base.forms import DayPicker
from gaisma.base.models import Organisation, User
from gaisma.workplace.administration import queries


def _actors(request: Any) -> QuerySet[User]:
    acted = queries.audit(request.user).order_by().values("by")
    return User.objects.filter(pk__in=acted).order_by("full_name")


def _institutions(request: Any) -> QuerySet[Organisation]:
    return queries.institutions(request.user)


class AuditFilters(FilterSet):
    """Acts by person, act, institution and period, both days included."""

    by = ModelChoiceFilter(
        label=gettext_lazy("Who"), queryset=_actors, empty_label=gettext_lazy("Everybody")
    )
    action = ChoiceFilter(
        label=gettext_lazy("What was done"),
        choices=audit.choices,
        empty_label=gettext_lazy("Everything that was done"),
    )
    organisation = ModelChoiceFilter(
        label=gettext_lazy("Institution"),
        queryset=_institutions,
        empty_label=gettext_lazy("All institutions"),
    )
    from_on = DateFilter(
        field_name="at", lookup_expr="date__gte", label=gettext_lazy("From"), widget=DayPicker()
    )
    to_on = DateFilter(
        field_name="at", lookup_expr="date__lte", label=gettext_lazy("Until"), widget=DayPicker()
    )


class SubjectFilters(FilterSet):
    """Subjects by a part of their title."""

    q = CharFilter(field_name="title", lookup_expr="icontains", label=gettext_lazy("Search"))


class Years(listing.Table):
    """School years."""

    name = listing.Name(
        verbose_name=gettext_lazy("School year"),
        linkify=lambda record: reverse("administration:year", args=[record.pk]),
    )
    starts_on = listing.Day(verbose_name=gettext_lazy("First day"))
    ends_on = listing.Day(verbose_name=gettext_lazy("Last day"))
    term_count = listing.Number(verbose_name=gettext_lazy("Terms"))

    def render_name(self, value: str) -> str:
        return wording.school_year(value)


class Terms(listing.Table):
    """The terms of a school year."""

    number = listing.Name(
        verbose_name=gettext_lazy("Term"),
        linkify=lambda record: reverse("administration:change_term", args=[record.pk]),
    )
    from_on = listing.Day(verbose_name=gettext_lazy("First day"))
    to_on = listing.Day(verbose_name=gettext_lazy("Last day"))


class MovedDays(listing.Table):
    """Working days that were moved."""

    day_off_on = listing.Name(
        verbose_name=gettext_lazy("Free day"),
        linkify=lambda record: reverse("administration:change_moved_day", args=[record.pk]),
    )
    worked_on = listing.Day(verbose_name=gettext_lazy("Worked instead"))

    def render_day_off_on(self, value: Any) -> str:
        return wording.day(value)

    def value_day_off_on(self, value: Any) -> Any:
        return value


class Subjects(listing.Table):
    """The catalogue of subjects."""

    title = listing.Name(
        verbose_name=gettext_lazy("Subject"),
        linkify=lambda record: reverse("administration:change_subject", args=[record.pk]),
    )
    code = listing.Key(verbose_name=gettext_lazy("Code"))


class Audit(listing.Table):
    """Who did what, where and when."""

    at = listing.Moment(verbose_name=gettext_lazy("When"))
    by = listing.Words(
        verbose_name=gettext_lazy("Who"),
        order_by="by__full_name",
        default=gettext_lazy("the program"),
    )
    action = listing.Words(verbose_name=gettext_lazy("What was done"), orderable=False)
    organisation = listing.Words(
        verbose_name=gettext_lazy("Institution"), order_by="organisation__name"
    )
    subject_count = listing.Number(verbose_name=gettext_lazy("Rows"))

    def render_action(self, value: str) -> str:
        return audit.title(value)

    def value_action(self, value: str) -> str:
        return audit.title(value)
