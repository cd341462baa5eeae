"""How institutions and units are called behind figures."""

from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext_noop

from gaisma.base import access
from gaisma.base.models import Organisation, User
from gaisma.evidence.figures.subjects import Name, Subject
from gaisma.record.organisations.permissions import SEE_INSTITUTIONS


def names(ids: Collection[int]) -> dict[int, Name]:
    rows = Organisation.objects.filter(pk__in=ids).values_list("pk", "name")
    return {pk: Name(name, pk) for pk, name in rows}


def pages(user: User, ids: Collection[int]) -> dict[int, str]:
    """Where those institutions are that the person sees."""
    if not access.may(user, SEE_INSTITUTIONS):
        return {}
    seen = access.visible(user).filter(pk__in=ids).values_list("pk", flat=True)
    return {pk: reverse("organisations:institution", args=[pk]) for pk in seen}


SUBJECTS = [Subject("unit", gettext_noop("Institution"), "base.Organisation", names, pages=pages)]
