"""What this room offers to others."""

from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext_noop

from gaisma.base import access
from gaisma.base.models import Organisation, User
from gaisma.base.navigation import RECORD, NavigationEntry
from gaisma.evidence.figures.declarations import Name, RecordsColumn
from gaisma.record.organisations import facts, imports, indicators, report
from gaisma.record.organisations.permissions import SEE_INSTITUTIONS


def unit_names(ids: Collection[int]) -> dict[int, Name]:
    rows = Organisation.objects.filter(pk__in=ids).values_list("pk", "name")
    return {pk: Name(name, pk) for pk, name in rows}


def unit_pages(user: User, ids: Collection[int]) -> dict[int, str]:
    """Where those institutions are that the person sees."""
    if not access.may(user, SEE_INSTITUTIONS):
        return {}
    seen = access.visible(user).filter(pk__in=ids).values_list("pk", flat=True)
    return {pk: reverse("organisations:institution", args=[pk]) for pk in seen}


RECORDS_COLUMNS = [
    RecordsColumn(
        "unit", gettext_noop("Institution"), "base.Organisation", unit_names, pages=unit_pages
    )
]


FACTS = facts.FACTS
INDICATORS = [
    indicators.institutions,
    indicators.with_status,
    indicators.merged,
]
REPORT_SECTIONS = report.SECTIONS

NAVIGATION = [
    NavigationEntry(
        "institutions",
        gettext_noop("Institutions"),
        "organisations:list",
        RECORD,
        "organisations.see",
        order=10,
    ),
]
TABLE_KINDS = imports.TABLE_KINDS
