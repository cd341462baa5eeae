"""The lists of this room."""

from django.urls import reverse
from django.utils.translation import gettext_lazy

from gaisma.base import listing
from gaisma.quality.attendance.queries.signals import KINDS
from gaisma.record.journals.vocabularies import REASONS, STATUSES


class PlacesTable(listing.Table):
    """Institutions in a month; no learner stands here."""

    name = listing.Name(
        verbose_name=gettext_lazy("Institution"),
        linkify=lambda record: reverse("attendance:place", args=[record.place.pk]),
    )
    share = listing.Share(verbose_name=gettext_lazy("Attended, %"), decimals=1)
    share_before = listing.Share(verbose_name=gettext_lazy("The month before, %"), decimals=1)
    excused = listing.Number(verbose_name=gettext_lazy("Excused lessons"))
    unexcused = listing.Number(verbose_name=gettext_lazy("Unexcused lessons"))
    entered_share = listing.Share(verbose_name=gettext_lazy("Lessons entered, %"), decimals=1)


class LearnersTable(listing.Table):
    """Learners of a class in a month."""

    name = listing.Name(
        verbose_name=gettext_lazy("Learner"),
        linkify=lambda record: reverse("attendance:learner", args=[record.person.pk]),
    )
    entered = listing.Number(verbose_name=gettext_lazy("Lessons entered"))
    share = listing.Share(verbose_name=gettext_lazy("Attended, %"), decimals=1)
    excused = listing.Number(verbose_name=gettext_lazy("Excused lessons"))
    unexcused = listing.Number(verbose_name=gettext_lazy("Unexcused lessons"))
    late = listing.Number(verbose_name=gettext_lazy("Came late"))


class AbsencesTable(listing.Table):
    """What a learner missed, the latest first."""

    day = listing.Day(verbose_name=gettext_lazy("Day"))
    lesson = listing.Number(verbose_name=gettext_lazy("Lesson"))
    subject = listing.Words(verbose_name=gettext_lazy("Subject"))
    status = listing.Term(STATUSES, verbose_name=gettext_lazy("Attendance"))
    reason = listing.Term(REASONS, verbose_name=gettext_lazy("Reason"))
    place = listing.Words(verbose_name=gettext_lazy("Institution"))


class SignalsTable(listing.Table):
    """What is to be looked at in journals."""

    kind = listing.Coded(KINDS, verbose_name=gettext_lazy("Signal"))
    institution = listing.Words(verbose_name=gettext_lazy("Institution"))
    class_name = listing.Name(
        verbose_name=gettext_lazy("Class"),
        linkify=lambda record: reverse("attendance:class", args=[record.group.pk]),
    )
    day = listing.Day(verbose_name=gettext_lazy("Day"))
    subject = listing.Words(verbose_name=gettext_lazy("Subject"))
    facts = listing.Words(verbose_name=gettext_lazy("Facts"), orderable=False)


class UnexcusedTable(listing.Table):
    """Learners who missed many lessons of a term without excuse."""

    name = listing.Name(
        verbose_name=gettext_lazy("Learner"),
        linkify=lambda record: reverse("attendance:learner", args=[record.person.pk]),
    )
    institution = listing.Words(verbose_name=gettext_lazy("Institution"))
    lessons = listing.Number(verbose_name=gettext_lazy("Unexcused lessons"))
    reasons = listing.Words(verbose_name=gettext_lazy("Reasons entered"), orderable=False)
