"""Institutions: staff without load, registers that nobody keeps, licences that have ended."""

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
from gaisma.workplace.data_quality.checks import Check, Round, reading
from gaisma.workplace.data_quality.permissions import SEE
from gaisma.workplace.data_quality.privacy import kept

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
