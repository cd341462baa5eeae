"""What people wrote, where enough of them did."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from gaisma.quality.surveys.results.redaction import Names, redacted

GROUP = ["audience", "institution", "item"]


def shown_texts(
    rows: pl.DataFrame, threshold: int = 8, *, names: Mapping[Any, Names] | None = None
) -> pl.DataFrame:
    """The texts of groups in which at least so many wrote one, without known names and contacts.

    `rows`: audience, institution, response, item, text. `names`: those known in each institution.
    The answer is sorted by text and leaves the response out, so that neither the order of writing
    nor what else somebody wrote can be read from it.
    """
    known = names or {}
    written = rows.with_columns(pl.col("text").str.strip_chars()).filter(pl.col("text") != "")
    enough = written.filter(pl.col("response").n_unique().over(GROUP) >= threshold)
    texts = [
        redacted(text, known.get(institution, Names()))
        for institution, text in enough.select("institution", "text").iter_rows()
    ]
    return enough.select(*GROUP, text=pl.Series(texts, dtype=pl.String)).sort(*GROUP, "text")
