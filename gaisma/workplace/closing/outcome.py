"""What a closing does to the record, as columns: the carrying out and the preview read this."""

from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from gaisma.analytics.vocabulary import MERGED, MOVED
from gaisma.base.models import Organisation, RoleGrant
from gaisma.base.registry import gathered
from gaisma.evidence.interop import guided
from gaisma.evidence.interop.planning import Draft
from gaisma.evidence.interop.records import Model, Records
from gaisma.record.organisations.models import Licence, Site, Status, Succession
from gaisma.record.people.models import Employment, Vacancy
from gaisma.record.programmes.carrying import carry_ties
from gaisma.record.programmes.models import (
    Enrolment,
    Group,
    GroupTeacher,
    Programme,
    QueueEntry,
)
from gaisma.workplace.closing.models import GOES, JOINS, Closing, GroupMove


@dataclass(frozen=True)
class Places:
    """Where the groups go: a row for each with `group`, `target`, `teaches`, `is_whole`.

    A group whose year has not begun on the last day goes as it is (`is_whole`); of one that runs a
    new group takes the learners over from the day after.
    """

    rows: pl.DataFrame
    on: date

    @property
    def after(self) -> date:
        return self.on + timedelta(days=1)


def planned_records(closing: Closing, *, today: date) -> Records:
    """The record as the closing will leave it."""
    draft = Draft(source=guided.SOURCE, today=today)
    records = draft.records
    _close(records, closing)
    sites = _sites(records, closing)
    _hand_over(draft, closing)
    places = _groups(records, closing, sites)
    _learners(records, closing, places)
    _teachers(records, places)
    _posts(records, closing)
    _end_on(records, Licence, "institution_id", "to_on", closing, since="from_on")
    _end_on(records, Status, "institution_id", "to_on", closing, since="from_on")
    _end_on(records, Vacancy, "institution_id", "closed_on", closing, since="opened_on")
    _end_on(records, RoleGrant, "organisation_id", "to_on", closing, since="from_on")
    _queue(records, closing)
    carry_ties(records, here=[closing.institution_id], today=today)
    return records


def _close(records: Records, closing: Closing) -> None:
    mine = records.of(Organisation).filter(pl.col("id") == closing.institution_id)
    records.change(Organisation, mine.select("id", closed_on=pl.lit(closing.on)))
    if closing.successor_id is None:
        return
    units = records.of(Organisation).filter(pl.col("parent_id") == closing.institution_id)
    records.change(Organisation, units.select("id", parent_id=pl.lit(closing.successor_id)))
    records.of(Succession)
    successors = [one.pk for one in closing.successors]
    records.add(
        Succession,
        pl.DataFrame({"successor_id": successors}).with_columns(
            id=records.fresh_ids(Succession, len(successors)),
            institution_id=pl.lit(closing.institution_id),
            on=pl.lit(closing.on),
            decision=pl.lit(closing.decision),
            decided_on=pl.lit(closing.decided_on, dtype=pl.Date),
        ),
    )


def _sites(records: Records, closing: Closing) -> pl.DataFrame:
    """Copies of the sites for the successor, so that the past keeps its own: `old` and `new`."""
    held = records.of(Site)
    empty = pl.DataFrame(schema={"old": pl.Int64, "new": pl.Int64})
    if closing.successor_id is None or not closing.sites_go:
        return empty
    theirs = held.filter(pl.col("institution_id") == closing.successor_id)["name"]
    mine = held.filter(pl.col("institution_id") == closing.institution_id)
    name = pl.col("name")
    other = pl.concat_str(name, pl.lit(f" ({closing.institution.name})")).str.head(120)
    new = mine.with_columns(
        old="id",
        id=records.fresh_ids(Site, mine.height),
        institution_id=pl.lit(closing.successor_id, dtype=pl.Int64),
        name=pl.when(name.is_in(theirs.implode())).then(other).otherwise(name),
    )
    records.add(Site, new.drop("old", "revision"))
    return new.select("old", new="id")


