"""Columns of this room's lists."""

from typing import Any

import django_tables2 as tables
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from gaisma.analytics.vocabulary import (
    ROLES,
)
from gaisma.analytics.work_terms import VACANCY_FILLINGS
from gaisma.base import audit, listing, terms, wording
from gaisma.base.models import AuditRecord
from gaisma.base.sorting import alphabetical
from gaisma.record.people import access_log, words
from gaisma.record.people.models import Person


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
