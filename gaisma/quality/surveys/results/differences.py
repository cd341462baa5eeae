"""How audiences differ, and waves of a series: worked out from what is told alone."""

from dataclasses import dataclass

import polars as pl
from django.db.models import Q

from gaisma.base import wording
from gaisma.base.models import User
from gaisma.quality.surveys.models import Campaign
from gaisma.quality.surveys.results import means, published_results, queries, questions
from gaisma.quality.surveys.results.counting import PLACE
from gaisma.quality.surveys.results.published_results import Place, Sight
from gaisma.quality.surveys.results.queries import Span
from gaisma.quality.surveys.results.questions import Items

SHARED = ["view", "construct", *PLACE]
USUAL = ("pupils_grades_5_12", "parents_of_school")
MEASURES = ("mean", "share")


def between_audiences(numbers: pl.DataFrame, first: str, second: str, *, of: str) -> pl.DataFrame:
    """How much more one audience has than another, a row a construct that both share and a place.

    `numbers` are means or shares of constructs, and `of` is their column: mean, share.
    """
    return _difference(
        numbers.filter(pl.col("audience") == first),
        numbers.filter(pl.col("audience") == second),
        on=SHARED,
        of=of,
    )


def between_waves(later: pl.DataFrame, earlier: pl.DataFrame, *, of: str) -> pl.DataFrame:
    """How much more a later wave has than an earlier one, a row a construct, audience and place."""
    return _difference(later, earlier, on=["audience", *SHARED], of=of)


def _difference(
    first: pl.DataFrame, second: pl.DataFrame, *, on: list[str], of: str
) -> pl.DataFrame:
    """`first`, `second` and their `difference`, null with is_suppressed where one is hidden."""
    columns = [*on, of, "is_suppressed"]
    both = first.select(columns).join(second.select(columns), on=on, suffix="_second")
    return both.select(
        *on,
        first=pl.col(of),
        second=pl.col(f"{of}_second"),
        difference=pl.col(of) - pl.col(f"{of}_second"),
        is_suppressed=pl.col("is_suppressed") | pl.col("is_suppressed_second"),
    ).sort(on)


@dataclass(frozen=True)
class Gap:
    """Two values of a construct or an item, of a hundred; None with is_hidden."""

    title: str
    first: float | None
    second: float | None
    is_hidden: bool

    @property
    def difference(self) -> float | None:
        """How much more the first is."""
        if self.first is None or self.second is None:
            return None
        return self.first - self.second

    @property
    def signed(self) -> str:
        """The difference with its sign."""
        if self.difference is None:
            return ""
        written = wording.number(abs(self.difference), decimals=1)
        is_none = round(self.difference, 1) == 0
        return written if is_none else f"{'+' if self.difference > 0 else '−'}{written}"

    @property
    def span(self) -> Span | None:
        """The two on a line."""
        return queries.span(self.first, self.second)


@dataclass(frozen=True)
class DifferencesPage:
    """The gap between two audiences at a place, and what changed there for the first since an
    earlier wave, when there was one; `waves` are those that can be chosen, the latest first."""

    campaign: Campaign
    first: str
    second: str
    of: str
    audiences: tuple[tuple[str, str], ...]
    place: Place | None
    places: tuple[Place, ...]
    audience_gaps: tuple[Gap, ...]
    waves: tuple[Campaign, ...]
    earlier: Campaign | None
    changes: tuple[Gap, ...]
    item_changes: tuple[Gap, ...]

    @property
    def titles(self) -> dict[str, str]:
        """The two audiences in words."""
        known = dict(self.audiences)
        return {"first": known.get(self.first, ""), "second": known.get(self.second, "")}

    @property
    def has_hidden(self) -> bool:
        """Whether something is not told."""
        return any(
            one.is_hidden for one in (*self.audience_gaps, *self.changes, *self.item_changes)
        )


@dataclass(frozen=True)
class Wave:
    """A campaign as the reader may read it at one place: its items by audience."""

    campaign: Campaign
    sight: Sight
    items: dict[str, Items]
    at: Q

    def numbers(self, audience: str, of: str) -> pl.DataFrame:
        """Means or shares of the constructs of an audience."""
        if of == "mean":
            return published_results.means(self.campaign, self.sight, self.at, Q(audience=audience))
        return means.of_constructs(self.good(audience))

    def good(self, audience: str) -> pl.DataFrame:
        """The joined good answers to each item."""
        counts = published_results.counts(self.campaign, self.sight, self.at, Q(audience=audience))
        return published_results.good(counts, self.items.get(audience, {}))


