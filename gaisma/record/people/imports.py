"""Which tables about people can be taken in and given out."""

from decimal import Decimal

import polars as pl

from gaisma.base import bulk, personal_codes, rotation
from gaisma.evidence.interop import complaints
from gaisma.evidence.interop.kinds import Ends, Identifiers, Kept, TableKind
from gaisma.evidence.interop.planning import Draft, worst
from gaisma.record.people import tables
from gaisma.record.people.models import Employment, Guardian, Person, PersonIdentifier, Vacancy

IDENTIFIERS = Identifiers(PersonIdentifier, "person_id")
OWN = "gaisma:"
"""Before our own id, where a person has no identifier of the source."""
PERSONAL = ("given_name", "family_name", "born_on", "language", "register_id")
LARGEST_LOAD = Decimal("1.5")


def plan_people(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    """People without a place."""
    rows = planned_people(draft, rows)
    return rows.with_columns(id="person", outcome="person_outcome")


def planned_people(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    """Create or change the people that rows name; adds `person` (id) and `person_outcome`."""
    rows = _contradicting(draft, rows)
    one = rows.unique("person_id", keep="first", maintain_order=True)
    one = draft.identified(one, IDENTIFIERS, "person_id", into="id")
    one = _by_own_id(draft, one)
    one = _with_personal_code(draft, one)
    fields = (*PERSONAL, "personal_code_hash", "personal_code_encrypted")
    sender = one.select("row", sender_id="person_id")
    one = draft.upsert(Person, one.drop("person_id"), match=(), values=fields)
    one = one.join(sender, on="row", how="left", maintain_order="left")
    draft.remember(one, IDENTIFIERS, "sender_id")
    _propose_duplicates(draft, one)
    known = one.select(person_id="sender_id", person="id", person_outcome="outcome")
    return rows.join(known, on="person_id", how="inner", maintain_order="left")


def _contradicting(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    """One person's rows say the same of the person; those that do not are refused and go."""
    good = rows
    for column in (*PERSONAL, "personal_code"):
        if column in rows.columns:
            first = pl.col(column).first().over("person_id")
            other = pl.col(column).ne_missing(first)
            message = complaints.different_person(column)
            draft.check.refuse(good.filter(other), column, message)
            good = good.filter(~other)
    return good


def _by_own_id(draft: Draft, one: pl.DataFrame) -> pl.DataFrame:
    number = pl.col("person_id").str.strip_prefix(OWN).cast(pl.Int64, strict=False)
    ours = pl.col("person_id").str.starts_with(OWN) & pl.col("id").is_null()
    one = one.with_columns(own=pl.when(ours).then(number))
    stored = draft.records.of(Person).select(own="id", stored="id")
    one = one.join(stored, on="own", how="left", maintain_order="left")
    lost = ours & pl.col("stored").is_null()
    draft.check.refuse(one.filter(lost), "person_id", complaints.unknown_own_id())
    return one.filter(~lost).with_columns(id=pl.coalesce("id", "stored")).drop("own", "stored")


def _with_personal_code(draft: Draft, one: pl.DataFrame) -> pl.DataFrame:
    """Hash and encrypt new codes; a code that another person has is only told about."""
    if "personal_code" not in one.columns:
        return one
    key = rotation.in_force("personal-code-hash")
    hashes = [code and personal_codes.hashed(code, key=key) for code in one["personal_code"]]
    one = one.with_columns(pl.Series("personal_code_hash", hashes, dtype=pl.String))
    stored = draft.records.of(Person).filter(pl.col("personal_code_hash").is_not_null())
    holders = stored.select("personal_code_hash", "personal_code_encrypted", holder="id")
    one = one.join(holders, on="personal_code_hash", how="left", maintain_order="left")
    other = pl.col("holder").is_not_null() & pl.col("holder").ne_missing(pl.col("id"))
    again = pl.col("personal_code_hash").is_first_distinct().not_() & pl.col("holder").is_null()
    taken = other | (again & pl.col("personal_code_hash").is_not_null())
    for line in one.filter(taken).head(1_000).iter_rows(named=True):
        told = complaints.same_personal_code(_called(draft, one, line))
        draft.check.note(pl.DataFrame({"row": [line["row"]]}), "personal_code", told)
    one = one.with_columns(taken=taken)
    free = pl.when(~pl.col("taken"))
    one = one.with_columns(
        free.then("personal_code").alias("personal_code"),
        free.then("personal_code_hash").alias("personal_code_hash"),
        free.then("personal_code_encrypted").alias("personal_code_encrypted"),
    )
    return _kept_or_encrypted(draft, one).drop("taken", "holder", "personal_code")


def _called(draft: Draft, one: pl.DataFrame, line: dict[str, object]) -> str:
    if line["holder"] is None:
        same = one.filter(pl.col("personal_code_hash") == line["personal_code_hash"])
        return str(same["person_id"][0])
    return names_of(draft, [line["holder"]])[line["holder"]]


def names_of(draft: Draft, people: list[object]) -> dict[object, str]:
    """What the source, or we, call people."""
    known = draft.known(IDENTIFIERS).filter(pl.col("id").is_in(people))
    names = dict(known.select("id", "identifier").iter_rows())
    return {person: str(names.get(person, f"{OWN}{person}")) for person in people}


def _kept_or_encrypted(draft: Draft, one: pl.DataFrame) -> pl.DataFrame:
    """What stays encrypted as it is, and what is encrypted now: the cipher is never twice the same.

    A person whose code another one has keeps the code that is stored.
    """
    stored = draft.records.of(Person).select(
        "id", old_hash="personal_code_hash", old_text="personal_code_encrypted"
    )
    one = one.join(stored, on="id", how="left", maintain_order="left")
    one = one.with_columns(
        personal_code_hash=pl.when("taken").then("old_hash").otherwise("personal_code_hash"),
        personal_code_encrypted=pl.when("taken")
        .then("old_text")
        .otherwise("personal_code_encrypted"),
    )
    wanting = pl.col("personal_code").is_not_null() & pl.col("personal_code_encrypted").is_null()
    new = one.filter(wanting).select("row", "personal_code")
    key = rotation.in_force("personal-code")
    texts = [personal_codes.sealed(code, key=key) for code in new["personal_code"]]
    sealed = new.select("row").with_columns(pl.Series("sealed", texts, dtype=pl.String))
    one = one.join(sealed, on="row", how="left", maintain_order="left")
    text = pl.coalesce("personal_code_encrypted", "sealed", pl.lit(""))
    return one.with_columns(personal_code_encrypted=text).drop("old_hash", "old_text", "sealed")


def _propose_duplicates(draft: Draft, one: pl.DataFrame) -> None:
    """Note new people who have the name and birth date of somebody else."""
    keys = ("given_name", "family_name", "born_on")
    folded = [pl.col(key).str.to_lowercase().alias(key) for key in keys[:2]]
    planned = draft.records.of(Person).select("id", *folded, "born_on")
    planned = planned.filter(pl.col("born_on").is_not_null())
    new = one.filter(pl.col("outcome") == "created").select("row", "id")
    same = (
        new.join(planned, on="id")
        .join(planned.rename({"id": "other"}), on=keys)
        .filter(pl.col("other") != pl.col("id"))
        .filter(~((pl.col("other") < pl.col("id")) & (pl.col("other") < 0)))
        .unique("row", keep="first", maintain_order=True)
        .sort("row")
    )
    names = names_of(draft, same["other"].head(1_000).to_list())
    for row, other in same.head(1_000).select("row", "other").iter_rows():
        told = complaints.same_name_and_birth(names[other])
        draft.check.note(pl.DataFrame({"row": [row]}), "family_name", told)
    draft.check.findings.uncounted(notes=max(0, same.height - 1_000))


def plan_staff(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    """People, and their employments by institution, role, stage and first day."""
    rows = draft.institution(rows)
    rows = planned_people(draft, rows).rename({"person_id": "sender_id", "person": "person_id"})
    if "stage" not in rows.columns:
        rows = rows.with_columns(stage=pl.lit(None, dtype=pl.String))
    rows = tables.EMPLOYMENTS.renamed(rows)
    rows = rows.with_columns(pl.col("stage").fill_null(""))
    rows = draft.upsert(
        Employment,
        rows,
        match=tables.EMPLOYMENTS.keys,
        values=tables.EMPLOYMENTS.values,
        names=tables.EMPLOYMENTS.names,
    )
    rows = draft.refuse_reversed(Employment, rows, ("from_on", "from"), ("to_on", "to"))
    _note_large_loads(draft, rows)
    return rows.with_columns(outcome=worst("outcome", "person_outcome"))


def _note_large_loads(draft: Draft, rows: pl.DataFrame) -> None:
    """Add up what each person holds today, or on the first day of a post that begins later."""
    employments = draft.records.of(Employment)
    later = pl.max_horizontal("from_on", pl.lit(draft.today))
    days = employments.join(rows.select("row", "id"), on="id").sort("row")
    days = days.select("row", "person_id", day=later)
    days = days.unique(["person_id", "day"], keep="first", maintain_order=True)
    holds = (pl.col("from_on") <= pl.col("day")) & (
        pl.col("to_on").is_null() | (pl.col("to_on") >= pl.col("day"))
    )
    large = (
        employments.join(days, on="person_id")
        .filter(holds)
        .group_by("row", "person_id")
        .agg(total=pl.col("load").sum())
        .filter(pl.col("total") > LARGEST_LOAD)
        .sort("row")
        .unique("person_id", keep="first", maintain_order=True)
    )
    for row, total in large.select("row", "total").iter_rows():
        told = complaints.large_load(total, most=LARGEST_LOAD)
        draft.check.note(pl.DataFrame({"row": [row]}), "load", told)


def plan_vacancies(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    """Vacancies by institution, role and the day on which they were opened."""
    rows = draft.institution(rows)
    rows = draft.upsert(
        Vacancy,
        rows,
        match=tables.VACANCIES.keys,
        values=tables.VACANCIES.values,
        names=tables.VACANCIES.names,
    )
    return draft.refuse_reversed(
        Vacancy, rows, ("opened_on", "opened_on"), ("closed_on", "closed_on")
    )


def called(people: pl.DataFrame, source: str) -> pl.DataFrame:
    """Adds `sender_id`: what the source calls the person, otherwise our own id."""
    identifiers = bulk.frame_of(
        PersonIdentifier.objects.filter(scheme=source).order_by("pk"), "person_id", "value"
    ).unique("person_id", keep="first")
    rows = people.join(identifiers, on="person_id", how="left", maintain_order="left")
    own = pl.format(f"{OWN}{{}}", "person_id")
    return rows.with_columns(sender_id=pl.coalesce("value", own)).drop("value")


def with_person(rows: pl.DataFrame, source: str) -> pl.DataFrame:
    """Rows with the person's columns of the contract, codes opened."""
    fields = ("id", "given_name", "family_name", "born_on", "personal_code_encrypted")
    people = bulk.frame_of(Person.objects.order_by("pk"), *fields).rename({"id": "person_id"})
    rows = rows.join(people, on="person_id", how="left", maintain_order="left")
    keys = rotation.known(rotation.CODE)
    codes = [sealed and _opened(sealed, keys) for sealed in rows["personal_code_encrypted"]]
    rows = rows.with_columns(pl.Series("personal_code", codes, dtype=pl.String))
    return called(rows, source).with_columns(person_id="sender_id")


def _opened(sealed: str, keys: list[str]) -> str:
    digits = personal_codes.opened(sealed, keys=keys)
    return f"{digits[:6]}-{digits[6:]}"


def export_staff(source: str) -> pl.DataFrame:
    """All employments by institution."""
    rows = Employment.objects.order_by("institution__code", "pk")
    return with_person(tables.EMPLOYMENTS.export(rows, but="person"), source)


def export_people(source: str) -> pl.DataFrame:
    """All people."""
    rows = bulk.frame_of(Person.objects.order_by("pk"), "id", "language", "register_id")
    return with_person(rows.rename({"id": "person_id"}), source)


def export_vacancies(_source: str) -> pl.DataFrame:
    """All vacancies by institution."""
    return tables.VACANCIES.export(Vacancy.objects.order_by("institution__code", "pk"))


def _known_employments(draft: Draft) -> pl.DataFrame:
    """Employments of people whom the source knows, under the person's identifier."""
    people = draft.known(IDENTIFIERS).rename({"id": "person_id"})
    employments = draft.records.of(Employment).select("id", "person_id")
    return employments.join(people, on="person_id").select("id", "identifier")


def _institution_of_employment(_draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    return rows


def plan_guardians(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    """Pairs of people whom the source knows; rows about others go."""
    rows = draft.identified(rows, IDENTIFIERS, "person_id", into="learner_id")
    rows = draft.identified(rows, IDENTIFIERS, "guardian", into="guardian_id")
    rows = rows.filter(
        pl.col("learner_id").is_not_null(),
        pl.col("guardian_id").is_not_null(),
        pl.col("learner_id") != pl.col("guardian_id"),
    )
    return draft.upsert(
        Guardian,
        rows,
        match=("learner_id", "guardian_id"),
        values=("relation",),
        names={"learner_id": "person_id", "guardian_id": "guardian"},
    )


def export_guardians(source: str) -> pl.DataFrame:
    """All pairs by learner."""
    rows = bulk.frame_of(
        Guardian.objects.order_by("pk"), "learner_id", "guardian_id", "relation"
    ).rename({"learner_id": "person_id"})
    rows = called(rows, source).rename({"sender_id": "learner"}).drop("person_id")
    rows = called(rows.rename({"guardian_id": "person_id"}), source)
    return rows.select("relation", person_id="learner", guardian="sender_id")


TOUCHES = {
    "people.Person": "people",
    "people.Employment": "employments",
    "people.Vacancy": "vacancies",
}
TABLE_KINDS = [
    TableKind(
        "people",
        50,
        plan_people,
        export_people,
        TOUCHES,
        IDENTIFIERS,
        model=Person,
        kept=Kept(
            PersonIdentifier,
            {
                "sourcedId": "value",
                "person": "person_id",
                "given_name": "person__given_name",
                "family_name": "person__family_name",
                "pseudonym": "person__pseudonym",
            },
        ),
    ),
    TableKind(
        "staff",
        70,
        plan_staff,
        export_staff,
        TOUCHES,
        ends=Ends(
            Employment,
            to="to_on",
            since="from_on",
            institutions=_institution_of_employment,
            known=_known_employments,
        ),
        model=tables.EMPLOYMENTS.model,
        columns=tables.EMPLOYMENTS.columns,
        kept=Kept(
            Employment,
            {
                "employment": "pk",
                "person": "person_id",
                "place": "institution__code",
                "role": "role",
                "stage": "stage",
                "load": "load",
                "from_on": "from_on",
                "to_on": "to_on",
            },
            scheme="person__identifiers__scheme",
        ),
    ),
    TableKind(
        "vacancies",
        80,
        plan_vacancies,
        export_vacancies,
        TOUCHES,
        model=tables.VACANCIES.model,
        columns=tables.VACANCIES.columns,
    ),
    TableKind(
        "guardians",
        65,
        plan_guardians,
        export_guardians,
        {"people.Guardian": "guardians"},
        model=Guardian,
    ),
]