def _hand_over(draft: Draft, closing: Closing) -> None:
    """What rooms hand over in a merger goes to the main successor."""
    if closing.successor_id is None:
        return
    one = {"institution_id": [closing.institution_id], "successor_id": [closing.successor_id]}
    for room in gathered("TAKEOVERS"):
        room.plan(draft=draft, successions=pl.DataFrame(one))


def _groups(records: Records, closing: Closing, sites: pl.DataFrame) -> Places:
    moves = list(closing.groups.select_related("group__school_year").exclude(move="leaves"))
    frame = _moves(moves, closing.on)
    going = frame.join(
        records.of(Group).rename({"id": "group", "name": "was"}), on="group", how="left"
    )
    going = _with_programmes(records, going).join(
        sites, left_on="site_id", right_on="old", how="left"
    )
    going = going.with_columns(
        site_id=pl.col("new"), institution_id="successor", register_id=pl.lit("")
    )
    going = going.sort("group")
    whole = going.filter(pl.col("is_whole"), pl.col("move") == GOES)
    fields = ("institution_id", "programme_id", "site_id", "name")
    records.change(Group, whole.select(pl.col("group").alias("id"), *fields))
    split = going.filter(~pl.col("is_whole"), pl.col("move") == GOES)
    made = split.with_columns(id=records.fresh_ids(Group, split.height))
    records.add(Group, made.drop("group", "revision"))
    targets = pl.concat(
        [
            whole.select("group", target="group"),
            made.select("group", target="id"),
            going.filter(pl.col("move") == JOINS).select("group", target="into"),
        ]
    )
    taught = records.of(Group).select(target="id", teaches="programme_id")
    rows = frame.select("group", "is_whole").join(targets, on="group")
    was = records.stored(Group).select(group="id", taught="programme_id")
    return Places(rows.join(taught, on="target").join(was, on="group"), closing.on)


def _moves(moves: list[GroupMove], on: date) -> pl.DataFrame:
    schema = {
        "group": pl.Int64,
        "move": pl.String,
        "successor": pl.Int64,
        "into": pl.Int64,
        "name": pl.String,
        "is_whole": pl.Boolean,
    }
    rows = [
        (m.group_id, m.move, m.successor_id, m.into_id, m.name, m.group.school_year.starts_on > on)
        for m in moves
    ]
    return pl.DataFrame(rows, schema=schema, orient="row")


def _with_programmes(records: Records, going: pl.DataFrame) -> pl.DataFrame:
    """A successor that offers a programme of the same code teaches its own."""
    offered = records.of(Programme).select("id", "code", "institution_id")
    codes = offered.select(programme_id="id", code="code")
    own = offered.select(own="id", code="code", successor="institution_id")
    both = going.join(codes, on="programme_id", how="left").join(
        own.unique(["code", "successor"]), on=["code", "successor"], how="left"
    )
    return both.with_columns(programme_id=pl.coalesce("own", "programme_id")).drop("own", "code")


def _learners(records: Records, closing: Closing, places: Places) -> None:
    """Who is there on the last day goes on from the day after, or leaves with the merger."""
    mine = records.stored(Group).filter(pl.col("institution_id") == closing.institution_id)
    stored = records.of(Enrolment).join(mine.select(group_id="id"), on="group_id", how="semi")
    after = pl.col("to_on").is_null() | (pl.col("to_on") > closing.on)
    until = pl.col("to_on").is_null() | (pl.col("to_on") >= closing.on)
    lasting = stored.join(places.rows, left_on="group_id", right_on="group", how="left")
    lasting = lasting.filter(until & (after | (pl.col("leaving_reason") == "")))
    whole = pl.col("target").is_not_null() & (pl.col("is_whole") | (pl.col("from_on") > closing.on))
    programme = (
        pl.when(pl.col("programme_id") == pl.col("taught"))
        .then("teaches")
        .otherwise("programme_id")
    )
    moved = lasting.filter(whole).with_columns(programme_id=programme)
    records.change(Enrolment, moved.select("id", "programme_id", group_id="target"))
    ending = lasting.filter(~whole | pl.col("target").is_null())
    going = ending.filter(pl.col("target").is_not_null() & after).with_columns(
        programme_id=programme
    )
    new = going.with_columns(
        id=records.fresh_ids(Enrolment, going.height),
        group_id="target",
        from_on=pl.lit(places.after),
        leaving_reason=pl.lit(""),
    )
    records.add(Enrolment, new.drop("revision"))
    reason = pl.when(pl.col("target").is_null()).then(pl.lit(MERGED)).otherwise(pl.lit(MOVED))
    records.change(
        Enrolment,
        ending.select(
            "id", to_on=pl.max_horizontal(pl.lit(closing.on), "from_on"), leaving_reason=reason
        ),
    )


