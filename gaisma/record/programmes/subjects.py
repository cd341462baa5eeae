"""How groups and programmes are called behind figures."""

from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext_noop

from gaisma.base import access
from gaisma.base.models import User
from gaisma.evidence.figures.subjects import Name, Subject
from gaisma.record.people.selectors import today
from gaisma.record.programmes.models import Group, Programme
from gaisma.record.programmes.permissions import SEE_GROUPS


def group_names(ids: Collection[int]) -> dict[int, Name]:
    rows = Group.objects.filter(pk__in=ids).values_list("pk", "name")
    return {pk: Name(name, pk) for pk, name in rows}


def programme_names(ids: Collection[int]) -> dict[int, Name]:
    rows = Programme.objects.filter(pk__in=ids).values_list("pk", "code", "title")
    return {pk: Name(f"{code} {title}", pk, short=code) for pk, code, title in rows}


def group_pages(user: User, ids: Collection[int]) -> dict[int, str]:
    """Where those groups are that the person sees."""
    if not access.may(user, SEE_GROUPS):
        return {}
    seen = Group.objects.visible_to(user, on=today()).filter(pk__in=ids)
    return {pk: reverse("programmes:group", args=[pk]) for pk in seen.values_list("pk", flat=True)}


def programme_pages(user: User, ids: Collection[int]) -> dict[int, str]:
    """The groups of the institution, among which its programmes stand."""
    seen = Programme.objects.filter(pk__in=ids, institution__in=access.reach(user))
    return {
        pk: reverse("organisations:groups", args=[institution])
        for pk, institution in seen.values_list("pk", "institution")
    }


SUBJECTS = [
    Subject("group", gettext_noop("Group"), "programmes.Group", group_names, pages=group_pages),
    Subject(
        "programme",
        gettext_noop("Programme"),
        "programmes.Programme",
        programme_names,
        pages=programme_pages,
    ),
]
