"""What people wrote in a closed campaign, as far as it is shown, read from the lake."""

from collections.abc import Collection
from typing import TypedDict

import polars as pl

from gaisma.analytics.audiences import AUDIENCES
from gaisma.base import access, terms
from gaisma.base.models import Organisation, User
from gaisma.base.permissions import LEADERS, OFFICIALS
from gaisma.evidence.lake import queries as lake
from gaisma.quality.surveys import facts, names, protection
from gaisma.quality.surveys.models import Campaign
from gaisma.quality.surveys.queries import asked
from gaisma.quality.surveys.queries.asked import Items
from gaisma.quality.surveys.results.texts import shown_texts

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
    # They were taken out when the wave closed; some may be known only since.
    known = names.of(seen["institution"].unique().to_list(), until=campaign.closes_on)
    shown = shown_texts(seen, protection.of(campaign), names=known, on_paper=_on_paper(campaign))
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
    rows = _rows(campaign, facts.ANSWERS.key)
    if rows is None:
        return pl.DataFrame(schema=WRITTEN)
    texts = {item.name for of_one in items.values() for item in of_one.values() if item.is_text}
    of_texts = rows.filter(pl.col("item").is_in(list(texts)))
    return of_texts.rename({"answer": "text"}).select(*WRITTEN).collect()


def _on_paper(campaign: Campaign) -> list[int]:
    """The responses of the campaign that were given on paper."""
    rows = _rows(campaign, facts.PAPER.key)
    return [] if rows is None else rows.collect()["response"].to_list()


def _rows(campaign: Campaign, key: str) -> pl.LazyFrame | None:
    """The rows of the campaign in a table of the lake; None where there is no such table yet."""
    version = lake.latest()
    paths = lake.readable(version, key).get(key) if version else None
    return pl.scan_parquet(paths).filter(pl.col("survey") == campaign.code) if paths else None


def _reached(user: User, institutions: Collection[int]) -> dict[int, str]:
    rows = Organisation.objects.filter(pk__in=institutions)
    if not access.reach(user, *OFFICIALS):
        rows = rows.filter(pk__in=access.reach(user, *LEADERS))
    return dict(rows.values_list("pk", "name"))
