"""Sentences about rows that break a rule, told by the rooms' kinds of table."""

from datetime import date
from decimal import Decimal

import polars as pl
from django.utils.translation import gettext as _

from gaisma.base import wording


def no_parent() -> str:
    return _("Every institution belongs to an authority: name it in this column.")


def circle() -> str:
    return _("This institution would stand below itself: name another parent.")


def succeeded_and_open() -> str:
    return _("Only a closed institution has a successor: fill in closed_on as well.")


def own_successor() -> str:
    return _("An institution cannot take over itself: name another successor.")


def unknown_programme() -> str:
    return _("The institution has no programme “%(value)s”. It has: %(near)s.")


def unknown_group() -> str:
    return _(
        "The institution has no group “%(value)s” in this school year. The nearest are: %(near)s."
    )


def unknown_site() -> str:
    return _("The institution has no site “%(value)s”. It has: %(near)s.")


def different_person(column: str) -> str:
    return _("Another row of the same person says something else in “%(column)s”.") % {
        "column": column
    }


def unknown_own_id() -> str:
    return _("No person is stored under this identifier of ours.")


def same_personal_code(other: str) -> str:
    return _(
        "%(other)s has the same personal code: is it the same person? "
        "Nothing was merged, and the code stays with the other one."
    ) % {"other": other}


def same_name_and_birth(other: str) -> str:
    return _(
        "%(other)s has the same name and date of birth: is it the same person? Nothing was merged."
    ) % {"other": other}


def overlap_with_row(group: str, institution: str, first: date, row: int) -> str:
    return _(
        "The enrolment overlaps with row %(row)d: “%(group)s” of %(institution)s from %(first)s. "
        "End the earlier one before this one begins."
    ) % {"group": group, "institution": institution, "first": first, "row": row}


def overlap_with_stored(group: str, institution: str, first: date) -> str:
    return _(
        "The enrolment overlaps with a stored one: “%(group)s” of %(institution)s from %(first)s. "
        "End the earlier one before this one begins."
    ) % {"group": group, "institution": institution, "first": first}


def group_above_maximum(count: int, most: int) -> str:
    return _("The group has %(count)d learners and its maximum is %(most)d.") % {
        "count": count,
        "most": most,
    }


def large_load(total: Decimal, *, most: Decimal) -> str:
    return _("The person's loads add up to %(total)s, which is more than %(most)s.") % {
        "total": wording.number(total),
        "most": wording.number(most),
    }


def waiting_already() -> str:
    return _("The child waits for this place already, registered on another day.")


def overlaps(rows: pl.DataFrame, *, of: str) -> pl.DataFrame:
    """Pairs (`id`, `other_id`) of rows of the same `of` that share a day; the other began earlier.

    `rows` have `id`, `from_on` and `to_on`, none of them null. Each row is named once as `id`.
    """
    ordered = rows.select("id", of, "from_on", "to_on").sort(of, "from_on", "id")
    latest = pl.col("to_on").cum_max().shift(1).over(of)
    late = ordered.with_row_index("place").with_columns(latest=latest)
    late = late.filter(pl.col("from_on") <= pl.col("latest")).drop("latest")
    earlier = ordered.with_row_index("other_place").select(
        of, "other_place", other_id="id", other_to="to_on"
    )
    return (
        late.join(earlier, on=of)
        .filter(pl.col("other_place") < pl.col("place"), pl.col("other_to") >= pl.col("from_on"))
        .unique("id", keep="first", maintain_order=True)
        .select("id", "other_id")
    )
