"""Lists of this room: their columns, and by what they are narrowed."""

from collections.abc import Iterable
from functools import partial
from typing import Any, Protocol

import django_tables2 as tables
from django.db.models import DecimalField, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum
from django.http import QueryDict
from django.utils.translation import gettext_lazy
from django_filters import CharFilter, ChoiceFilter, FilterSet

from gaisma.analytics.vocabulary import ROLES, VACANCY_SOURCES
from gaisma.analytics.work_terms import VACANCY_FILLINGS
from gaisma.base import access, audit, listing, sorting, terms, wording
from gaisma.base.models import AuditRecord, Organisation
from gaisma.base.permissions import Reader
from gaisma.base.sorting import alphabetical
from gaisma.record.people import access_log, selectors, words
from gaisma.record.people.models import Employment, Person


class NameInOrder(listing.Name):
    """Family name first, the way to the person's page; sorted as Latvian lists are."""

    def __init__(self) -> None:
        super().__init__(
            accessor="family_name",
            order_by=("family_name", "given_name", "pk"),
            verbose_name=gettext_lazy("Given and family name"),
            linkify=listing.own_page,
        )

    def render(self, record: Person) -> str:
        return f"{record.family_name}, {record.given_name}"

    def value(self, record: Person) -> str:
        return self.render(record)


def in_order(people: QuerySet[Any]) -> QuerySet[Any]:
    """People by family name, then given name."""
    return alphabetical(people.order_by("family_name", "given_name", "pk"))


class StaffTable(listing.Table):
    """Members of staff with their posts."""

    name = NameInOrder()
    role = listing.Words(accessor="posts", verbose_name=gettext_lazy("Role"), orderable=False)
    institution = listing.Words(
        accessor="posts", verbose_name=gettext_lazy("Institution"), orderable=False
    )
    load = listing.Number(verbose_name=gettext_lazy("Load"))
    qualified = listing.Words(
        accessor="posts", verbose_name=gettext_lazy("Qualified"), orderable=False
    )

    def render_role(self, value: list[Any]) -> str:
        return "; ".join(dict.fromkeys(terms.title(ROLES, post.role) for post in value))

    def render_institution(self, value: list[Any]) -> str:
        return "; ".join(dict.fromkeys(post.institution.name for post in value))

    def render_qualified(self, value: list[Any]) -> str:
        told = {post.qualified for post in value} - {None}
        return words.yes_no(all(told)) if told else "–"


class VacancyTable(listing.Table):
    """Posts that wait to be filled."""

    role = listing.Term(ROLES, verbose_name=gettext_lazy("Role"))
    institution = listing.Words(
        verbose_name=gettext_lazy("Institution"), accessor="institution__name"
    )
    load = listing.Number(verbose_name=gettext_lazy("Load"))
    opened_on = listing.Day(verbose_name=gettext_lazy("Open since"))
    expected_on = listing.Day(verbose_name=gettext_lazy("To be filled by"))
    filling = listing.Term(VACANCY_FILLINGS, verbose_name=gettext_lazy("How it is to be filled"))
    source = listing.Term(VACANCY_SOURCES, verbose_name=gettext_lazy("Who told of it"))
    plan = tables.LinkColumn(
        "people:vacancy_plan",
        kwargs={"vacancy_id": tables.A("pk")},
        text=gettext_lazy("Change it"),
        verbose_name=gettext_lazy("How filled"),
        orderable=False,
        exclude_from_export=True,
        empty_values=(),
    )
    way = tables.LinkColumn(
        "people:vacancy_close",
        kwargs={"vacancy_id": tables.A("pk")},
        text=gettext_lazy("Close it"),
        verbose_name=gettext_lazy("Actions"),
        orderable=False,
        exclude_from_export=True,
        empty_values=(),
    )


