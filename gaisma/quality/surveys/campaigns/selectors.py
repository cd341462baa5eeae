"""How views find surveys, their parts and codes: outside the reader's sight they are not."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from gaisma.base import access
from gaisma.base.models import Organisation, User
from gaisma.quality.surveys.campaigns import participation
from gaisma.quality.surveys.models import Batch, Campaign, Part
from gaisma.quality.surveys.models.codes import BatchQuerySet
from gaisma.quality.surveys.permissions import GIVE_CODES


def campaign(user: User, campaign_id: int) -> Campaign:
    """The survey, where the reader sees it. Raises Http404."""
    return get_object_or_404(Campaign.objects.visible_to(user), pk=campaign_id)


def part(user: User, part_id: int) -> Part:
    """A part of a survey that the reader sees. Raises Http404."""
    seen = Campaign.objects.visible_to(user)
    rows = Part.objects.select_related("campaign", "version")
    return get_object_or_404(rows, pk=part_id, campaign__in=seen)


def place(user: User, survey: Campaign, organisation_id: int) -> Organisation:
    """An institution of the survey, where the reader sees who takes part. Raises Http404."""
    return get_object_or_404(participation.places(user, survey), pk=organisation_id)


def kept_place(user: User, survey: Campaign, organisation_id: int) -> Organisation:
    """One for which the reader gives out codes. Raises Http404, PermissionDenied."""
    found = place(user, survey, organisation_id)
    if not access.may(user, GIVE_CODES, found):
        raise PermissionDenied
    return found


def own_batch(user: User, batch_id: int, *, on: date) -> Batch | None:
    """Codes of a class whose class teacher the reader is on the day."""
    return _batches().of_class_teacher(user, on=on).filter(pk=batch_id).first()


def batch(user: User, batch_id: int) -> Batch:
    """Codes of an institution for which the reader gives them out. Raises Http404."""
    found = get_object_or_404(_batches(), pk=batch_id)
    campaign(user, found.part.campaign_id)
    kept_place(user, found.part.campaign, found.institution_id)
    return found


def _batches() -> BatchQuerySet:
    return Batch.objects.select_related("institution", "group", "part__campaign", "part__version")
