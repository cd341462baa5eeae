"""When children who live in the city learn nowhere, and what was known of them then.

A spell lasts while lists of the register have the child, the child is of compulsory age, and no
institution known here has it. It is cut where the child comes into another age group and where
somebody who asked after it came to know something else.
"""

from datetime import date, timedelta

import polars as pl

from gaisma.analytics.support_terms import AGE_GROUPS, CONTACTED, NOT_CONTACTED, SOUGHT
from gaisma.analytics.vocabulary import EXCLUSIVE_STAGES
from gaisma.base import bulk
from gaisma.quality.prevention import compulsory
from gaisma.quality.prevention.models import ContactAttempt, Declared
from gaisma.record.programmes.models import Enrolment

OPEN = date(9999, 12, 31)
"""The last day of what has none yet."""
DAY = timedelta(days=1)
AGES = dict(
    zip((compulsory.PREPARES_FROM, compulsory.LEARNS_FROM, 16), AGE_GROUPS.codes, strict=True)
)
"""From so many years of age on a child is in the group."""
LEARNING = {
    "person__pseudonym": "person",
    "from_on": "from_on",
    "to_on": "to_on",
    "group__school_year__ends_on": "ends_on",
    "group__grade": "grade",
    "programme__stage": "stage",
    "leaving_reason": "reason",
}


def spells() -> pl.DataFrame:
    """Columns: declared, person (pseudonym), is_protected, since, from_on, to_on, age_group,
    tracing.

    `since` is the first day of the whole spell, of which the row is a part; without an end the last
    day is OPEN.
    """
    children, learning = _children(), _learning()
    done = learning.filter(compulsory.has_finished())
    finished = done.group_by("person").agg(finished_on=pl.col("until").min())
    children = children.join(finished, on="person", how="left", maintain_order="left")
    children = children.with_columns(
        begins=pl.max_horizontal("from_on", compulsory.birthday(compulsory.PREPARES_FROM)),
        ends=pl.min_horizontal(
            pl.col("to_on").fill_null(OPEN),
            compulsory.birthday(compulsory.UNTIL) - DAY,
            "finished_on",
        ),
    ).filter(pl.col("born_on").is_not_null(), pl.col("begins") <= pl.col("ends"))
    gaps = _without(children, learning)
    steps = _steps(gaps.join(children.select("declared", "person"), on="declared"))
    parts = _cut(gaps, pl.concat([_birthdays(children), steps.select("declared", "on")]))
    return _said(parts, children, steps)


def on_the_day(day: date) -> pl.DataFrame:
    """The spells that hold on the day, one a child."""
    rows = spells().filter(pl.col("from_on") <= day, pl.col("to_on") >= day)
    return rows.unique("person", keep="last", maintain_order=True)


def _children() -> pl.DataFrame:
    names = {"pk": "declared", "person__pseudonym": "person", "person__born_on": "born_on"}
    rows = Declared.objects.order_by("pk")
    return bulk.frame_of(rows, *names, "is_protected", "from_on", "to_on").rename(names)


def _learning() -> pl.DataFrame:
    """Where children of the lists learn or learnt; `until` is the last day."""
    rows = Enrolment.objects.filter(
        programme__stage__in=EXCLUSIVE_STAGES, person__in=Declared.objects.values("person")
    )
    found = bulk.frame_of(rows.order_by("pk"), *LEARNING).rename(LEARNING)
    until = pl.min_horizontal("to_on", "ends_on")
    return found.with_columns(until=until).filter(until >= pl.col("from_on"))


def _without(children: pl.DataFrame, learning: pl.DataFrame) -> pl.DataFrame:
    """Of each child the times between `begins` and `ends` in which it learns nowhere."""
    edges = [
        children.select("declared", start=day, end=day)
        for day in (pl.col("begins") - DAY, pl.col("ends") + DAY)
    ]
    learnt = children.select("declared", "person", "begins", "ends").join(learning, on="person")
    learnt = learnt.filter(
        pl.col("until") >= pl.col("begins"), pl.col("from_on") <= pl.col("ends")
    ).select("declared", start="from_on", end="until")
    ordered = pl.concat([edges[0], learnt, edges[1]]).sort("declared", "start", "end")
    before = pl.col("end").cum_max().shift(1).over("declared")
    gaps = ordered.with_columns(since=before + DAY, to_on=pl.col("start") - DAY)
    return gaps.filter(pl.col("since") <= pl.col("to_on")).select("declared", "since", "to_on")


def _birthdays(children: pl.DataFrame) -> pl.DataFrame:
    days = [children.select("declared", on=compulsory.birthday(age)) for age in AGES]
    return pl.concat(days)


def _steps(gaps: pl.DataFrame) -> pl.DataFrame:
    """Days within a spell on which somebody asked after the child, and what is known since."""
    rows = ContactAttempt.objects.order_by("on", "pk")
    tried = bulk.frame_of(rows, "person__pseudonym", "on", "outcome")
    tried = tried.rename({"person__pseudonym": "person"})
    outcome = pl.col("outcome")
    known = pl.when(outcome == SOUGHT).then(pl.lit(CONTACTED)).when(outcome != "").then(outcome)
    within = gaps.join(tried, on="person", maintain_order="right").filter(
        pl.col("on").is_between("since", "to_on")
    )
    return within.with_columns(
        tracing=known.forward_fill().over("declared", "since").fill_null(CONTACTED)
    ).select("declared", "since", "on", "tracing")


def _cut(gaps: pl.DataFrame, cuts: pl.DataFrame) -> pl.DataFrame:
    """The spells in parts that begin on these days, too."""
    within = gaps.join(cuts, on="declared").filter(
        pl.col("on") > pl.col("since"), pl.col("on") <= pl.col("to_on")
    )
    first = gaps.with_columns(on="since")
    parts = pl.concat([first, within.select(first.columns)]).unique()
    parts = parts.sort("declared", "since", "on")
    following = pl.col("on").shift(-1).over("declared", "since") - DAY
    return parts.select(
        "declared", "since", from_on="on", to_on=pl.coalesce(following, pl.col("to_on"))
    )


def _said(parts: pl.DataFrame, children: pl.DataFrame, steps: pl.DataFrame) -> pl.DataFrame:
    """With who it is, how old, and what was known on the first day of each part."""
    told = steps.unique(["declared", "since", "on"], keep="last", maintain_order=True)
    parts = parts.sort("from_on").join_asof(
        told.sort("on"),
        left_on="from_on",
        right_on="on",
        by=["declared", "since"],
        strategy="backward",
        check_sortedness=False,
    )
    of_child = children.select("declared", "person", "born_on", "is_protected")
    parts = parts.join(of_child, on="declared", how="left")
    group = pl.lit(None, pl.String)
    for age, code in AGES.items():
        group = (
            pl.when(pl.col("from_on") >= compulsory.birthday(age))
            .then(pl.lit(code))
            .otherwise(group)
        )
    return parts.select(
        "declared",
        "person",
        "is_protected",
        "since",
        "from_on",
        "to_on",
        age_group=group,
        tracing=pl.col("tracing").fill_null(NOT_CONTACTED),
    ).sort("declared", "from_on")
