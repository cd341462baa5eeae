"""Results from files: whose they are is found by code, or by name and class; doubts are asked."""

from collections.abc import Iterator
from typing import Any

import polars as pl
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gaisma.base import personal_codes, rotation
from gaisma.base.changes import UnableToRecord
from gaisma.base.permissions import KEEPERS
from gaisma.evidence.interop.findings import Decision
from gaisma.evidence.interop.kinds import TableKind
from gaisma.evidence.interop.planning import Draft
from gaisma.quality.assessments import tables
from gaisma.quality.assessments.models import Assessment, FormerResult, Paper, Result
from gaisma.quality.assessments.models.results import REACHED
from gaisma.quality.assessments.reaching import Measuring
from gaisma.quality.assessments.workflow import OPEN, PROVISIONAL
from gaisma.record.people.imports import IDENTIFIERS, OWN, with_person
from gaisma.record.people.models import Person
from gaisma.record.programmes.models import Enrolment, Group

VALUES = (
    "institution_id",
    "group_id",
    "programme_id",
    *(name for name in REACHED if name != "state"),
)
BY_CODE, BY_NAME, DOUBTFUL = ("code", "name", "doubtful")
NOBODY = gettext_noop(
    "Nobody called “%(name)s” is known there in that class. The nearest are: %(near)s."
)
SEVERAL = gettext_noop("Several learners fit “%(name)s”: give the personal code.")
ASKED = gettext_noop("Row %(row)s tells “%(told)s”: is that %(found)s?")
NEAR = 3


