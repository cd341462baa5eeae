"""How views find what they show: outside the reader's sight it is not there."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from gaisma.base.models import User
from gaisma.quality.inspections import permissions
from gaisma.quality.inspections.models import AcceptanceAct, ActPhoto, Defect, Inspection, Photo
from gaisma.quality.inspections.workflow import INSPECTION

WHOLE = ("institution", "school_year", "version__instrument", "led_by")


def inspection(user: User, inspection_id: int) -> Inspection:
    """The inspection, where the user may see it. Raises Http404."""
    seen = Inspection.objects.visible_to(user).select_related(*WHOLE)
    return get_object_or_404(seen.prefetch_related("members"), pk=inspection_id)


def taken(user: User, inspection_id: int, act: str) -> Inspection:
    """One in which the user may take the act. Raises Http404, PermissionDenied."""
    row = inspection(user, inspection_id)
    if not INSPECTION.may(row, act, user):
        raise PermissionDenied
    return row


def defect(user: User, defect_id: int) -> Defect:
    """The defect, where the user is told of it. Raises Http404."""
    related = [f"inspection__{name}" for name in WHOLE]
    seen = Defect.objects.visible_to(user).select_related(*related, "mended_by", "checked_by")
    return get_object_or_404(seen, pk=defect_id)


def own_defect(user: User, defect_id: int) -> Defect:
    """One that the user's commission found. Raises Http404, PermissionDenied."""
    row = defect(user, defect_id)
    if not INSPECTION.may(row.inspection, "change_defect", user):
        raise PermissionDenied
    return row


def mended_defect(user: User, defect_id: int) -> Defect:
    """One that is the user's to mend. Raises Http404, PermissionDenied."""
    row = defect(user, defect_id)
    if not permissions.may_mend(row, user):
        raise PermissionDenied
    return row


def photo(user: User, photo_id: int) -> Photo:
    """The photo, where the user is told of it. Raises Http404."""
    seen = Photo.objects.visible_to(user).select_related("inspection__institution", "attachment")
    return get_object_or_404(seen, pk=photo_id)


def own_photo(user: User, photo_id: int) -> Photo:
    """One of the user's commission. Raises Http404, PermissionDenied."""
    row = photo(user, photo_id)
    if not INSPECTION.may(row.inspection, "remove_photo", user):
        raise PermissionDenied
    return row


def act_photo(user: User, act_photo_id: int) -> ActPhoto:
    """A photo of an act that the user may see. Raises Http404."""
    seen = ActPhoto.objects.visible_to(user).select_related("attachment")
    return get_object_or_404(seen, pk=act_photo_id)


def act(user: User, act_id: int) -> AcceptanceAct:
    """The act, where the user may see it. Raises Http404."""
    related = [f"inspection__{name}" for name in WHOLE]
    seen = AcceptanceAct.objects.visible_to(user)
    rows = seen.select_related(*related, "signed_by", "acknowledged_by")
    return get_object_or_404(rows, pk=act_id)


def read_act(user: User, act_id: int) -> AcceptanceAct:
    """One that the user acknowledges as head. Raises Http404, PermissionDenied."""
    row = act(user, act_id)
    if not INSPECTION.may(row.inspection, "acknowledge", user):
        raise PermissionDenied
    return row
