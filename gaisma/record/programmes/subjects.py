"""How groups and programmes are called behind figures."""

from collections.abc import Collection

from django.utils.translation import gettext_noop

from gaisma.evidence.figures.subjects import Name, Subject
from gaisma.record.programmes.models import Group, Programme


def group_names(ids: Collection[int]) -> dict[int, Name]:
    rows = Group.objects.filter(pk__in=ids).values_list("pk", "name")
    return {pk: Name(name, pk) for pk, name in rows}


def programme_names(ids: Collection[int]) -> dict[int, Name]:
    rows = Programme.objects.filter(pk__in=ids).values_list("pk", "code", "title")
    return {pk: Name(f"{code} {title}", pk, short=code) for pk, code, title in rows}


SUBJECTS = [
    Subject("group", gettext_noop("Group"), "programmes.Group", group_names),
    Subject("programme", gettext_noop("Programme"), "programmes.Programme", programme_names),
]
