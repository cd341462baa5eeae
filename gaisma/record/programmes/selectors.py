"""How views find groups, enrolments, offers and wishes: outside the reader's sight they are not."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from gaisma.base import access
from gaisma.base.models import SchoolYear, User
from gaisma.base.permissions import Reader
from gaisma.evidence.figures.evidence import year_of
from gaisma.record.people.selectors import today
from gaisma.record.programmes.models import Enrolment, Group, QueueEntry, TransferOffer
from gaisma.record.programmes.permissions import KEEP_GROUPS, KEEP_LEARNERS, KEEP_QUEUE


def coming_year() -> str:
    """The school year that one speaks of today."""
    return year_of(today())


def current_year() -> SchoolYear | None:
    """That school year's row, when the record has it."""
    return SchoolYear.objects.filter(name=coming_year()).first()


def group(user: User, group_id: int) -> Group:
    """The group, where the user may see it. Raises Http404."""
    seen = Group.objects.visible_to(user, on=today())
    return get_object_or_404(_whole_group(seen), pk=group_id)


def kept_group(user: User, group_id: int, permission: str = KEEP_GROUPS) -> Group:
    """The same, where the user keeps it. Raises Http404, PermissionDenied."""
    found = group(user, group_id)
    if not access.may(user, permission, found.institution):
        raise PermissionDenied
    return found


def kept_enrolment(user: User, enrolment_id: int) -> Enrolment:
    """An enrolment where the user keeps the learners. Raises Http404, PermissionDenied."""
    seen = Enrolment.objects.visible_to(user, on=today()).select_related(
        "person", "programme", "group__institution", "group__school_year", "group__programme"
    )
    found = get_object_or_404(seen, pk=enrolment_id)
    if not access.may(user, KEEP_LEARNERS, found.group.institution):
        raise PermissionDenied
    return found


def offer(user: User, offer_id: int) -> TransferOffer:
    """An offer that the user's institutions made or received. Raises Http404."""
    seen = TransferOffer.objects.visible_to(user).select_related(
        "to", "enrolment__person", "enrolment__group__institution", "enrolment__programme"
    )
    return get_object_or_404(seen, pk=offer_id)


def kept_entry(user: User, entry_id: int) -> QueueEntry:
    """A wish in the queue that the user keeps. Raises Http404, PermissionDenied."""
    seen = QueueEntry.objects.visible_to(user).select_related("person", "institution")
    found = get_object_or_404(seen, pk=entry_id)
    if not access.may(user, KEEP_QUEUE, found.institution):
        raise PermissionDenied
    return found


def groups_to_join(user: Reader, *, on: date) -> QuerySet[Group]:
    """The groups of now and later that the user keeps."""
    kept = Group.objects.kept_by(user).filter(school_year__ends_on__gte=on)
    return _whole_group(kept)


def _whole_group(groups: QuerySet[Group]) -> QuerySet[Group]:
    return groups.select_related("institution", "programme", "school_year", "site")
