"""What earlier sets of the same sender left in the record, as frames."""

from functools import cached_property

import polars as pl

from gaisma.base import bulk
from gaisma.evidence.interop.kinds import Kept, TableKind, table_kinds


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
