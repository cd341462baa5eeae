"""The lists of this room: institutions, their classes, the learners of a class, norms."""

from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy

from gaisma.base import listing, pictures, wording

HIDDEN = "…"


class PlacesTable(listing.Table):
    """Institutions; no learner stands here."""

    name = listing.Name(
        verbose_name=gettext_lazy("Institution"),
        linkify=lambda record: reverse("socialemotional:place", args=[record.place.pk]),
    )
    classes = listing.Number(verbose_name=gettext_lazy("Classes"))
    behind = listing.Number(verbose_name=gettext_lazy("Classes behind"))
    lessons = listing.Number(verbose_name=gettext_lazy("Lessons held"))
    talked = listing.Share(verbose_name=gettext_lazy("Families with all talks, %"))

    def render_lessons(self, record: Any) -> Any:
        return pictures.meter(record.lessons, record.asked, may_pass=True)

    def value_lessons(self, record: Any) -> int:
        return int(record.lessons)


class ClassesTable(listing.Table):
    """Classes with how far they have come; of families counts, and no name."""

    name = listing.Name(
        verbose_name=gettext_lazy("Class"),
        linkify=lambda record: reverse("socialemotional:class", args=[record.group.pk]),
    )
    lessons = listing.Number(verbose_name=gettext_lazy("Lessons held"))
    planned = listing.Number(verbose_name=gettext_lazy("Planned"))
    missing = listing.Number(verbose_name=gettext_lazy("Behind by, lessons"))
    learners = listing.Number(verbose_name=gettext_lazy("Learners"))
    talked = listing.Number(verbose_name=gettext_lazy("Families with all talks"))
    untold = listing.Number(verbose_name=gettext_lazy("Families without a talk"))

    def render_lessons(self, record: Any) -> Any:
        return pictures.meter(record.lessons, record.asked.lessons, may_pass=True)

    def value_lessons(self, record: Any) -> int:
        return int(record.lessons)

    def render_missing(self, record: Any, value: int) -> Any:
        if not value:
            return wording.DASH
        return render_to_string("socialemotional/parts/behind.html", {"missing": value})

    def value_missing(self, value: int) -> int:
        return value


class LearnersTable(listing.Table):
    """Learners of a class with the talks of the year; what was said stands nowhere."""

    name = listing.Name(
        verbose_name=gettext_lazy("Learner"),
        linkify=lambda record: record.person.get_absolute_url(),
    )
    held = listing.Number(verbose_name=gettext_lazy("Talks held"))
    last_on = listing.Day(verbose_name=gettext_lazy("Last talk"))
    next_on = listing.Day(verbose_name=gettext_lazy("Planned for"))
    way = listing.Words(
        accessor="person",
        verbose_name=gettext_lazy("Actions"),
        orderable=False,
        exclude_from_export=True,
    )

    def render_held(self, record: Any) -> Any:
        return pictures.meter(record.held, record.asked.talks, may_pass=True)

    def value_held(self, record: Any) -> int:
        return int(record.held)

    def render_way(self, record: Any) -> str:
        return render_to_string(
            "socialemotional/parts/talk_ways.html", {"line": record}, request=self.request
        )


class NormsTable(listing.Table):
    """What is asked for, the newest first."""

    school_year = listing.Name(
        accessor="school_year__name",
        verbose_name=gettext_lazy("From school year"),
        linkify=lambda record: reverse("socialemotional:change_norm", args=[record.pk]),
    )
    lessons = listing.Number(verbose_name=gettext_lazy("Lessons a class in a year"))
    talks = listing.Number(verbose_name=gettext_lazy("Talks with each family in a year"))
    reason = listing.Words(verbose_name=gettext_lazy("Reason"), orderable=False)

    def render_school_year(self, value: str) -> str:
        return wording.school_year(value)
