"""A checked set, ready to be translated, and what earlier sets left in the record."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import polars as pl

from gaisma.base import bulk
from gaisma.evidence.interop.kinds import Kept, TableKind, table_kinds
from gaisma.evidence.interop.oneroster.binding import TABLES
from gaisma.evidence.interop.oneroster.reading.fields import moment_day
from gaisma.evidence.interop.oneroster.reading.manifest import Manifest


class Stored:
    """The record as the sender's scheme of identifiers sees it; each frame is read once.

    What is told of the rows, the rooms that keep them declare with their tables.
    """

    def __init__(self, scheme: str) -> None:
        self.scheme = scheme

    def fresh(self) -> "Stored":
        """The same, read anew: what the import has written is there."""
        return Stored(self.scheme)

    def known(self, name: str) -> pl.Series | None:
        """The identifiers of a file's rows that the record keeps; None when it keeps none."""
        frames = {"orgs": lambda: self.places, "users": lambda: self.people}
        return frames[name]()["sourcedId"] if name in frames else None

    @cached_property
    def places(self) -> pl.DataFrame:
        """sourcedId, code, kind, closed_on of each organisation."""
        return self._kept("institutions")

    @cached_property
    def people(self) -> pl.DataFrame:
        """sourcedId, person, given_name, family_name."""
        return self._kept("people").drop("pseudonym")

    @cached_property
    def groups(self) -> pl.DataFrame:
        """sourcedId, group, place (code), programme (code), stage, school_year, starts_on."""
        return self._kept("groups")

    @cached_property
    def enrolments(self) -> pl.DataFrame:
        """Each enrolment: sourcedId, person (id and `learner`, its identifier), group, dates."""
        learners = self.people.select("person", learner="sourcedId").unique("person")
        classes = self.groups.select("group", **{"class": "sourcedId"}).unique("group")
        return (
            self._kept("learners")
            .join(learners, on="person", how="left")
            .join(classes, on="group", how="left")
        )

    @cached_property
    def employments(self) -> pl.DataFrame:
        """Employments of the sender's people, by the sender's identifier."""
        people = self.people.select("sourcedId", "person").unique("person")
        employments = self._kept("staff").unique("employment", maintain_order=True)
        return employments.join(people, on="person").drop("person").rename({"sourcedId": "person"})

    def programmes_of(self, places: list[str]) -> pl.DataFrame:
        """place (code), group (name), school_year, programme (code): groups by their names."""
        kind: TableKind = table_kinds()["groups"]
        groups = kind.export(self.scheme).filter(pl.col("institution").is_in(places))
        return groups.select("group", "school_year", "programme", place="institution")

    def pseudonyms(self) -> pl.DataFrame:
        """sourcedId and the pseudonym by which the lake knows the person."""
        return self._kept("people").select("sourcedId", "pseudonym")

    def _kept(self, name: str) -> pl.DataFrame:
        kept: Kept = table_kinds()[name].kept
        rows = kept.model._default_manager.filter(**{kept.scheme: self.scheme})
        frame = bulk.frame_of(rows, *kept.columns.values())
        return frame.rename({path: name for name, path in kept.columns.items()})


DELETED = pl.col("status").eq_missing("tobedeleted")


def is_open(to_on: str, on: date) -> pl.Expr:
    """Whether a stored period lasts on that day: an end that is only planned is no end yet."""
    return pl.col(to_on).is_null() | (pl.col(to_on) >= on)


@dataclass(frozen=True)
class Roster:
    """The files of a set by name; `on` is the set's date."""

    manifest: Manifest
    frames: Mapping[str, pl.DataFrame]
    stored: Stored
    on: date
    personal_code_type: str = ""

    def active(self, name: str) -> pl.DataFrame:
        """The rows of a file that are not to be deleted; none when it is not sent."""
        return self._all(name).filter(~DELETED)

    def deleted(self, name: str) -> pl.DataFrame:
        """The rows of a file that are to be deleted."""
        return self._all(name).filter(DELETED)

    def _all(self, name: str) -> pl.DataFrame:
        if name in self.frames:
            return self.frames[name]
        table = TABLES[self.manifest.version].get(name)
        columns = table.of(self.manifest.version) if table else TABLES["1.2"][name].of("1.2")
        names = {column.name: pl.String for column in columns}
        return pl.DataFrame(schema={"row": pl.Int64, **names})


def date_of(frames: Mapping[str, pl.DataFrame], as_of: date) -> date:
    """The set's date: its newest dateLastModified that is not in the future, else today.

    What a bulk set no longer holds has ended by then; nothing says when exactly.
    """
    newest = [
        frame.select(moment_day(pl.col("dateLastModified")).max()).item()
        for frame in frames.values()
    ]
    return min(max((day for day in newest if day is not None), default=as_of), as_of)


def deleted_on(roster: Roster) -> pl.Expr:
    """The day on which a row was deleted: that of its moment, no later than the set's."""
    return pl.min_horizontal(moment_day(pl.col("dateLastModified")), pl.lit(roster.on))


def taken_away(roster: Roster) -> pl.Expr:
    """Whether a set that lacks a stored enrolment says that it is no more.

    A whole file says so by its silence; a delta by taking away the row, its class or its learner.
    """
    if roster.manifest.is_bulk("enrollments"):
        return pl.lit(value=True)
    gone = {"sourcedId": "enrollments", "class": "classes", "learner": "users"}
    return pl.any_horizontal(
        pl.col(column).is_in(roster.deleted(name)["sourcedId"].implode()).fill_null(value=False)
        for column, name in gone.items()
    )
