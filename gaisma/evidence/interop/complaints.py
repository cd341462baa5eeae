"""Sentences about rows that break a rule, told by the rooms' kinds of table."""

from datetime import date
from decimal import Decimal

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