def page(
    campaign: Campaign,
    user: User,
    *,
    first: str,
    second: str,
    place: str,
    of: str,
    since: str = "",
) -> DifferencesPage:
    """What the reader may read of differences at a place."""
    offered = queries.audiences(campaign)
    one, other = _pair(first, second, dict(offered))
    measure = of if of in MEASURES else MEASURES[0]
    seen = published_results.sight_of(user, campaign)
    known = published_results.places_of(campaign.participations.filter(audience=one))
    there = published_results.chosen_place(known, place, seen)
    at = published_results.at((there.level, there.code)) if there else Q(pk__in=())
    now = Wave(campaign, seen, questions.of(campaign), at)
    waves = before(campaign, user)
    earlier = next((wave for wave in waves if str(wave.pk) == since), next(iter(waves), None))
    then = (
        Wave(earlier, published_results.sight_of(user, earlier), questions.of(earlier), at)
        if earlier
        else None
    )
    return DifferencesPage(
        campaign=campaign,
        first=one,
        second=other,
        of=measure,
        audiences=offered,
        place=there,
        places=known,
        audience_gaps=_between_audiences(now, one, other, of=measure),
        waves=waves,
        earlier=earlier,
        changes=_of_constructs(now, then, one, of=measure) if then else (),
        item_changes=_of_items(now, then, one) if then else (),
    )


def before(campaign: Campaign, user: User) -> tuple[Campaign, ...]:
    """The closed waves of the same series before this one, the latest first, as far as the reader
    sees them."""
    if not campaign.series:
        return ()
    seen = Campaign.objects.visible_to(user).filter(series=campaign.series)
    closed = seen.filter(closed_at__isnull=False, opens_on__lt=campaign.opens_on)
    return tuple(closed.order_by("-opens_on", "-pk"))


def _pair(first: str, second: str, known: dict[str, str]) -> tuple[str, str]:
    """The two audiences that were asked for, or else usual ones, never the same twice."""
    codes = [code for code in (*USUAL, *known) if code in known]
    one = first if first in known else next(iter(codes), "")
    others = [code for code in codes if code != one]
    return one, second if second in others else next(iter(others), "")


def _between_audiences(wave: Wave, first: str, second: str, *, of: str) -> tuple[Gap, ...]:
    numbers = pl.concat([wave.numbers(first, of), wave.numbers(second, of)])
    found = between_audiences(numbers, first, second, of=of)
    order = questions.constructs(wave.items.get(first, {}))
    return _gaps(found, {code: questions.construct_title(code) for code in order}, of=of)


def _of_constructs(now: Wave, then: Wave, audience: str, *, of: str) -> tuple[Gap, ...]:
    """Of those that stand for the same items in both waves; another is another question."""
    found = between_waves(now.numbers(audience, of), then.numbers(audience, of), of=of)
    items, earlier = now.items.get(audience, {}), then.items.get(audience, {})
    same = [
        code
        for code in questions.constructs(items)
        if _standing_for(code, items) == _standing_for(code, earlier)
    ]
    return _gaps(found, {code: questions.construct_title(code) for code in same}, of=of)


def _of_items(now: Wave, then: Wave, audience: str) -> tuple[Gap, ...]:
    """Of items that both waves asked with the same answers."""
    items, earlier = now.items.get(audience, {}), then.items.get(audience, {})
    named = {"construct": pl.col("item")}
    found = between_waves(
        now.good(audience).with_columns(**named),
        then.good(audience).with_columns(**named),
        of="share",
    )
    same = {
        name: item.title
        for name, item in items.items()
        if name in earlier and item.codes == earlier[name].codes
    }
    return _gaps(found, same, of="share")


def _standing_for(construct: str, items: Items) -> set[tuple[object, ...]]:
    return {(one.name, one.codes) for one in items.values() if one.construct == construct}


def _gaps(found: pl.DataFrame, titles: dict[str, str], *, of: str) -> tuple[Gap, ...]:
    """Rows under their titles, in the order of these; shares become percent."""
    times = 100 if of == "share" else 1
    rows = {row["construct"]: row for row in found.iter_rows(named=True)}
    return tuple(
        Gap(
            title=title,
            first=_times(rows[code]["first"], times),
            second=_times(rows[code]["second"], times),
            is_hidden=rows[code]["is_suppressed"],
        )
        for code, title in titles.items()
        if code in rows
    )


def _times(value: float | None, times: int) -> float | None:
    return None if value is None else value * times
