"""How institutions and units are called behind figures."""

from collections.abc import Collection

from django.utils.translation import gettext_noop

from gaisma.base.models import Organisation
from gaisma.evidence.figures.subjects import Name, Subject


def names(ids: Collection[int]) -> dict[int, Name]:
    rows = Organisation.objects.filter(pk__in=ids).values_list("pk", "name")
    return {pk: Name(name, pk) for pk, name in rows}


SUBJECTS = [Subject("unit", gettext_noop("Institution"), "base.Organisation", names)]
