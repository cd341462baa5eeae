"""Closing a wave: all of its tables are protected together, once, and only they are read then."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

import polars as pl

from gaisma.quality.surveys.results import counting, joining, means
from gaisma.quality.surveys.results.counting import PLACE
from gaisma.quality.surveys.results.hiding import Group, hidden_of
from gaisma.quality.surveys.results.joining import Joined
from gaisma.quality.surveys.results.scales import ANSWER, ITEM, completed, scales_of
from gaisma.quality.surveys.results.thresholds import ByAudience, Thresholds, thresholds_of

COLUMNS = ["view", *ITEM, "construct", *PLACE, "position", "answer", "is_open"]
SHOWN = ["is_public", "is_inside"]


@dataclass(frozen=True)
class Protected:
    """All that may be read of a closed wave.

    `counts`: a row a view (public, inside), audience, item, level (city, kind, institution),
    place (the code, empty for the city) and answer, with count, base (how many answered the item)
    and share of the base, all three null where the row is_suppressed. Of the inside view, somebody
    may see the rows of one institution, their own.
    `means` of constructs and their `reliabilities`; `responses` beside populations, which are not
    protected: who took part is known while a survey runs.
    """

    counts: pl.DataFrame
    means: pl.DataFrame
    reliabilities: pl.DataFrame
    responses: pl.DataFrame


def close(
    rows: pl.DataFrame,
    populations: pl.DataFrame,
    thresholds: ByAudience = Thresholds(),  # noqa: B008 - it is a constant
    *,
    scales: pl.DataFrame | None = None,
    joined: Joined | None = None,
    on_paper: Collection[Any] = (),
) -> Protected:
    """The protected tables of a wave.

    `rows`: a row an answer, with audience, institution, response, item, answer, and what `scales`
    holds where those are not given. `populations`: audience, institution, institution_kind,
    population. `scales`: a row for each answer that could be given, in order, with audience, item,
    construct, is_reversed, answer, value, is_open. Texts that people wrote are not counted here.
    `on_paper` are the responses that somebody entered, and may know: they are told among the others
    and count toward no threshold.
    Raises ValueError where these contradict each other.
    """
    joined = joined or {}
    answers = completed(scales_of(rows) if scales is None else scales, joined)
    counting.check(rows, populations, answers)
    by_code = rows.filter(~pl.col("response").is_in(list(on_paper)))
    exact = _exact(rows, by_code, populations, answers, thresholds, joined)
    counts = _views(exact).join(answers, on=ANSWER)
    of_constructs = means.means_of(counts)
    return Protected(
        counts=counts.select(*COLUMNS, "count", "base", "share", "is_suppressed").sort(
            COLUMNS[:-2]
        ),
        means=of_constructs,
        reliabilities=means.reliabilities_of(
            rows, answers, of_constructs, thresholds, joined, on_paper
        ),
        responses=_responses(rows, populations, joined),
    )


def _exact(
    rows: pl.DataFrame,
    by_code: pl.DataFrame,
    populations: pl.DataFrame,
    answers: pl.DataFrame,
    thresholds: ByAudience,
    joined: Joined,
) -> pl.DataFrame:
    """Counts of all audiences at all levels, and who may see them.

    A joined audience is shown where all its parts are, so that it says nothing that they do not.
    """
    single = answers.filter(~pl.col("audience").is_in(list(joined)))
    bases = counting.bases_of(rows, populations, single)
    known_to_nobody = counting.bases_of(by_code, populations, single).rename({"base": "by_code"})
    both = bases.join(known_to_nobody, on=[*ITEM, *counting.INSTITUTION])
    counts = counting.counts_of(rows, bases, single).join(
        _shown(both, thresholds), on=[*ITEM, *PLACE]
    )
    way = joining.added(by=["item", "answer", *PLACE], numbers=["count", "base"], truths=SHOWN)
    return joining.with_joined(counts, joined, way)


def _shown(bases: pl.DataFrame, thresholds: ByAudience) -> pl.DataFrame:
    """For each audience, item and place whether everybody, and whether the institution sees it."""
    rows = [
        (audience, item, *row)
        for (audience, item), groups in bases.partition_by(ITEM, as_dict=True).items()
        for row in _shown_places(groups, thresholds_of(str(audience), thresholds))
    ]
    schema = dict.fromkeys([*ITEM, *PLACE], pl.String) | dict.fromkeys(SHOWN, pl.Boolean)
    return pl.DataFrame(rows, schema=schema, orient="row")


def _shown_places(
    groups: pl.DataFrame, thresholds: Thresholds
) -> Iterator[tuple[str, str, bool, bool]]:
    """Everything is decided by how many answered by code: who entered all the others, and subtracts
    them from what is shown, is left with what would be shown without them."""
    names = ["base", "by_code", "institution", "institution_kind"]
    places = list(groups.select(names).iter_rows())
    hidden = hidden_of([Group(*place) for base, *place in places if base], thresholds)
    for base, by_code, institution, _ in places:
        is_inside = base == 0 or by_code >= thresholds.inside
        yield "institution", institution, institution not in hidden.institutions, is_inside
    for kind in {kind for *_, kind in places}:
        yield "kind", kind, kind not in hidden.kinds, False
    yield "city", "", not hidden.city, False


def _views(exact: pl.DataFrame) -> pl.DataFrame:
    """What everybody sees, and beside it what each institution sees of itself."""
    public = exact.with_columns(view=pl.lit("public"), is_suppressed=~pl.col("is_public"))
    inside = exact.filter(pl.col("level") == "institution").with_columns(
        view=pl.lit("inside"), is_suppressed=~(pl.col("is_public") | pl.col("is_inside"))
    )
    both = pl.concat([public, inside])
    share = pl.when(pl.col("base") > 0).then(pl.col("count") / pl.col("base"))
    return both.with_columns(share=share).with_columns(
        pl.when(~pl.col("is_suppressed")).then(pl.col("count", "base", "share"))
    )


def _responses(rows: pl.DataFrame, populations: pl.DataFrame, joined: Joined) -> pl.DataFrame:
    numbers = ["population", "responses"]
    way = joining.added(by=PLACE, numbers=numbers, truths=[])
    counted = joining.with_joined(counting.responses_of(rows, populations), joined, way)
    rate = pl.when(pl.col("population") > 0).then(pl.col("responses") / pl.col("population"))
    return counted.with_columns(rate=rate).sort("audience", *PLACE)
