"""What people wrote in a closed campaign, as far as it is shown, read from the lake."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from typing import Any, TypedDict

import polars as pl
from django.db.models import Q

from gaisma.analytics.audiences import AUDIENCES
from gaisma.base import access, terms
from gaisma.base.models import Organisation, User
from gaisma.base.permissions import LEADERS, OFFICIALS
from gaisma.evidence.lake import queries as lake
from gaisma.quality.surveys import facts, protection
from gaisma.quality.surveys.models import Campaign
from gaisma.quality.surveys.queries import asked
from gaisma.quality.surveys.queries.asked import Items
from gaisma.quality.surveys.results.redaction import Names
from gaisma.quality.surveys.results.texts import shown_texts
from gaisma.record.people.models import Employment
from gaisma.record.programmes.models import Enrolment

KNOWN_FOR = timedelta(days=730)
"""So long after somebody left an institution, their name is still taken out there."""
WRITTEN = {
    "audience": pl.String,
    "institution": pl.Int64,
    "response": pl.Int64,
    "item": pl.String,
    "text": pl.String,
}


class Text(TypedDict):
    """A text and the group that it comes from."""

    text: str
    question: str
    item: str
    audience: str
    audience_title: str
    institution: int
    institution_title: str


def of(user: User, campaign: Campaign) -> list[Text]:
    """The texts that the reader may read: of the institutions that they lead, officials all."""
    items = asked.of(campaign)
    rows = _written(campaign, items)
    places = _reached(user, rows["institution"].unique().to_list())
    seen = rows.filter(pl.col("institution").is_in(list(places)))
    names = _names(seen["institution"].unique().to_list(), until=campaign.closes_on)
    shown = shown_texts(seen, protection.of(campaign), names=names)
    return [
        Text(
            text=row["text"],
            question=items[row["audience"]][row["item"]].title,
            item=row["item"],
            audience=row["audience"],
            audience_title=terms.title(AUDIENCES, row["audience"]),
            institution=row["institution"],
            institution_title=places[row["institution"]],
        )
        for row in shown.iter_rows(named=True)
    ]


def _written(campaign: Campaign, items: dict[str, Items]) -> pl.DataFrame:
    """Every text of the campaign."""
    version = lake.latest()
    paths = lake.paths(version).get(facts.ANSWERS.key) if version else None
    if not paths:
        return pl.DataFrame(schema=WRITTEN)
    texts = {item.name for of_one in items.values() for item in of_one.values() if item.is_text}
    rows = pl.scan_parquet(paths).filter(
        pl.col("survey") == campaign.code, pl.col("item").is_in(list(texts))
    )
    return rows.rename({"answer": "text"}).select(*WRITTEN).collect()


def _reached(user: User, institutions: Collection[int]) -> dict[int, str]:
    rows = Organisation.objects.filter(pk__in=institutions)
    if not access.reach(user, *OFFICIALS):
        rows = rows.filter(pk__in=access.reach(user, *LEADERS))
    return dict(rows.values_list("pk", "name"))


def _names(institutions: Collection[int], *, until: date) -> dict[int, Names]:
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