def plan_results(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    """Find paper and learner of each row, measure what was reached, keep what stood there."""
    rows = draft.institution(rows)
    rows = _with_papers(draft, rows)
    rows = _with_learners(draft, rows)
    rows = tables.RESULTS.renamed(rows)
    attempt = pl.col("attempt") if "attempt" in rows.columns else pl.lit(None, pl.Int64)
    rows = rows.with_columns(attempt=attempt.fill_null(1), known_on=pl.lit(draft.today))
    rows = _measured(draft, rows)
    planned = draft.upsert(
        Result,
        rows,
        match=("person_id", "paper_id", "attempt"),
        values=VALUES,
        names=tables.RESULTS.names,
    )
    _begin(draft, planned)
    _keep_former(draft, planned)
    return planned


def _with_papers(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    """The paper that the row names; an only one need not be named."""
    rows = draft.refer(
        rows,
        Assessment,
        {"key": "assessment"},
        into="assessment_id",
        message=_("There is no assessment “%(value)s”. The nearest are: %(near)s."),
    )
    state = draft.records.of(Assessment).select("state", assessment_id="id")
    rows = rows.join(state, on="assessment_id", how="left", maintain_order="left")
    shut = pl.col("state") != OPEN
    told = _("The assessment takes no results now: open it first.")
    draft.check.refuse(rows.filter(shut), "assessment", told)
    rows = rows.filter(~shut).drop("state")
    papers = draft.records.of(Paper).select("assessment_id", paper="code")
    only = papers.group_by("assessment_id").agg(
        only=pl.when(pl.len() == 1).then(pl.col("paper").first())
    )
    rows = rows.join(only, on="assessment_id", how="left", maintain_order="left")
    named = pl.col("paper") if "paper" in rows.columns else pl.lit(None, pl.String)
    rows = rows.with_columns(paper=pl.coalesce(named, "only")).drop("only")
    unnamed = pl.col("paper").is_null()
    told = _("The assessment has several papers: say which one this is of.")
    draft.check.refuse(rows.filter(unnamed), "paper", told)
    return draft.refer(
        rows.filter(~unnamed),
        Paper,
        {"assessment_id": "assessment_id", "code": "paper"},
        into="paper_id",
        message=_("The assessment has no paper “%(value)s”. It has: %(near)s."),
    )


def _folded(column: str) -> pl.Expr:
    """Names as they are compared: case, spaces and a full stop after the number make no odds."""
    text = pl.col(column).cast(pl.String).str.to_lowercase().str.strip_chars()
    return text.str.replace_all(r"[\s.\-]+", " ").str.strip_chars()


def _bare(column: str) -> pl.Expr:
    """The same without marks over and under letters."""
    return _folded(column).str.normalize("NFD").str.replace_all(r"\p{M}", "")


def _with_learners(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
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
        file = draft.check.table.file
        choices = (_("yes, that one"), _("take nothing"))
        decision = Decision("doubtful_learner", file, line["row"], question, choices)
        draft.check.findings.decisions.append(decision)


def _with_groups(rows: pl.DataFrame, learning: pl.DataFrame) -> pl.DataFrame:
    """The class of each: where the learner was last that year, there."""
    keys = ["assessment_id", "institution_id", "found"]
    last = learning.select(*keys, "group_id", "programme_id").unique(keys, keep="last")
    last = last.rename({"found": "person_id"})
    on = ["assessment_id", "institution_id", "person_id"]
    return rows.join(last, on=on, how="left", maintain_order="left").drop(
        "sender_id", "found", "called", "candidates", "how", "group", "group_name"
    )


def _measured(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with their percent; what contradicts, or says nothing, is refused and goes."""
    empty: dict[str, Any] = {
        "total": None,
        "percent": None,
        "mark": None,
        "points": [],
        "levels": [],
    }
    measuring = {
        paper.pk: Measuring(paper)
        for paper in Paper.objects.filter(pk__in=rows["paper_id"].unique().to_list())
    }
    lines: list[dict[str, Any]] = []
    refused: dict[str, list[tuple[int, str]]] = {}
    for row in rows.to_dicts():
        told = {name: row.get(name) or default for name, default in empty.items()}
        told |= {name: row[name] for name in ("total", "percent") if row.get(name) is not None}
        try:
            told |= _of(measuring[row["paper_id"]], told, absence=row.get("absence") or "")
        except UnableToRecord as refusal:
            refused.setdefault(_column_of(refusal, told), []).append((row["row"], refusal.message))
            continue
        lines.append({"row": row["row"], **told})
    for column, each in refused.items():
        bad = pl.DataFrame(each, schema={"row": pl.Int64, "why": pl.String}, orient="row")
        draft.check.refuse_each(bad, column, bad["why"].to_list())
    schema: dict[str, Any] = {
        "row": pl.Int64,
        "total": pl.Decimal(7, 2),
        "percent": pl.Decimal(6, 3),
        "mark": pl.Int64,
        "points": pl.List(pl.String),
        "levels": pl.List(pl.String),
    }
    found = pl.DataFrame(lines, schema=schema).drop(_untold(rows))
    rest = rows.drop([name for name in empty if name in rows.columns])
    return rest.join(found, on="row", how="inner", maintain_order="left")


def _untold(rows: pl.DataFrame) -> list[str]:
    """Of what is measured that which the file has no column for: it leaves the record alone."""
    told: set[str] = {name for name in ("mark", "points", "levels") if name in rows.columns}
    if {"total", "percent", "points", "absence"} & {*rows.columns}:
        told |= {"total", "percent"}
    return [name for name in ("total", "percent", "mark", "points", "levels") if name not in told]


def _of(measuring: Measuring, told: dict[str, Any], *, absence: str) -> dict[str, Any]:
    values = [told[name] for name in ("total", "percent", "mark", "points", "levels")]
    if absence:
        if any(value not in (None, []) for value in values):
            raise UnableToRecord(
                _("Who was absent or exempt has no points: give the one or the other."),
                code="absent_with_points",
            )
        return {}
    if all(value in (None, []) for value in values):
        raise UnableToRecord(
            _("The row tells no points, no percent, no level and no absence."), code="nothing"
        )
    levels = ["=".join(part.strip() for part in one.split("=", 1)) for one in told["levels"]]
    measuring.check_levels(levels)
    total = measuring.total(told["total"], told["points"])
    percent = measuring.percent(total, told["percent"])
    return {"total": total, "percent": percent, "levels": levels}


def _column_of(refusal: UnableToRecord, told: dict[str, Any]) -> str:
    """Where in the row the problem stands."""
    if refusal.code in ("unknown_level", "level_twice"):
        return "levels"
    if refusal.code == "absent_with_points":
        return "absence"
    if refusal.code == "other_percent":
        return "percent"
    if told["points"]:
        return "tasks"
    return "percent" if told["percent"] is not None and told["total"] is None else "points"


def _begin(draft: Draft, planned: pl.DataFrame) -> None:
    """A new result is provisional and known from today; one that is corrected keeps its day."""
    new = planned.filter(pl.col("outcome") == "created").select("id")
    first = {"state": pl.lit(PROVISIONAL), "known_on": pl.lit(draft.today)}
    draft.records.change(Result, new.with_columns(**first))


def _keep_former(draft: Draft, planned: pl.DataFrame) -> None:
    """What stood in results that the file tells otherwise; final ones are refused."""
    changed = planned.filter(pl.col("outcome") == "changed").select("row", "id")
    before = draft.records.stored(Result).select("id", *REACHED)
    former = changed.join(before, on="id", how="inner", maintain_order="left")
    settled = former.filter(pl.col("state") != PROVISIONAL)
    told = _("The result is final or appealed against: it is not changed by a file.")
    draft.check.refuse(settled, "assessment", told)
    ids = draft.records.fresh_ids(FormerResult, former.height).alias("fresh")
    rows = former.with_columns(ids).select(*REACHED, id="fresh", result_id="id")
    draft.records.add(FormerResult, rows)


def export_results(source: str) -> pl.DataFrame:
    """All results by assessment and institution."""
    rows = Result.objects.order_by("paper__assessment__key", "institution__code", "pk")
    frame = tables.RESULTS.export(rows.select_related(None), but="person")
    return with_person(frame, source).select(column.name for column in tables.RESULTS.columns)


TABLE_KINDS = [
    TableKind(
        "results",
        120,
        plan_results,
        export_results,
        {"assessments.Result": "assessment_results"},
        model=Result,
        columns=tables.RESULTS.columns,
        readers=KEEPERS,
    )
]
