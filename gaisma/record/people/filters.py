"""What lists of this room are narrowed by."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy
from django_filters import CharFilter, ChoiceFilter, FilterSet

from gaisma.analytics.vocabulary import ROLES
from gaisma.base import access, audit, sorting, terms
from gaisma.base.models import Organisation


def called(people: QuerySet[Any], text: str, *, prefix: str = "") -> QuerySet[Any]:
    """Those in whose given or family name every word stands, with or without marks."""
    for word in text.split():
        family, given = f"{prefix}family_name__named", f"{prefix}given_name__named"
        people = people.filter(Q(**{family: word}) | Q(**{given: word}))
    return people


def institutions(request: Any) -> list[tuple[int, str]]:
    """The institutions that the reader sees, but for the authority, by name."""
    seen = Organisation.objects.filter(pk__in=access.reach(request.user)).exclude(kind="authority")
    return sorted(seen.values_list("pk", "name"), key=lambda one: sorting.natural(one[1]))


def roles() -> list[tuple[str, str]]:
    return [(code, terms.title(ROLES, code)) for code in ROLES.codes]


class InstitutionFilter(ChoiceFilter):
    """One of the institutions that the reader sees."""

    def __init__(self, **given: Any) -> None:
        given.setdefault("label", gettext_lazy("Institution"))
        super().__init__(empty_label=gettext_lazy("All institutions"), **given)

    @property
    def field(self) -> Any:
        self.extra["choices"] = institutions(self.parent.request)
        return super().field


class StaffFilter(FilterSet):
    """Staff by name, institution, role; `rows` carry the posts that are shown."""

    q = CharFilter(label=gettext_lazy("Given and family name"))
    institution = InstitutionFilter()
    role = ChoiceFilter(
        label=gettext_lazy("Role"), choices=roles, empty_label=gettext_lazy("All roles")
    )

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Institution and role are asked of one and the same post."""
        from gaisma.record.people.queries import staff

        given = self.form.cleaned_data
        people = staff.employed(
            self.request.user, institution=given["institution"], role=given["role"]
        )
        return called(people, given["q"] or "")


class VacancyFilter(FilterSet):
    """Vacancies by institution and role."""

    institution = InstitutionFilter(field_name="institution")
    role = ChoiceFilter(
        label=gettext_lazy("Role"), choices=roles, empty_label=gettext_lazy("All roles")
    )


class LooksFilter(FilterSet):
    """Acts that changed something, or those that only read."""

    kind = ChoiceFilter(
        label=gettext_lazy("Kind"),
        empty_label=gettext_lazy("Reads and changes"),
        choices=[("changes", gettext_lazy("Changes")), ("reads", gettext_lazy("Reads"))],
        method="of_kind",
    )

    def of_kind(self, queryset: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        of_reading = {"action__in": audit.reads()}
        return queryset.filter(**of_reading) if value == "reads" else queryset.exclude(**of_reading)