def _teachers(records: Records, places: Places) -> None:
    """Who teaches a running group teaches the one that takes it over."""
    split = places.rows.filter(~pl.col("is_whole"))
    taught = records.of(GroupTeacher).join(
        split, left_on="group_id", right_on="group", how="inner", maintain_order="left"
    )
    taught = taught.filter(pl.col("to_on").is_null() | (pl.col("to_on") > places.on))
    known = records.of(GroupTeacher).select("person_id", target="group_id")
    new = taught.join(known, on=["person_id", "target"], how="anti").unique(
        ["person_id", "target"], keep="first", maintain_order=True
    )
    new = new.with_columns(
        id=records.fresh_ids(GroupTeacher, new.height),
        group_id="target",
        from_on=pl.lit(places.after),
    )
    records.change(
        GroupTeacher, taught.select("id", to_on=pl.max_horizontal(pl.lit(places.on), "from_on"))
    )
    records.add(GroupTeacher, new.drop("revision"))


def _posts(records: Records, closing: Closing) -> None:
    stored = records.of(Employment)
    held = _lasting(stored, closing, "institution_id", "to_on")
    if closing.successor_id is not None and closing.staff_go:
        going = held.filter(~pl.col("id").is_in(closing.ending_posts))
        new = going.with_columns(
            id=records.fresh_ids(Employment, going.height),
            institution_id=pl.lit(closing.successor_id, dtype=pl.Int64),
            from_on=pl.max_horizontal(pl.lit(closing.on + timedelta(days=1)), "from_on"),
        )
        keys = ["person_id", "institution_id", "role", "stage", "from_on"]
        new = new.join(stored, on=keys, how="anti").unique(keys, keep="first", maintain_order=True)
        records.add(Employment, new.drop("revision"))
    _end_on(records, Employment, "institution_id", "to_on", closing, since="from_on")


def _queue(records: Records, closing: Closing) -> None:
    """Who waits goes on waiting at the main successor, as long as they have."""
    stored = records.of(QueueEntry)
    waiting = _lasting(stored, closing, "institution_id", "left_on")
    if closing.successor_id is not None:
        new = waiting.with_columns(
            id=records.fresh_ids(QueueEntry, waiting.height),
            institution_id=pl.lit(closing.successor_id, dtype=pl.Int64),
        )
        wish = ["person_id", "stage", "institution_id"]
        still = stored.filter(pl.col("left_on").is_null())
        new = new.join(still, on=wish, how="anti").unique(wish, keep="first", maintain_order=True)
        records.add(QueueEntry, new.drop("revision"))
    _end_on(records, QueueEntry, "institution_id", "left_on", closing, since="registered_on")


def _lasting(stored: pl.DataFrame, closing: Closing, place: str, to: str) -> pl.DataFrame:
    """The institution's rows that last beyond the last day."""
    beyond = pl.col(to).is_null() | (pl.col(to) > closing.on)
    return stored.filter((pl.col(place) == closing.institution_id) & beyond)


def _end_on(
    records: Records, model: Model, place: str, to: str, closing: Closing, *, since: str
) -> None:
    """End what lasts beyond the last day; what begins later ends on its first day."""
    lasting = _lasting(records.of(model), closing, place, to)
    last = pl.max_horizontal(pl.lit(closing.on), since)
    records.change(model, lasting.select("id", last.alias(to)))
