"""Learners of one school in a class of another: never taken without a person's word."""

import polars as pl
from django.utils.translation import gettext as _

from gaisma.analytics.vocabulary import EXCLUSIVE_STAGES
from gaisma.evidence.interop.findings import LISTED, Decision, Findings
from gaisma.evidence.interop.oneroster.mapping import posts
from gaisma.evidence.interop.oneroster.mapping.places import Places
from gaisma.evidence.interop.oneroster.roster import Roster

FILE = "enrollments.csv"


def ask(roster: Roster, learning: pl.DataFrame, places: Places, findings: Findings) -> None:
    """One question for the new enrolments whose school, or whose learner's, is not the class's.

    What was taken before was agreed to.
    """
    fresh = learning.join(
        roster.stored.enrolments, left_on="enrolment", right_on="sourcedId", how="anti"
    ).filter(pl.col("stage").is_in(EXCLUSIVE_STAGES))
    orgs = places.frame().select(schoolSourcedId="org", said="place")
    fresh = fresh.join(orgs, on="schoolSourcedId", how="left", maintain_order="left")
    own = posts.roles(roster, places).filter(pl.col("role") == "student")
    of_learner = own.group_by("person").agg(own=pl.col("place").unique())
    fresh = fresh.join(of_learner, on="person", how="left", maintain_order="left")
    elsewhere = ~pl.col("own").list.contains(pl.col("place")).fill_null(value=True)
    crossed = fresh.filter((pl.col("said") != pl.col("place")) | elsewhere).sort("row")
    if crossed.is_empty():
        return
    for row, place in crossed.head(LISTED).select("row", "place").iter_rows():
        findings.note(
            FILE,
            _("The class is one of %(place)s; the row or the learner names another school.")
            % {"place": place},
            row=row,
            column="schoolSourcedId",
        )
    findings.uncounted(notes=max(0, crossed.height - LISTED))
    findings.decisions.append(
        Decision(
            "school_crossed",
            FILE,
            crossed["row"][0],
            _(
                "%(count)s learners of one school are in a class of another. Do they learn at the "
                "school of the class?"
            )
            % {"count": crossed.height},
            (_("Yes: take them so."), _("No: take nothing.")),
        )
    )
