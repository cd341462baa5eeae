"""Whose names are taken out of what people wrote, at each institution."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from gaisma.base.models import Organisation
from gaisma.quality.surveys.results.redaction import Names
from gaisma.record.people.models import Employment
from gaisma.record.programmes.models import Enrolment

KNOWN_FOR = timedelta(days=730)
"""So long after somebody left an institution, their name is still taken out there."""


def of(institutions: Collection[int], *, until: date) -> dict[int, Names]:
    """Who lately learned, worked or answered for a learner at each institution and its units."""
    nodes = Organisation.objects.filter(Q(pk__in=institutions) | Q(parent__in=institutions))
    belongs = {
        node: node if node in institutions else parent
        for node, parent in nodes.values_list("pk", "parent_id")
    }
    given: defaultdict[int, set[str]] = defaultdict(set)
    family: defaultdict[int, set[str]] = defaultdict(set)
    for rows, person, place in _known(belongs, until=until):
        read = rows.values_list(place, f"{person}__given_name", f"{person}__family_name")
        for node, first, last in read.order_by().distinct():
            given[belongs[node]].add(first)
            family[belongs[node]].add(last)
    return {node: Names(given[node], family[node]) for node in institutions}


def _known(nodes: Collection[int], *, until: date) -> Iterator[tuple[Any, str, str]]:
    """Rows of who was there, and in them the ways to the person and to the place."""
    since = until - KNOWN_FOR
    there = Q(from_on__lte=until) & (Q(to_on__isnull=True) | Q(to_on__gte=since))
    learning = Enrolment.objects.filter(there, group__institution__in=nodes)
    yield learning, "person", "group__institution"
    yield (
        learning.filter(person__guardians__isnull=False),
        "person__guardians__guardian",
        ("group__institution"),
    )
    yield Employment.objects.filter(there, institution__in=nodes), "person", "institution"
