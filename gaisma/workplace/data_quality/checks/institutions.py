"""Institutions and their groups: posts without load, licences, what is stale; ages and sizes."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl
from django.db.models import Max, Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gaisma.base import bulk, wording
from gaisma.base.models import Organisation
from gaisma.record.organisations.models import Licence
from gaisma.record.people.models import Employment, Vacancy
from gaisma.record.programmes.models import Enrolment, Group, Programme
from gaisma.workplace.data_quality.checks import Check, Round, kept, reading
from gaisma.workplace.data_quality.permissions import SEE

STALE_AFTER = 6
"""Months without a change after which a register is likely not kept."""
KEPT: tuple[tuple[str, type[Model]], ...] = (
    ("groups", Group),
    ("employments", Employment),
    ("vacancies", Vacancy),
)
"""The rows of a register that say themselves whose they are; those of learners say it by group."""


def without_load(round_: Round) -> pl.DataFrame:
    """Staff whose posts at an institution have no load."""
    loads = reading.posts(round_).group_by("person", "organisation").agg(pl.col("load").sum())
    rows = loads.filter(pl.col("load") == 0).join(reading.people(round_), on="person")
    found = reading.about_people(rows)
    return found.with_columns(subject=pl.format("person:{}:{}", "person", "organisation"))


def _says_load(row: Mapping[str, Any]) -> str:
    return _("works here with a load of 0")


def stale(round_: Round) -> pl.DataFrame:
    """Institutions in whose register nothing has changed for months."""
    since = _months_before(round_.as_of, STALE_AFTER)
    rows = _open_institutions(round_.as_of).join(_last_changes(round_), on="organisation")
    return rows.filter(pl.col("changed").dt.date() < since).with_columns(
        subject=pl.format("organisation:{}", "organisation"),
        kind=pl.lit("organisation"),
        target="organisation",
    )


def _months_before(day: date, months: int) -> date:
    before: date = pl.select(pl.lit(day).dt.offset_by(f"-{months}mo")).item()
    return before


def _open_institutions(day: date) -> pl.DataFrame:
    rows = bulk.frame_of(Organisation.objects.institutions().open_on(day), "pk", "name")
    return rows.select(organisation="pk", name="name")


def _last_changes(round_: Round) -> pl.DataFrame:
    """When something last changed in the register of each organisation; each table by itself."""
    frames = [_changed(round_, table, model, "institution") for table, model in KEPT]
    by_group = _changed(round_, "enrolments", Enrolment, "group").rename({"organisation": "pk"})
    groups = bulk.frame_of(Group.objects.all(), "pk", "institution_id")
    frames.append(
        by_group.join(groups, on="pk")
        .select("institution_id", "changed")
        .rename({"institution_id": "organisation"})
    )
    return pl.concat(frames).group_by("organisation").agg(pl.col("changed").max())


def _changed(round_: Round, table: str, model: type[Model], place: str) -> pl.DataFrame:
    schema: Any = {"organisation": pl.Int64, "changed": pl.Datetime("us", "UTC")}
    last = model._default_manager.values_list(place).annotate(Max("changed_at"))
    return kept(
        f"institutions.changed.{table}",
        round_,
        (table,),
        lambda: pl.DataFrame(list(last), schema=schema, orient="row"),
    )


def _says_stale(row: Mapping[str, Any]) -> str:
    return _("nothing has changed since %(day)s") % {"day": wording.day(row["changed"].date())}


def expired(round_: Round) -> pl.DataFrame:
    """Licences that have ended and have no later one; programmes whose licence has ended."""
    working = _open_institutions(round_.as_of)
    lapsed = [_licences(round_.as_of), _programmes(round_)]
    named = pl.concat(lapsed).join(working, on="organisation", maintain_order="left")
    return named.with_columns(kind=pl.lit("organisation"), target="organisation")


def _licences(day: date) -> pl.DataFrame:
    rows = bulk.frame_of(Licence.objects.all(), "pk", "institution_id", "kind", "number", "to_on")
    lasting = rows.filter(pl.col("to_on").is_null() | (pl.col("to_on") >= day))
    ended = rows.filter(pl.col("to_on") < day).join(
        lasting, on=["institution_id", "kind"], how="anti"
    )
    last = ended.sort("to_on").unique(["institution_id", "kind"], keep="last")
    return last.select(
        subject=pl.format("licence:{}", "pk"),
        organisation="institution_id",
        what="number",
        to_on="to_on",
    )


def _programmes(round_: Round) -> pl.DataFrame:
    used = Group.objects.filter(school_year__name=round_.school_year).values("programme")
    ended = Programme.objects.filter(licensed_until__lt=round_.as_of, pk__in=used)
    rows = bulk.frame_of(ended, "pk", "institution_id", "code", "licensed_until")
    return rows.select(
        subject=pl.format("programme:{}", "pk"),
        organisation="institution_id",
        what="code",
        to_on="licensed_until",
    )


def _says_expired(row: Mapping[str, Any]) -> str:
    return _("%(what)s ended on %(day)s") % {
        "what": row["what"],
        "day": wording.day(row["to_on"]),
    }


CHECKS = [
    Check(
        "without-load",
        title=gettext_noop("Staff without load"),
        explanation=gettext_noop("They hold a post today, and its load is 0."),
        permission=SEE,
        find=without_load,
        says=_says_load,
        tables=("people", "employments"),
        order=100,
    ),
    Check(
        "stale",
        title=gettext_noop("Registers that nobody keeps"),
        explanation=gettext_noop(
            "No group, learner, post or vacancy of the institution has changed for six months."
        ),
        permission=SEE,
        find=stale,
        says=_says_stale,
        tables=("organisations", "groups", "enrolments", "employments", "vacancies"),
        order=110,
    ),
    Check(
        "licences",
        title=gettext_noop("Licences that have ended"),
        explanation=gettext_noop("The institution or programme is in use, its licence has ended."),
        permission=SEE,
        find=expired,
        says=_says_expired,
        order=120,
    ),
]


FIRST_GRADE_AT = 7
YOUNGER, OLDER = 1, 3
"""So many years below and above the usual age of a grade are nothing unusual."""
PRESCHOOL_AGES = (1, 7)
OF_AGES = ("people", *reading.PLACES)


def ages(round_: Round) -> pl.DataFrame:
    """Learners far from the age of their grade; children outside the ages of preschool.

    The age is counted in calendar years at the start of the school year, as grades are.
    """
    rows = reading.placed(round_).filter(pl.col("form_of_study") != "extramural")
    rows = rows.join(reading.people(round_), on="person").drop_nulls("born_on")
    rows = rows.with_columns(age=int(round_.school_year[:4]) - pl.col("born_on").dt.year())
    usual = pl.col("grade") + FIRST_GRADE_AT - 1
    off_grade = ~pl.col("age").is_between(usual - YOUNGER, usual + OLDER)
    off_preschool = (pl.col("stage") == "preschool") & ~pl.col("age").is_between(*PRESCHOOL_AGES)
    return reading.about_people(rows.filter(off_grade.fill_null(value=False) | off_preschool))


def _says_age(row: Mapping[str, Any]) -> str:
    return _("%(age)d years old in %(group)s") % {"age": row["age"], "group": row["group_name"]}


def sizes(round_: Round) -> pl.DataFrame:
    """Groups with fewer learners than their minimum or more than their maximum."""
    groups = bulk.frame_of(
        Group.objects.filter(school_year__name=round_.school_year, learners_total__isnull=True),
        "pk",
        "name",
        "institution_id",
        "programme__stage",
        "min_size",
        "max_size",
    )
    stages = reading.placed(round_)["stage"].unique().implode()
    held = reading.placed(round_).group_by("group").agg(held=pl.col("person").n_unique())
    rows = groups.join(held, left_on="pk", right_on="group", how="left")
    rows = rows.filter(pl.col("programme__stage").is_in(stages)).with_columns(
        held=pl.col("held").fill_null(0)
    )
    beyond = (pl.col("held") < pl.col("min_size")) | (pl.col("held") > pl.col("max_size"))
    return rows.filter(beyond).with_columns(
        subject=pl.format("group:{}", "pk"),
        kind=pl.lit("group"),
        target="pk",
        organisation="institution_id",
    )


def _says_size(row: Mapping[str, Any]) -> str:
    said = {"held": row["held"], "least": row["min_size"], "most": row["max_size"]}
    if row["max_size"] is not None and row["held"] > row["max_size"]:
        return _("%(held)d learners, the maximum is %(most)d") % said
    return _("%(held)d learners, the minimum is %(least)d") % said


OF_GROUPS = [
    Check(
        "ages",
        title=gettext_noop("Unusual ages"),
        explanation=gettext_noop(
            "More than a year younger or three years older than usual in the grade; in preschool "
            "under one or over seven."
        ),
        permission=SEE,
        find=ages,
        says=_says_age,
        tables=OF_AGES,
        order=80,
    ),
    Check(
        "sizes",
        title=gettext_noop("Groups beyond their limits"),
        explanation=gettext_noop("More learners than the maximum, or fewer than the minimum."),
        permission=SEE,
        find=sizes,
        says=_says_size,
        tables=OF_AGES,
        order=90,
    ),
]
