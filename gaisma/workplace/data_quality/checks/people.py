"""Persons: likely duplicates, birth dates that cannot be, codes that contradict them."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import polars as pl
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from stdnum.lv import pvn

from gaisma.base import personal_codes, rotation, wording
from gaisma.record.people.models import Person
from gaisma.workplace.data_quality.checks import Check, Round, kept, reading
from gaisma.workplace.data_quality.permissions import SEE

OLDEST = 110
YOUNGEST_STAFF = 16
ALIKE = {"given": 3, "family": 4}
"""So many first letters of a name are alike in two spellings of it."""


def _pairs(round_: Round, on: list[str]) -> pl.DataFrame:
    """Pairs of persons who agree in the columns, the older record first."""
    rows = reading.people(round_).drop_nulls(on)
    several = rows.filter(pl.len().over(on) > 1)
    pairs = several.join(several, on=on, suffix="_other", coalesce=True)
    return pairs.filter(pl.col("person") < pl.col("person_other"))


def _told(round_: Round, key: str, pairs_of: Callable[[Round], pl.DataFrame]) -> pl.DataFrame:
    """The pairs, which only people make, at the organisations where they are known."""
    pairs = kept(f"people.{key}", round_, ("people",), lambda: pairs_of(round_))
    found = pairs.with_columns(
        subject=pl.format("person:{}:{}", "person", "person_other"),
        kind=pl.lit("person"),
        target="person",
        other="person_other",
    )
    return reading.at_ties(round_, found, "person", "person_other")


def same(round_: Round) -> pl.DataFrame:
    """Two records of one name and one birth date."""
    return _told(round_, "same", lambda round_: _pairs(round_, ["given", "family", "born_on"]))


def similar(round_: Round) -> pl.DataFrame:
    """Two records of one birth date whose names differ only a little, or stand in turn."""
    return _told(round_, "similar", _similar)


def _similar(round_: Round) -> pl.DataFrame:
    pairs = _pairs(round_, ["born_on"])
    alike = {
        name: pl.col(name).str.head(letters) == pl.col(f"{name}_other").str.head(letters)
        for name, letters in ALIKE.items()
    }
    equal = {name: pl.col(name) == pl.col(f"{name}_other") for name in ("given", "family")}
    near = (equal["given"] & alike["family"]) | (equal["family"] & alike["given"])
    turned = (pl.col("given") == pl.col("family_other")) & (
        pl.col("family") == pl.col("given_other")
    )
    identical = equal["given"] & equal["family"]
    return pairs.filter((near | turned) & ~identical)


def same_elsewhere(round_: Round) -> pl.DataFrame:
    """Two records of one name at two places, of which one has no birth date."""
    return _told(round_, "same_elsewhere", _same_elsewhere)


def _same_elsewhere(round_: Round) -> pl.DataFrame:
    rows = reading.people(round_)
    unknown = rows.filter(pl.col("born_on").is_null())
    keys = ["given", "family"]
    pairs = unknown.join(rows, on=keys, suffix="_other", coalesce=True)
    first = pl.col("born_on_other").is_not_null() | (pl.col("person") < pl.col("person_other"))
    return pairs.filter((pl.col("person") != pl.col("person_other")) & first)


def _says_pair(row: Mapping[str, Any]) -> str:
    born = wording.day(row["born_on"]) if row.get("born_on") else _("birth date unknown")
    return _("%(first)s and %(second)s, %(born)s") % {
        "first": row["name"],
        "second": row["name_other"],
        "born": born,
    }


def impossible(round_: Round) -> pl.DataFrame:
    """Birth dates in the future, too long ago, after learning began, or of staff too young."""
    day = round_.as_of
    first = reading.enrolments(round_).group_by("person").agg(begun=pl.col("from_on").min())
    working = reading.posts(round_).group_by("person").agg(employed=pl.col("from_on").min())
    rows = reading.people(round_).join(first, on="person", how="left")
    rows = rows.join(working, on="person", how="left")
    old = date(day.year - OLDEST, 1, 1)
    youngest = pl.col("born_on").dt.offset_by(f"{YOUNGEST_STAFF}y")
    wrong = (
        (pl.col("born_on") > day)
        | (pl.col("born_on") < old)
        | (pl.col("born_on") >= pl.col("begun"))
        | (youngest > pl.col("employed"))
    )
    return reading.at_ties(round_, reading.about_people(rows.filter(wrong)), "person")


def _says_born(row: Mapping[str, Any]) -> str:
    return _("born %(day)s") % {"day": wording.day(row["born_on"])}


def contradicted(round_: Round) -> pl.DataFrame:
    """Personal codes that carry another birth date than the record, or a wrong check digit."""
    found = kept("people.wrong_codes", round_, ("people",), lambda: _wrong_codes(round_.as_of))
    named = found.join(reading.people(round_), on="person", maintain_order="left")
    return reading.at_ties(round_, reading.about_people(named), "person")


def _wrong_codes(today: date) -> pl.DataFrame:
    """The persons whose code is wrong, and why; every code is opened for it."""
    coded = Person.objects.exclude(personal_code_encrypted="")
    rows = list(coded.values_list("pk", "personal_code_encrypted", "born_on"))
    keys = tuple(rotation.known("personal-code"))
    wrong = [
        (pk, why)
        for pk, sealed, born_on in rows
        if (why := _contradiction(personal_codes.opened(sealed, keys=keys), born_on, today))
    ]
    schema = {"person": pl.Int64, "why": pl.String}
    return pl.DataFrame(wrong, schema=schema, orient="row")


def _contradiction(digits: str, born_on: date | None, today: date) -> str:
    try:
        personal_codes.checked(digits, today=today)
    except personal_codes.InvalidPersonalCode as invalid:
        return invalid.code
    if digits.startswith("32") or born_on is None:
        return ""
    return "" if pvn.get_birth_date(digits) == born_on else "born_on"


def _says_code(row: Mapping[str, Any]) -> str:
    if row["why"] == "born_on":
        return _("The birth date in the personal code is another than %(day)s.") % {
            "day": wording.day(row["born_on"])
        }
    return _("The personal code is not written right: its form, date or last digit is wrong.")


def homeless(round_: Round) -> pl.DataFrame:
    """Who was to stay a learner and has no place; who is in the record and nowhere."""
    placed = reading.placed(round_).select("person")
    ended = (
        reading.enrolments(round_)
        .filter(pl.col("school_year") != round_.school_year, leaving_reason="")
        .join(placed, on="person", how="anti")
        .join(_coming(round_), on="person", how="anti")
        .unique(["person", "organisation"])
    )
    rows = ended.join(reading.people(round_), on="person", maintain_order="left")
    return reading.about_people(rows.select("person", "name", "organisation", "group_name"))


def _coming(round_: Round) -> pl.DataFrame:
    """Who has a place in the year, though not on its first day."""
    this_year = reading.enrolments(round_).filter(pl.col("school_year") == round_.school_year)
    return this_year.select("person").unique()


def _says_homeless(row: Mapping[str, Any]) -> str:
    return _("was in %(group)s; no reason of leaving, no new place") % {"group": row["group_name"]}


def twice(round_: Round) -> pl.DataFrame:
    """Learners with places in two groups at once, in stages that exclude it."""
    rows = reading.placed(round_)
    rows = rows.filter(pl.col("group").n_unique().over("person") > 1)
    groups = rows.group_by("person").agg(groups=pl.col("group_name").unique().sort().str.join(", "))
    found = rows.select("person", "organisation").unique()
    found = found.join(groups, on="person", maintain_order="left")
    return reading.about_people(found.join(reading.people(round_), on="person"))


def _says_twice(row: Mapping[str, Any]) -> str:
    return _("in %(groups)s at once") % {"groups": row["groups"]}


CHECKS = [
    Check(
        "duplicates",
        title=gettext_noop("Likely duplicates"),
        explanation=gettext_noop("Two records of one name and one birth date."),
        permission=SEE,
        find=same,
        says=_says_pair,
        tables=reading.TIES,
        order=10,
    ),
    Check(
        "similar-names",
        title=gettext_noop("Similar names"),
        explanation=gettext_noop(
            "One birth date, and names that differ in an ending or a mark, or stand in turn."
        ),
        permission=SEE,
        find=similar,
        says=_says_pair,
        tables=reading.TIES,
        order=20,
    ),
    Check(
        "same-name",
        title=gettext_noop("The same name, birth date unknown"),
        explanation=gettext_noop("Two records of one name; one of them has no birth date."),
        permission=SEE,
        find=same_elsewhere,
        says=_says_pair,
        tables=reading.TIES,
        order=30,
    ),
    Check(
        "birth-dates",
        title=gettext_noop("Impossible birth dates"),
        explanation=gettext_noop(
            "In the future, more than 110 years ago, after learning began, or staff under 16."
        ),
        permission=SEE,
        find=impossible,
        says=_says_born,
        tables=reading.TIES,
        order=40,
    ),
    Check(
        "personal-codes",
        title=gettext_noop("Personal codes that contradict the record"),
        explanation=gettext_noop("Another birth date in the code, or a code not written right."),
        permission=SEE,
        find=contradicted,
        says=_says_code,
        tables=reading.TIES,
        order=50,
    ),
    Check(
        "without-group",
        title=gettext_noop("Learners without a group"),
        explanation=gettext_noop(
            "They learned last year, no reason of leaving is noted, and they have no place now."
        ),
        permission=SEE,
        find=homeless,
        says=_says_homeless,
        tables=reading.TIES,
        order=60,
    ),
    Check(
        "two-groups",
        title=gettext_noop("Two full-time groups at once"),
        explanation=gettext_noop(
            "Preschool, school and vocational education exclude one another on the same day."
        ),
        permission=SEE,
        find=twice,
        says=_says_twice,
        tables=reading.TIES,
        order=70,
    ),
]
