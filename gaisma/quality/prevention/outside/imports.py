"""A list of the register of persons is taken in: who is new on it, who is on it no more.

A list may hold the declared residents, those under temporary protection, or both; it ends the rows
of those it speaks of and does not name. A child is found by personal code, else by name and birth.
"""

from datetime import timedelta

import polars as pl
from django.utils.translation import gettext as _

from gaisma.base import personal_codes, rotation, wording
from gaisma.base.permissions import OFFICIALS
from gaisma.evidence.interop.kinds import TableKind
from gaisma.evidence.interop.planning import Draft
from gaisma.quality.prevention import tables
from gaisma.quality.prevention.models import Declared
from gaisma.record.people.imports import with_person
from gaisma.record.people.models import Person

NAMED = ("given_name", "family_name", "born_on")
DAY = timedelta(days=1)
FEW, MANY = 10, 0.2
"""More than so many, and more than this part of a list, do not go from one to the next."""


def plan_declared(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    """The children of a list, found or new; those whom a newer list has no more are ended."""
    rows = _of_one_day(draft, tables.DECLARED.renamed(rows))
    rows = _of_newest(draft, _as_known(draft, _with_people(draft, rows)))
    planned = draft.upsert(
        Declared,
        rows,
        match=("person_id", "from_on"),
        values=("address", "is_protected", "listed_on"),
        names={**tables.DECLARED.names, "person_id": "family_name", "from_on": "listed_on"},
    )
    _end(draft, planned)
    return planned


def _as_known(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    """With the first list that has the child, and its protection where this one tells of none."""
    open_ = draft.records.of(Declared).filter(pl.col("to_on").is_null())
    known = open_.select("person_id", since="from_on", was_protected="is_protected")
    rows = rows.join(known, on="person_id", how="left", maintain_order="left")
    if "is_protected" not in rows.columns:
        rows = rows.with_columns(is_protected=pl.lit(None, pl.Boolean))
    return rows.with_columns(
        from_on=pl.coalesce("since", "listed_on"),
        is_protected=pl.coalesce("is_protected", "was_protected", pl.lit(value=False)),
        speaks_of=pl.col("is_protected").fill_null(value=False),
    ).drop("since", "was_protected")


def _of_one_day(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    other = pl.col("listed_on") != pl.col("listed_on").first()
    told = _("A list is of one day: give every row the day of the first one.")
    draft.check.refuse(rows.filter(other), "listed_on", told)
    return rows.filter(~other)


def _of_newest(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows, unless a newer list of such children is known: what it says holds."""
    kinds = rows["speaks_of"].unique().implode()
    known = draft.records.of(Declared).filter(pl.col("is_protected").is_in(kinds))
    newest = known["listed_on"].max()
    older = pl.col("listed_on") < pl.lit(newest, pl.Date)
    told = _("A newer list of %(day)s is here already: take in none that is older.")
    old = rows.filter(older.fill_null(value=False))
    draft.check.refuse(old, "listed_on", told % {"day": wording.day(newest)} if newest else "")  # type: ignore[arg-type]
    return rows.join(old, on="row", how="anti", maintain_order="left")


def _with_people(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    """Adds `person_id`; who is not in the record yet is planned there."""
    if "personal_code" not in rows.columns:
        rows = rows.with_columns(personal_code=pl.lit(None, pl.String))
    key = rotation.in_force("personal-code-hash")
    hashes = [code and personal_codes.hashed(code, key=key) for code in rows["personal_code"]]
    rows = rows.with_columns(pl.Series("code_hash", hashes, dtype=pl.String))
    people = draft.records.of(Person)
    holders = people.filter(pl.col("personal_code_hash").is_not_null())
    holders = holders.select(code_hash="personal_code_hash", holder="id")
    rows = rows.join(holders, on="code_hash", how="left", maintain_order="left")
    rows = rows.join(_named_alike(rows, people), on="row", how="left", maintain_order="left")
    doubtful = pl.col("holder").is_null() & (pl.col("alike") > 1)
    told = _("Several people have this name and day of birth: give the personal code.")
    draft.check.refuse(rows.filter(doubtful), "family_name", told)
    rows = rows.filter(~doubtful.fill_null(value=False))
    rows = rows.with_columns(person_id=pl.coalesce("holder", "found"))
    return _with_new(draft, rows).drop("code_hash", "holder", "found", "alike", "personal_code")


def _named_alike(rows: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """By row whoever has the name and day of birth, and no other code: how many, and the one."""
    folded = [pl.col(name).str.to_lowercase().str.strip_chars() for name in NAMED[:2]]
    told = rows.select("row", "code_hash", *folded, "born_on")
    known = people.select(*folded, "born_on", "personal_code_hash", found="id")
    met = told.join(known, on=NAMED, how="inner")
    is_other = pl.col("code_hash") != pl.col("personal_code_hash")
    return (
        met.filter(~is_other.fill_null(value=False))
        .group_by("row")
        .agg(pl.col("found").first(), alike=pl.len())
    )


def _with_new(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    """Who is named twice in the file is one person: by the code, else by name and day of birth."""
    lowered = [pl.col(name).str.to_lowercase() for name in NAMED[:2]]
    said = pl.concat_str(*lowered, pl.col("born_on").cast(pl.String), separator="|")
    rows = rows.with_columns(one=pl.coalesce("code_hash", said))
    new = rows.filter(pl.col("person_id").is_null()).unique("one", maintain_order=True)
    key = rotation.in_force("personal-code")
    sealed = [code and personal_codes.sealed(code, key=key) for code in new["personal_code"]]
    new = new.with_columns(
        draft.records.fresh_ids(Person, new.height).alias("id"),
        pl.Series("personal_code_encrypted", sealed, dtype=pl.String).fill_null(""),
        personal_code_hash="code_hash",
    )
    fields = ("id", *NAMED, "personal_code_encrypted", "personal_code_hash")
    draft.records.add(Person, new.select(fields))
    fresh = new.select("one", fresh="id")
    rows = rows.join(fresh, on="one", how="left", maintain_order="left")
    rows = rows.with_columns(person_id=pl.coalesce("person_id", "fresh")).drop("fresh", "one")
    _with_birthdays(draft, rows)
    return rows


def _with_birthdays(draft: Draft, rows: pl.DataFrame) -> None:
    """Whom the record knows without a day of birth it knows with that of the list."""
    unknown = draft.records.of(Person).filter(pl.col("born_on").is_null()).select("id")
    told = rows.select("born_on", id="person_id").unique("id", keep="first")
    draft.records.change(Person, told.join(unknown, on="id", how="semi").select("id", "born_on"))


def _end(draft: Draft, planned: pl.DataFrame) -> None:
    """End the rows of whom this list speaks and whom it does not name."""
    if not planned.height:
        return
    day = planned["listed_on"][0]
    rows = draft.records.of(Declared).filter(
        pl.col("to_on").is_null(),
        pl.col("listed_on") < day,
        pl.col("is_protected").is_in(planned["speaks_of"].unique().implode()),
    )
    gone = rows.join(planned, on="id", how="anti").select("id", to_on=pl.lit(day - DAY))
    draft.records.change(Declared, gone)
    draft.changed_beside("declared", gone.height)
    if gone.height > max(FEW, rows.height * MANY):
        question = _(
            "%(gone)d of %(known)d children are on this list no more. Is it the whole list?"
        ) % {"gone": gone.height, "known": rows.height}
        file, yes = draft.check.table.file, _("yes, the whole list")
        draft.check.findings.ask("shorter_list", file, question, yes=yes)


def export_declared(source: str) -> pl.DataFrame:
    """The children of the newest lists."""
    rows = Declared.objects.filter(to_on=None).order_by("pk")
    found = tables.DECLARED.export(rows, "person_id", but="person")
    return with_person(found, source).drop("person_id", "personal_code_encrypted")


TABLE_KINDS = [
    TableKind(
        "declared",
        140,
        plan_declared,
        export_declared,
        {"people.Person": "people", "prevention.Declared": "declared_children"},
        model=Declared,
        columns=tables.DECLARED.columns,
        readers=OFFICIALS,
    ),
]
