"""Columns of this room's lists."""

from typing import Any

import django_tables2 as tables
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import gettext_lazy

from gaisma.analytics.vocabulary import STAGES
from gaisma.base import listing, pictures, wording
from gaisma.record.people.lists import NameInOrder
from gaisma.record.programmes.models import Enrolment, Group, QueueEntry
from gaisma.record.programmes.workflow import TRANSFER


class LearnersTable(listing.Table):
    """Learners with their places in the year."""

    name = NameInOrder()
    born_on = listing.Day(verbose_name=gettext_lazy("Born"))
    group = listing.Words(accessor="places", verbose_name=gettext_lazy("Group"), orderable=False)
    institution = listing.Words(
        accessor="places", verbose_name=gettext_lazy("Institution"), orderable=False
    )
    programme = listing.Words(
        accessor="places", verbose_name=gettext_lazy("Programme"), orderable=False
    )

    def render_group(self, value: list[Enrolment]) -> str:
        return _joined(place.group.name for place in value)

    def render_institution(self, value: list[Enrolment]) -> str:
        return _joined(place.group.institution.name for place in value)

    def render_programme(self, value: list[Enrolment]) -> str:
        return _joined(place.programme.code for place in value)


class GroupsTable(listing.Table):
    """Groups with size and class teacher."""

    name = listing.Name(
        order_by=("grade", "name", "institution__name", "pk"),
        verbose_name=gettext_lazy("Group"),
        linkify=listing.own_page,
    )
    institution = listing.Words(
        accessor="institution__name", verbose_name=gettext_lazy("Institution")
    )
    stage = listing.Term(
        STAGES, accessor="programme__stage", has_order=True, verbose_name=gettext_lazy("Stage")
    )
    grade = listing.Number(verbose_name=gettext_lazy("Grade"))
    size = listing.Words(verbose_name=gettext_lazy("Size"))
    free = listing.Number(verbose_name=gettext_lazy("Free places"))
    teacher = listing.Words(
        accessor="leads", verbose_name=gettext_lazy("Class teacher"), orderable=False
    )

    def render_size(self, record: Group, value: int) -> str:
        limit = record.max_size
        size = pictures.meter(value, limit) if limit else wording.number(value)
        if record.min_size and value < record.min_size:
            return format_html("{}{}", size, render_to_string("programmes/below.html"))
        return size

    def value_size(self, record: Any) -> int:
        return int(record.size)

    def render_teacher(self, value: list[Any]) -> str:
        return str(value[0].person) if value else wording.DASH


class QueueTable(listing.Table):
    """Children who wait, the longest first."""

    name = listing.Name(
        accessor="person",
        order_by=("person__family_name", "person__given_name", "pk"),
        verbose_name=gettext_lazy("Child"),
        linkify=("people:person", {"person_id": tables.A("person_id")}),
    )
    born_on = listing.Day(accessor="person__born_on", verbose_name=gettext_lazy("Born"))
    stage = listing.Term(STAGES, has_order=True, verbose_name=gettext_lazy("Stage"))
    institution = listing.Words(
        accessor="institution__name",
        verbose_name=gettext_lazy("Wish"),
        default=gettext_lazy("any institution"),
    )
    registered_on = listing.Day(verbose_name=gettext_lazy("Waits since"))
    left_on = listing.Day(verbose_name=gettext_lazy("Left"))
    way = listing.Words(
        accessor="pk",
        verbose_name=gettext_lazy("Actions"),
        orderable=False,
        exclude_from_export=True,
    )

    def render_name(self, record: QueueEntry) -> str:
        return f"{record.person.family_name}, {record.person.given_name}"

    def render_way(self, record: QueueEntry) -> str:
        return render_to_string("programmes/queue_way.html", {"entry": record})


class OffersTable(listing.Table):
    """Offers to take learners over."""

    learner = listing.Name(
        accessor="enrolment__person",
        verbose_name=gettext_lazy("Learner"),
        linkify=listing.own_page,
        orderable=False,
    )
    here = listing.Words(
        accessor="enrolment__group__institution__name",
        verbose_name=gettext_lazy("From the institution"),
    )
    to = listing.Words(accessor="to__name", verbose_name=gettext_lazy("To the institution"))
    on = listing.Day(verbose_name=gettext_lazy("From the day"))
    state = listing.Words(verbose_name=gettext_lazy("State"))

    def render_state(self, value: str) -> str:
        return TRANSFER.said(value)


def _joined(words: Any) -> str:
    return "; ".join(dict.fromkeys(words))
