"""Reusable filters of groups, enrolments, the queue and offers of a transfer."""

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q

from gaisma.base import access
from gaisma.base.models import Installation, Organisation, User
from gaisma.base.permissions import KEEPERS, REVIEWERS, Reader

if TYPE_CHECKING:
    from gaisma.record.programmes.models import (  # noqa: F401
        Enrolment,
        Group,
        GroupTeacher,
        Programme,
        QueueEntry,
        TransferOffer,
    )

READERS = (*REVIEWERS, "support")
"""Who reads of all learners where they work; others read of their own groups."""
TEACHERS = ("class_teacher", "teacher")


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    """Education programmes."""

    def taught_at(self, institution: Organisation) -> "ProgrammeQuerySet":
        """Its own; a unit also teaches those of the institution that it belongs to."""
        return self.filter(institution__in=[institution.pk, institution.parent_id])


class GroupQuerySet(models.QuerySet["Group"]):
    """Groups and classes."""

    def visible_to(self, user: Reader, *, on: date) -> "GroupQuerySet":
        """Those of the institutions where the user reads everything, and the user's own groups."""
        seen = Q(institution__in=access.reach(user, *READERS))
        return self.filter(seen | _taught_by(user, "pk", on))

    def kept_by(self, user: Reader) -> "GroupQuerySet":
        """Those whose learners the user keeps true."""
        return self.filter(institution__in=access.reach(user, *KEEPERS))

    def of_class_teacher(self, user: Reader, *, on: date) -> "GroupQuerySet":
        """Those whose class teacher the user is on the day, where the user is a teacher."""
        from gaisma.record.programmes.models import GroupTeacher

        reach = access.reach(user, *TEACHERS)
        if not reach or not isinstance(user, User):
            return self.none()
        teaching = GroupTeacher.objects.class_teachers(on=on).filter(person__account__user=user)
        return self.filter(institution__in=reach, pk__in=teaching.values("group"))


class GroupTeacherQuerySet(models.QuerySet["GroupTeacher"]):
    """Who teaches which group."""

    def class_teachers(self, *, on: date) -> "GroupTeacherQuerySet":
        """Those who answer for their group on the day."""
        return self.filter(_not_over("to_on", on), from_on__lte=on, is_class_teacher=True)


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    """Learners in groups."""

    def visible_to(self, user: Reader, *, on: date) -> "EnrolmentQuerySet":
        """Those of the institutions where the user reads everything, and those of own groups."""
        reach = access.reach(user, *READERS)
        return self.filter(Q(group__institution__in=reach) | _own(user, on))

    def taught_by(self, user: Reader, *, on: date) -> "EnrolmentQuerySet":
        """Those of the groups that the user teaches who have not left."""
        return self.filter(_own(user, on))

    def kept_by(self, user: Reader) -> "EnrolmentQuerySet":
        return self.filter(group__institution__in=access.reach(user, *KEEPERS))

    def not_over(self, on: date) -> "EnrolmentQuerySet":
        """Those in force on the day or beginning after it."""
        return self.filter(_not_over("to_on", on), group__school_year__ends_on__gte=on)

    def held_on(self, day: date) -> "EnrolmentQuerySet":
        return self.filter(_not_over("to_on", day), from_on__lte=day)


class QueueEntryQuerySet(models.QuerySet["QueueEntry"]):
    """Children who wait for a place."""

    def visible_to(self, user: Reader) -> "QueueEntryQuerySet":
        """Wishes for the user's institutions; those for any, where the authority is."""
        return self.filter(for_places_in(access.reach(user, *REVIEWERS)))


class TransferOfferQuerySet(models.QuerySet["TransferOffer"]):
    """Offers to take a learner over."""

    def visible_to(self, user: Reader) -> "TransferOfferQuerySet":
        """Those that the user's institutions made or received."""
        reach = access.reach(user, *REVIEWERS)
        return self.filter(Q(enrolment__group__institution__in=reach) | Q(to__in=reach))

    def open(self) -> "TransferOfferQuerySet":
        return self.filter(state="offered")


def for_places_in(organisations: Collection[int]) -> Q:
    """Wishes for those organisations; with the authority also those for any place."""
    any_place = Q(institution__isnull=True) if _whole(organisations) else Q(pk__in=())
    return Q(institution__in=organisations) | any_place


def _whole(reach: Collection[int]) -> bool:
    return bool(reach) and Installation.current().authority_id in reach


def _own(user: Reader, on: date) -> Q:
    return _taught_by(user, "group", on) & _not_over("to_on", on)


def _not_over(end: str, on: date) -> Q:
    return Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": on})


def _taught_by(user: Reader, group: str, on: date) -> Q:
    """Groups that the user teaches, now or soon, where the user is a teacher."""
    from gaisma.record.programmes.models import GroupTeacher

    reach = access.reach(user, *TEACHERS)
    if not reach or not isinstance(user, User):
        return Q(pk__in=())
    teaching = GroupTeacher.objects.filter(_not_over("to_on", on), person__account__user=user)
    return Q(Exists(teaching.filter(group=OuterRef(group), group__institution__in=reach)))
