from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy
from django_filters import CharFilter, ChoiceFilter, DateFilter, FilterSet, ModelChoiceFilter

from gaisma.base import audit
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
