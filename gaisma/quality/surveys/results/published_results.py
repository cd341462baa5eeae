"""What is told of closed waves, and where, as far as the reader may: the only numbers of results.

The inside view is given for one institution: sums of two together with what is public could tell
of a third. So whoever leads several reads what everybody reads. A place has one row for each
number. Where it is the reader's own institution it is the row of the inside view, elsewhere that
of the public one; `view` does not tell them apart any more.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl
from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from gaisma.analytics.vocabulary import KINDS
from gaisma.base import access, bulk, sorting, terms
from gaisma.base.models import Organisation, User
from gaisma.base.permissions import LEADERS
from gaisma.quality.surveys.models import Campaign, Participation, ToldCount, ToldMean
from gaisma.quality.surveys.results.means import joined_answers
from gaisma.quality.surveys.results.questions import Items

LEVELS = ("city", "kind", "institution")
KINDS_IN_ORDER = {code: number for number, code in enumerate(KINDS.codes)}
JOINED, OTHER = "joined", "other"
CITY = ("city", "")


@dataclass(frozen=True)
class Sight:
    """`led` are the codes of the institutions that the reader leads and that took part."""

    led: frozenset[str]

    @property
    def inside(self) -> str:
        """The code of the institution whose inside view the reader is given, if there is one."""
        return next(iter(self.led)) if len(self.led) == 1 else ""

    @property
    def rows(self) -> Q:
        """The rows of told tables: those of the public view, and of the inside view one's own."""
        own = Q(level="institution", place=self.inside)
        public = Q(view="public")
        return (public & ~own) | (Q(view="inside") & own) if self.inside else public


def sight_of(user: User, campaign: Campaign) -> Sight:
    """What the reader may read of the campaign's results."""
    took_part = Participation.objects.filter(campaign=campaign, level="institution")
    led = Organisation.objects.filter(
        pk__in=access.reach(user, *LEADERS), code__in=took_part.values("place")
    )
    return Sight(frozenset(led.values_list("code", flat=True)))


@dataclass(frozen=True)
class Place:
    """A place and who took part there."""

    level: str
    code: str
    title: str
    asked: int
    answered: int

    @property
    def key(self) -> str:
        """What stands in an address."""
        return f"{self.level}:{self.code}" if self.code else self.level

    @property
    def rate(self) -> float | None:
        """Of those asked, those who answered, in percent."""
        return 100 * self.answered / self.asked if self.asked else None

    @property
    def share(self) -> int:
        """The same as whole percent of a drawing; one parent may answer for more."""
        return min(100, round(self.rate or 0))


def places_of(rows: Iterable[Participation]) -> tuple[Place, ...]:
    """Places where an audience was asked: the city, kinds in their order, institutions by name."""
    rows = list(rows)
    codes = [row.place for row in rows if row.level == "institution"]
    names = dict(Organisation.objects.filter(code__in=codes).values_list("code", "name"))
    found = [
        Place(row.level, row.place, _title(row, names), row.population, row.responses)
        for row in rows
    ]
    return tuple(sorted(found, key=_in_order))


def chosen_place(places: Sequence[Place], key: str, sight: Sight) -> Place | None:
    """The place of the key; else the reader's own, else the city; None where nobody was asked."""
    by_key = {place.key: place for place in places}
    own = by_key.get(f"institution:{sight.inside}")
    return by_key.get(key) or own or by_key.get("city")


def _title(row: Participation, names: dict[str, str]) -> str:
    if row.level == "city":
        return gettext("The whole city")
    if row.level == "kind":
        return terms.title(KINDS, row.place)
    return names.get(row.place, row.place)


def _in_order(place: Place) -> tuple[object, ...]:
    kind = KINDS_IN_ORDER.get(place.code, len(KINDS_IN_ORDER)) if place.level == "kind" else 0
    return LEVELS.index(place.level), kind, sorting.natural(place.title)


def counts(campaign: Campaign, sight: Sight, *among: Q) -> pl.DataFrame:
    """Counts of answers, as `protection` makes them, in the order of the answers."""
    return _read(ToldCount.objects.all(), campaign, sight, *among).sort("item", "position")


def means(campaign: Campaign, sight: Sight, *among: Q) -> pl.DataFrame:
    """Means of constructs in points of a hundred."""
    return _read(ToldMean.objects.all(), campaign, sight, *among)


def at(*places: tuple[str, str]) -> Q:
    """The rows of places, each a level and a code."""
    found = Q(pk__in=())
    for level, place in places:
        found |= Q(level=level, place=place)
    return found


def good(counts: pl.DataFrame, items: Items) -> pl.DataFrame:
    """Of counts of one audience the joined good answers of each item, with base and share."""
    joined = [(item.name, answer.code) for item in items.values() for answer in item.joined]
    schema = {"item": pl.String, "answer": pl.String}
    good_ones = pl.DataFrame(joined, schema=schema, orient="row")
    among = counts.join(good_ones.select("item").unique(), on="item", how="semi")
    marked = among.join(good_ones.with_columns(is_good=True), on=["item", "answer"], how="left")
    kind = pl.when(pl.col("is_good").fill_null(value=False)).then(pl.lit(JOINED))
    told = marked.with_columns(answer=kind.otherwise(pl.lit(OTHER)))
    return joined_answers(told, [JOINED])


def _read(rows: "QuerySet[Any]", campaign: Campaign, sight: Sight, *among: Q) -> pl.DataFrame:
    seen = rows.filter(sight.rows, *among, campaign=campaign)
    frame = bulk.frame_of(seen.order_by()).drop("id", "campaign_id")
    construct = pl.when(pl.col("construct") != "").then(pl.col("construct"))
    return frame.with_columns(view=pl.lit("told"), construct=construct)
