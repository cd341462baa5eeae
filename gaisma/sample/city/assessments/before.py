"""Where learners of spring 2024 learned some years before, of which no enrolments are kept."""

import numpy as np
import polars as pl

LAST_BASIC = 9
LETTER = r"\.(.+)$"


def before(
    learners: pl.DataFrame, classes: pl.DataFrame, *, ago: int, rng: np.random.Generator
) -> pl.DataFrame:
    """The learners so many grades lower, each in a class of that school year.

    It is the class of the same letter at the same institution; who came from where there is none,
    from a gymnasium or into vocational education, learned in some other class of that grade. The
    programme is the learner's own, of those who came or began another stage that of the class.
    """
    letter = pl.col("name").str.extract(LETTER)
    then = classes.select(
        "institution_id", "grade", "is_special", letter=letter, of_class="programme_id", then="id"
    ).sort("then")
    moved = learners.filter(pl.col("grade") > ago).with_columns(
        pl.col("grade") - ago,
        letter=pl.col("group_name").str.extract(LETTER),
        now=pl.col("grade"),
    )
    keys = ["institution_id", "grade", "letter"]
    own = moved.join(then.unique(keys, keep="first"), on=keys, how="left", maintain_order="left")
    stayed = own.drop_nulls("then").with_columns(
        programme_id=pl.when((pl.col("now") > LAST_BASIC) == (pl.col("grade") > LAST_BASIC))
        .then("programme_id")
        .otherwise("of_class")
    )
    came = own.filter(pl.col("then").is_null()).drop("institution_id", "then", "of_class")
    columns = [*learners.columns, "then"]
    parts = [stayed.select(columns), _somewhere(came, then, rng).select(columns)]
    found = pl.concat(parts, how="vertical_relaxed")
    return (
        found.drop("group_id")
        .rename({"then": "group_id"})
        .sort("person_id")
        .select(learners.columns)
    )


def _somewhere(came: pl.DataFrame, classes: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Each in a class of the grade, drawn among all without a special programme."""
    open_to_all = classes.filter(~pl.col("is_special"))
    turn = pl.int_range(pl.len()).over("grade")
    ordered = open_to_all.select(
        "grade", "institution_id", "then", programme_id="of_class", turn=turn
    )
    many = ordered.group_by("grade").len("many")
    drawn = (
        came.drop("programme_id")
        .join(many, on="grade", maintain_order="left")
        .with_columns(
            turn=(pl.lit(pl.Series(rng.random(came.height))) * pl.col("many"))
            .floor()
            .cast(pl.Int64)
        )
    )
    return drawn.with_columns(pl.col("turn").cast(ordered.schema["turn"])).join(
        ordered, on=["grade", "turn"], maintain_order="left"
    )
