"""The page of results of one audience at one place, beside the city; and that of institutions.

Institutions stand by name, with who took part there and the means of constructs: no ranking.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

import polars as pl
from django.db.models import Q
from django.utils.translation import gettext

from gaisma.analytics.audiences import AUDIENCES
from gaisma.base import terms
from gaisma.quality.surveys.models import Campaign, Reliability
from gaisma.quality.surveys.results import published_results, questions
from gaisma.quality.surveys.results.published_results import Place, Sight
from gaisma.quality.surveys.results.questions import Asked, Items

WORST_TO_BEST = 4
HIDDEN = "…"


@dataclass(frozen=True)
class Part:
    """A part of a bar, from and over so many of a hundred, written for the drawing."""

    x: str
    width: str
    style: str


Split = tuple[Part, ...]


@dataclass(frozen=True)
class Span:
    """Two values of a hundred on one line, and the line between them."""

    first: str
    second: str
    x: str
    width: str


def styles(item: Asked) -> tuple[str, ...]:
    """How the part of each answer is coloured: from level-0, the worst, to level-4, the best.

    Answers that judge nothing are `open`; where there is no better and worse they alternate.
    """
    return tuple(
        _level(answer.worth)
        if answer.worth is not None
        else "open"
        if answer.is_open
        else f"other-{place % 2}"
        for place, answer in enumerate(item.answers)
    )


def split(item: Asked, shares: Sequence[float | None]) -> Split | None:
    """The bar of an item, None where nothing is told or nobody answered."""
    told = [share for share in shares if share is not None]
    if len(told) < len(shares) or not sum(told):
        return None
    parts, x = [], 0.0
    for share, style in zip(told, styles(item), strict=True):
        if share:
            parts.append(Part(_written(x), _written(share), style))
        x += share
    return tuple(parts)


def span(first: float | None, second: float | None) -> Span | None:
    """Two values on a line, None where one of them is hidden."""
    if first is None or second is None:
        return None
    least, most = sorted((first, second))
    return Span(*(_written(value) for value in (first, second, least, most - least)))


def _level(worth: Decimal) -> str:
    return f"level-{round(float(worth) * WORST_TO_BEST)}"


def _written(value: float) -> str:
    """A number of a drawing, which has a point in every language."""
    return f"{value:.2f}"


@dataclass(frozen=True)
class AnswersAtPlace:
    """What was answered to an item at one place; every number is None where it is hidden.

    `shares`, each with its answer in words, and `good` are percent of those who answered the item.
    An item that was not asked at the place has no line.
    """

    place: Place
    is_hidden: bool
    answered: int | None
    shares: tuple[tuple[str, float | None], ...]
    good: float | None
    split: Split | None


@dataclass(frozen=True)
class Statement:
    """An item with its lines: that of the place, and that of the city."""

    asked: Asked
    lines: tuple[AnswersAtPlace, ...]


@dataclass(frozen=True)
class Block:
    """Items with the same answers: the columns of a table."""

    answers: tuple[tuple[str, str], ...]
    good: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True)
class Mean:
    """The mean of a construct at a place, in points of a hundred; None where it is hidden."""

    place: Place
    is_hidden: bool
    points: float | None


@dataclass(frozen=True)
class Topic:
    """A construct, or at last what belongs to none."""

    code: str
    title: str
    means: tuple[Mean, ...]
    alpha: float | None
    items: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class ResultsPage:
    """All of it. `others` are the places and audiences that can be chosen instead."""

    campaign: Campaign
    audience: str
    audiences: tuple[tuple[str, str], ...]
    place: Place | None
    places: tuple[Place, ...]
    beside: tuple[Place, ...]
    topics: tuple[Topic, ...]
    has_hidden: bool
    is_inside: bool

    @property
    def audience_title(self) -> str:
        """Whose answers these are."""
        return dict(self.audiences).get(self.audience, "")


def page(campaign: Campaign, sight: Sight, *, audience: str, place: str) -> ResultsPage:
    """What the reader may read of one audience at one place, and at none what is not there."""
    offered = audiences(campaign)
    chosen = one_of(audience, offered)
    known = published_results.places_of(campaign.participations.filter(audience=chosen))
    there = published_results.chosen_place(known, place, sight)
    beside = tuple(dict.fromkeys(one for one in (there, *known[:1]) if one))
    topics = _topics(campaign, sight, chosen, beside) if beside else ()
    lines = [line for topic in topics for line in _lines(topic)]
    return ResultsPage(
        campaign=campaign,
        audience=chosen,
        audiences=offered,
        place=there,
        places=known,
        beside=beside,
        topics=topics,
        has_hidden=any(one.is_hidden for one in lines)
        or any(mean.is_hidden for topic in topics for mean in topic.means),
        is_inside=bool(there and sight.inside and there.code == sight.inside),
    )


def audiences(campaign: Campaign) -> tuple[tuple[str, str], ...]:
    """The audiences of a campaign, joined ones included, in their order."""
    rows = campaign.participations.filter(level="city")
    told_of = set(rows.values_list("audience", flat=True))
    known = (term.key for term in AUDIENCES.terms if term.key in told_of)
    return tuple(terms.choices(AUDIENCES, known))


def one_of(code: str, offered: Sequence[tuple[str, str]]) -> str:
    """The code where it is offered, else the first that is."""
    codes = [known for known, _title in offered]
    return code if code in codes else next(iter(codes), "")


def _topics(
    campaign: Campaign, sight: Sight, audience: str, beside: Sequence[Place]
) -> tuple[Topic, ...]:
    among = published_results.at(*((place.level, place.code) for place in beside))
    counts = published_results.counts(campaign, sight, among, Q(audience=audience))
    means = published_results.means(campaign, sight, among, Q(audience=audience))
    of_items = questions.of(campaign).get(audience, {})
    alphas = dict(
        Reliability.objects.filter(campaign=campaign, audience=audience).values_list(
            "construct", "alpha"
        )
    )
    lines = _published_lines(counts, of_items, beside)
    statements = [Statement(item, lines[name]) for name, item in of_items.items() if name in lines]
    found = (
        Topic(
            code=code,
            title=questions.construct_title(code) if code else gettext("Other questions"),
            means=_means(means, code, beside),
            alpha=alphas.get(code),
            items=sum(one.asked.construct == code for one in statements),
            blocks=_blocks([one for one in statements if one.asked.construct == code]),
        )
        for code in (*questions.constructs(of_items), "")
    )
    return tuple(topic for topic in found if topic.blocks)


def _published_lines(
    counts: pl.DataFrame, items: Items, beside: Sequence[Place]
) -> dict[str, tuple[AnswersAtPlace, ...]]:
    good = (
        published_results.good(counts, items).select("item", "level", "place", "share").iter_rows()
    )
    goods = {tuple(key): share for *key, share in good}
    groups: defaultdict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for row in counts.iter_rows(named=True):
        groups[row["item"], row["level"], row["place"]].append(row)
    found: dict[str, tuple[AnswersAtPlace, ...]] = {}
    for name, item in items.items():
        keys = [((name, place.level, place.code), place) for place in beside]
        found[name] = tuple(
            _line(item, place, groups[key], goods.get(key)) for key, place in keys if key in groups
        )
    return {name: lines for name, lines in found.items() if lines}


def _line(
    item: Asked, place: Place, rows: Sequence[Mapping[str, Any]], good: float | None
) -> AnswersAtPlace:
    is_hidden, base = rows[0]["is_suppressed"], rows[0]["base"]
    given = {row["answer"]: row["count"] for row in rows}
    counted = [given.get(answer.code) for answer in item.answers]
    shares = tuple(100 * count / base if base and count is not None else None for count in counted)
    return AnswersAtPlace(
        place=place,
        is_hidden=is_hidden,
        answered=base,
        shares=tuple(zip((answer.title for answer in item.answers), shares, strict=True)),
        good=None if good is None else 100 * good,
        split=None if item.takes_many else split(item, shares),
    )


def _means(means: pl.DataFrame, construct: str, beside: Sequence[Place]) -> tuple[Mean, ...]:
    rows = {
        (row["level"], row["place"]): row
        for row in means.filter(construct=construct).iter_rows(named=True)
    }
    found = ((place, rows.get((place.level, place.code))) for place in beside)
    return tuple(Mean(place, row["is_suppressed"], row["mean"]) for place, row in found if row)


def _blocks(statements: Sequence[Statement]) -> tuple[Block, ...]:
    """Items that are asked one after another with the same answers, in one table."""
    return tuple(
        Block(answers=answers, good=_good(group[0].asked), statements=tuple(group))
        for answers, group in (
            (answers, list(each)) for answers, each in groupby(_ordered(statements), key=_columns)
        )
    )


def _ordered(statements: Sequence[Statement]) -> list[Statement]:
    first = list(dict.fromkeys(_columns(one) for one in statements))
    return sorted(statements, key=lambda one: first.index(_columns(one)))


def _columns(statement: Statement) -> tuple[tuple[str, str], ...]:
    item = statement.asked
    styled = zip(item.answers, styles(item), strict=True)
    return tuple((one.title, style) for one, style in styled)


def _good(item: Asked) -> str:
    """What the joined answers are called, where more than one is joined."""
    titles = [answer.title for answer in item.joined]
    if len(titles) < 2:
        return ""
    before, last = ", ".join(titles[:-1]), titles[-1]
    return gettext("%(answers)s or %(last)s") % {"answers": before, "last": last}


def _lines(topic: Topic) -> Iterator[AnswersAtPlace]:
    for block in topic.blocks:
        for statement in block.statements:
            yield from statement.lines


@dataclass(frozen=True)
class InstitutionsPage:
    """Institutions in the order of their names, and the city. Constructs are those asked of the
    audience; a hidden mean is HIDDEN."""

    audience: str
    audiences: tuple[tuple[str, str], ...]
    constructs: tuple[str, ...]
    city: Place | None
    rows: tuple[dict[str, Any], ...]

    @property
    def has_hidden(self) -> bool:
        """Whether something is not told."""
        return any(HIDDEN in row["means"].values() for row in self.rows)


def institutions_page(campaign: Campaign, sight: Sight, *, audience: str) -> InstitutionsPage:
    """The institutions at which the audience was asked, as the reader may read of them."""
    offered = audiences(campaign)
    chosen = one_of(audience, offered)
    known = published_results.places_of(campaign.participations.filter(audience=chosen))
    means = published_results.means(campaign, sight, Q(level="institution", audience=chosen))
    by_place: dict[str, dict[str, Any]] = {}
    for row in means.iter_rows(named=True):
        value = HIDDEN if row["is_suppressed"] else row["mean"]
        by_place.setdefault(row["place"], {})[row["construct"]] = value
    there = [one for one in known if one.level == "institution"]
    return InstitutionsPage(
        audience=chosen,
        audiences=offered,
        constructs=tuple(questions.constructs(questions.of(campaign).get(chosen, {}))),
        city=next((one for one in known if one.level == "city"), None),
        rows=tuple(
            {"place": place, "order": number, "means": by_place.get(place.code, {})}
            for number, place in enumerate(there)
        ),
    )
