"""What several pages of this room need."""

from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from gaisma.base import access, wording
from gaisma.base.access import SignedInRequest
from gaisma.base.navigation import Way
from gaisma.quality.socialemotional import norms
from gaisma.quality.socialemotional.permissions import WHOLE
from gaisma.quality.socialemotional.workflow import leads
from gaisma.record.people.selectors import today
from gaisma.record.programmes.models import Group

Crumbs = tuple[tuple[str, str], ...]
BEHIND, WITHOUT = "behind", "without"
"""Which rows are chosen: classes that are behind, learners whose families had no talk."""


def way(*more: tuple[str, str]) -> Crumbs:
    """The way back to the first page of the room."""
    return ((_("Social and emotional learning"), reverse("socialemotional:places")), *more)


def to_class(group: Group) -> Crumbs:
    """The way back to a class."""
    return way((group.name, class_address(group)))


def class_address(group: Group) -> str:
    """The address of the page of a class."""
    return reverse("socialemotional:class", args=[group.pk])


def class_seen(request: SignedInRequest, group_id: int) -> Group:
    """The class, where the reader leads it or sees its institution whole. Raises Http404."""
    group = get_object_or_404(
        Group.objects.select_related("institution", "school_year"), pk=group_id
    )
    is_whole = group.institution_id in access.reach(request.user, *WHOLE)
    if not is_whole and not leads(request.user, group):
        raise Http404
    return group


def lead_of(year: str) -> str:
    """What is asked for in the year, and how many lessons are due by the day."""
    asked = norms.asked(year)
    if asked is None:
        return ""
    words = _(
        "Asked for in the year: lessons a class %(lessons)s, talks with each family %(talks)s. "
        "Lessons due by %(day)s: %(due)s."
    )
    return words % {
        "lessons": asked.lessons,
        "talks": asked.talks,
        "due": asked.due(today()),
        "day": wording.day(today()),
    }


def no_classes() -> tuple[str, str]:
    """What stands in place of an empty list."""
    return (
        _("No classes"),
        _("Classes of grades 1–9 of the school year stand here, once the register has them."),
    )


def kinds(request: SignedInRequest, key: str, title: str) -> list[Way]:
    """All rows, or those of the key that need somebody. Raises Http404 for what is neither."""
    asked = request.GET.get("kind", "")
    if asked not in ("", key):
        raise Http404
    kept = {"year": request.GET["year"]} if request.GET.get("year") else {}
    return [
        Way(_("All"), f"{request.path}?{urlencode(kept)}", not asked),
        Way(title, f"{request.path}?{urlencode({**kept, 'kind': key})}", asked == key),
    ]