class LooksTable(listing.Table):
    """Acts on a person: when, what, by whom, where."""

    at = listing.Moment(verbose_name=gettext_lazy("When"))
    action = listing.Words(verbose_name=gettext_lazy("What was done"), orderable=False)
    fields = listing.Words(
        accessor="pk", verbose_name=gettext_lazy("What was changed"), orderable=False
    )
    by = listing.Words(
        accessor="by__full_name", verbose_name=gettext_lazy("By whom"), orderable=False
    )
    organisation = listing.Words(
        accessor="organisation__name", verbose_name=gettext_lazy("Where"), orderable=False
    )

    def render_action(self, value: str) -> str:
        return audit.title(value)

    def render_fields(self, record: AuditRecord) -> str:
        return access_log.changed(record) or wording.DASH


def employed(reader: Reader, *, institution: str = "", role: str = "") -> QuerySet[Person]:
    """Who holds a post that the reader sees, now or soon; `load` is the sum of those posts.

    The posts come with each person, in `posts`.
    """
    seen = Employment.objects.visible_to(reader).not_over(selectors.today())
    asked = {"institution": institution, "role": role}
    posts = seen.filter(**{name: value for name, value in asked.items() if value})
    own = seen.filter(person=OuterRef("pk"))
    load = own.order_by().values("person").annotate(sum_of_loads=Sum("load"))
    people = Person.objects.tied_by(posts)
    return in_order(
        people.annotate(
            load=Subquery(
                load.values("sum_of_loads"),
                output_field=DecimalField(max_digits=8, decimal_places=3),
            )
        ).prefetch_related(
            Prefetch(
                "employments",
                queryset=seen.select_related("institution").order_by("-load", "pk"),
                to_attr="posts",
            )
        )
    )


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


class InstitutionFilter(ChoiceFilter):
    """One of the institutions that the reader sees."""

    def __init__(self, **given: Any) -> None:
        given.setdefault("label", gettext_lazy("Institution"))
        super().__init__(empty_label=gettext_lazy("All institutions"), **given)

    @property
    def field(self) -> Any:
        self.extra["choices"] = institutions(self.parent.request)
        return super().field


class OfInstitution(Protocol):
    """A row that is counted, not stored, and where it belongs."""

    @property
    def organisation_id(self) -> int | None: ...
    @property
    def institution(self) -> str: ...


class Rows(list[Any]):
    """Rows that are no query set, as a filter set takes them: each is an `OfInstitution`."""

    model = None

    def all(self) -> "Rows":
        return self


class ByInstitution(FilterSet):
    """Rows of one of the institutions that stand in the list."""

    institution = ChoiceFilter(
        label=gettext_lazy("Institution"),
        empty_label=gettext_lazy("All institutions"),
        method="of_institution",
    )

    def __init__(self, data: QueryDict, *, queryset: Iterable[OfInstitution], **given: Any) -> None:
        super().__init__(data, queryset=queryset, **given)
        there = {(str(row.organisation_id), row.institution) for row in queryset}
        choices = sorted(there, key=lambda pair: sorting.natural(pair[1]))
        self.filters["institution"].extra["choices"] = choices

    def filter_queryset(self, queryset: Iterable[OfInstitution]) -> Any:
        asked = self.form.cleaned_data.get("institution")
        return Rows(row for row in queryset if not asked or str(row.organisation_id) == asked)

    def of_institution(self, *_given: Any) -> None:
        """The field's own filter; the whole set narrows at once."""


class StaffFilter(FilterSet):
    """Staff by name, institution, role; `rows` carry the posts that are shown."""

    q = CharFilter(label=gettext_lazy("Given and family name"))
    institution = InstitutionFilter()
    role = ChoiceFilter(
        label=gettext_lazy("Role"),
        choices=partial(terms.choices, ROLES),
        empty_label=gettext_lazy("All roles"),
    )

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Institution and role are asked of one and the same post."""

        given = self.form.cleaned_data
        people = employed(self.request.user, institution=given["institution"], role=given["role"])
        return called(people, given["q"] or "")


class VacancyFilter(FilterSet):
    """Vacancies by institution and role."""

    institution = InstitutionFilter(field_name="institution")
    role = ChoiceFilter(
        label=gettext_lazy("Role"),
        choices=partial(terms.choices, ROLES),
        empty_label=gettext_lazy("All roles"),
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
