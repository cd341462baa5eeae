"""What people wrote, where enough of them did."""

from collections.abc import Collection, Mapping
from typing import Any

import polars as pl

from gaisma.quality.surveys.results.redaction import Names, redacted
from gaisma.quality.surveys.results.thresholds import ByAudience, Thresholds, thresholds_of

GROUP = ["audience", "institution", "item"]


def shown_texts(
    rows: pl.DataFrame,
    thresholds: ByAudience = Thresholds(),  # noqa: B008 - it is a constant
    *,
    names: Mapping[Any, Names] | None = None,
    on_paper: Collection[Any] = (),
) -> pl.DataFrame:
    """The texts of groups in which at least so many wrote one, without known names and contacts.

    `rows`: audience, institution, response, item, text. `names`: those known in each institution.
    `on_paper` are the responses that count toward no threshold: see `results.hiding`. The answer is
    sorted by text and leaves the response out, so that neither the order of writing nor what else
    somebody wrote can be read from it.
    """
    known = names or {}
    written = rows.with_columns(pl.col("text").str.strip_chars()).filter(pl.col("text") != "")
    audiences = rows["audience"].unique().sort()
    least = [thresholds_of(audience, thresholds).text for audience in audiences]
    needed = pl.DataFrame({"audience": audiences, "least": pl.Series(least, dtype=pl.Int64)})
    by_code = pl.col("response").filter(~pl.col("response").is_in(list(on_paper)))
    enough = written.join(needed, on="audience").filter(
        by_code.n_unique().over(GROUP) >= pl.col("least")
    )
    texts = [
        redacted(text, known.get(institution, Names()))
        for institution, text in enough.select("institution", "text").iter_rows()
    ]
    return enough.select(*GROUP, text=pl.Series(texts, dtype=pl.String)).sort(*GROUP, "text")
