"""Whose the results of a file are: by code, or by name and class; doubts are asked."""

from collections.abc import Iterator

import polars as pl
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gaisma.base import personal_codes, rotation
from gaisma.evidence.interop.planning import Draft
from gaisma.quality.assessments.models import Assessment
from gaisma.record.people.imports import IDENTIFIERS, OWN
from gaisma.record.people.models import Person
from gaisma.record.programmes.models import Enrolment, Group

BY_NAME, DOUBTFUL = ("name", "doubtful")
NOBODY = gettext_noop(
    "Nobody called “%(name)s” is known there in that class. The nearest are: %(near)s."
)
SEVERAL = gettext_noop("Several learners fit “%(name)s”: give the personal code.")
ASKED = gettext_noop("Row %(row)s tells “%(told)s”: is that %(found)s?")
NEAR = 3


def with_learners(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    """Adds `person_id` and `group_id`; rows whose learner is not known are refused and go."""
    missing = ("person_id", "personal_code", "given_name", "family_name", "group")
    absent = [pl.lit(None, pl.String).alias(name) for name in missing if name not in rows.columns]
    rows = rows.with_columns(absent).rename({"person_id": "sender_id"})
    rows = _by_identifier(draft, rows)
    learning = _learning(draft, rows)
    found = pl.concat(
        [_by_name(rows, learning, exact) for exact in (True, False)], how="vertical_relaxed"
    ).unique("row", keep="first", maintain_order=True)
    rows = rows.join(found, on="row", how="left", maintain_order="left")
    is_named = pl.col("person_id").is_not_null()
    _refuse_unknown(draft, rows.filter(~is_named, pl.col("found").is_null()), learning)
    _ask(draft, rows.filter(~is_named, pl.col("found").is_not_null(), pl.col("how") == DOUBTFUL))
    rows = rows.with_columns(person_id=pl.coalesce("person_id", "found"))
    asked = rows.filter(pl.col("person_id").is_not_null())
    return _with_groups(asked, learning)


def _by_identifier(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    """Whom the source, our own number or the personal code names."""
    rows = draft.identified(rows, IDENTIFIERS, "sender_id", into="person_id")
    people = draft.records.of(Person)
    own = pl.col("sender_id").str.strip_prefix(OWN).cast(pl.Int64, strict=False)
    ours = rows.with_columns(own=pl.when(pl.col("sender_id").str.starts_with(OWN)).then(own))
    stored = people.select(own="id", stored="id")
    rows = ours.join(stored, on="own", how="left", maintain_order="left")
    rows = rows.with_columns(person_id=pl.coalesce("person_id", "stored")).drop("own", "stored")
    key = rotation.in_force("personal-code-hash")
    hashes = [code and personal_codes.hashed(code, key=key) for code in rows["personal_code"]]
    rows = rows.with_columns(pl.Series("code_hash", hashes, dtype=pl.String))
    holders = people.filter(pl.col("personal_code_hash").is_not_null())
    holders = holders.select(code_hash="personal_code_hash", holder="id")
    rows = rows.join(holders, on="code_hash", how="left", maintain_order="left")
    lost = pl.col("code_hash").is_not_null() & pl.col("holder").is_null()
    draft.check.refuse(rows.filter(lost), "personal_code", _("Nobody has this personal code."))
    rows = rows.filter(~lost)
    return rows.with_columns(person_id=pl.coalesce("person_id", "holder")).drop(
        "code_hash", "holder", "personal_code"
    )


def _learning(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    """Who learns in which class of the institutions, in the school years of the assessments."""
    years = draft.records.of(Assessment).select("school_year_id", assessment_id="id")
    asked = rows.select("assessment_id", "institution_id").unique().join(years, on="assessment_id")
    groups = draft.records.of(Group).select(
        "institution_id", "school_year_id", group_id="id", group_name="name"
    )
    there = asked.join(groups, on=["institution_id", "school_year_id"])
    enrolled = draft.records.of(Enrolment).select(
        "person_id", "group_id", "programme_id", "from_on"
    )
    people = draft.records.of(Person).select("given_name", "family_name", found="id")
    every = there.join(enrolled, on="group_id").rename({"person_id": "found"})
    every = every.join(people, on="found").sort("from_on")
    return every.select(
        "assessment_id",
        "institution_id",
        "found",
        "group_id",
        "programme_id",
        "group_name",
        called=pl.concat_str("given_name", pl.lit(" "), "family_name"),
        name=pl.concat_str(_folded("given_name"), pl.lit(" "), _folded("family_name")),
        bare=pl.concat_str(_bare("given_name"), pl.lit(" "), _bare("family_name")),
        group_folded=_folded("group_name"),
    )


def _by_name(rows: pl.DataFrame, learning: pl.DataFrame, exact: bool) -> pl.DataFrame:  # noqa: FBT001
    """By name and class, or, where that is nobody, by a like name anywhere in the institution."""
    told = rows.filter(pl.col("person_id").is_null()).select(
        "row",
        "assessment_id",
        "institution_id",
        name=pl.concat_str(_folded("given_name"), pl.lit(" "), _folded("family_name")),
        bare=pl.concat_str(_bare("given_name"), pl.lit(" "), _bare("family_name")),
        group_folded=_folded("group"),
    )
    by = ["name", "group_folded"] if exact else ["bare"]
    keys = ["assessment_id", "institution_id", *by]
    met = told.join(learning.select(*keys, "found", "called", "group_name"), on=keys)
    return met.group_by("row", maintain_order=True).agg(
        found=pl.when(pl.col("found").n_unique() == 1).then(pl.col("found").last()),
        called=pl.col("called").last(),
        group_name=pl.col("group_name").last(),
        candidates=pl.col("found").n_unique(),
        how=pl.lit(BY_NAME if exact else DOUBTFUL).first(),
    )


def _refuse_unknown(draft: Draft, lost: pl.DataFrame, learning: pl.DataFrame) -> None:
    draft.check.refuse_each(lost, "family_name", _why_unknown(lost, learning))


def _why_unknown(lost: pl.DataFrame, learning: pl.DataFrame) -> Iterator[str]:
    from difflib import get_close_matches

    for line in lost.head(1_000).iter_rows(named=True):
        name = f"{line['given_name'] or ''} {line['family_name'] or ''}".strip()
        if (line["candidates"] or 0) > 1:
            yield _(SEVERAL) % {"name": name}
            continue
        there = learning.filter(
            pl.col("assessment_id") == line["assessment_id"],
            pl.col("institution_id") == line["institution_id"],
        )
        names = [f"{one} ({group})" for one, group in there.select("called", "group_name").rows()]
        near = get_close_matches(f"{name} ({line['group'] or ''})", names, n=NEAR, cutoff=0.6)
        yield _(NOBODY) % {"name": name, "near": ", ".join(near) or "–"}


def _ask(draft: Draft, doubtful: pl.DataFrame) -> None:
    """One question a row: the file tells another class or writes the name otherwise."""
    for line in doubtful.iter_rows(named=True):
        told = " ".join(filter(None, (line["given_name"], line["family_name"], line["group"])))
        found = f"{line['called']} {line['group_name']}"
        question = _(ASKED) % {"row": line["row"], "told": told, "found": found}
        file, yes = draft.check.table.file, _("yes, that one")
        draft.check.findings.ask("doubtful_learner", file, question, yes=yes, row=line["row"])


def _with_groups(rows: pl.DataFrame, learning: pl.DataFrame) -> pl.DataFrame:
    """The class of each: where the learner was last that year, there."""
    keys = ["assessment_id", "institution_id", "found"]
    last = learning.select(*keys, "group_id", "programme_id").unique(keys, keep="last")
    last = last.rename({"found": "person_id"})
    on = ["assessment_id", "institution_id", "person_id"]
    return rows.join(last, on=on, how="left", maintain_order="left").drop(
        "sender_id", "found", "called", "candidates", "how", "group", "group_name"
    )


def _folded(column: str) -> pl.Expr:
    """Names as they are compared: case, spaces and a full stop after the number make no odds."""
    text = pl.col(column).cast(pl.String).str.to_lowercase().str.strip_chars()
    return text.str.replace_all(r"[\s.\-]+", " ").str.strip_chars()


def _bare(column: str) -> pl.Expr:
    """The same without marks over and under letters."""
    return _folded(column).str.normalize("NFD").str.replace_all(r"\p{M}", "")
