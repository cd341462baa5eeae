"""What earlier sets of the same sender left in the record, as frames.

The rooms of the record stand above this one, so their models are asked for by name.
"""

from functools import cached_property
from typing import Any

import polars as pl
from django.apps import apps
from django.db.models import Q

from gaisma.base import bulk


class Stored:
    """The record as the sender's scheme of identifiers sees it; each frame is read once."""

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
        return self._identifiers(
            "organisations",
            "OrganisationIdentifier",
            code="organisation__code",
            kind="organisation__kind",
            closed_on="organisation__closed_on",
        )

    @cached_property
    def people(self) -> pl.DataFrame:
        """sourcedId, person, given_name, family_name."""
        return self._identifiers(
            "people",
            "PersonIdentifier",
            person="person_id",
            given_name="person__given_name",
            family_name="person__family_name",
        )

    @cached_property
    def groups(self) -> pl.DataFrame:
        """sourcedId, group, place (code), programme (code), stage, school_year, starts_on."""
        return self._identifiers(
            "programmes",
            "GroupIdentifier",
            group="group_id",
            place="group__institution__code",
            programme="group__programme__code",
            stage="group__programme__stage",
            school_year="group__school_year__name",
            starts_on="group__school_year__starts_on",
        )

    @cached_property
    def enrolments(self) -> pl.DataFrame:
        """Each enrolment: sourcedId, person (id and `learner`, its identifier), group, dates."""
        enrolments = self._identifiers(
            "programmes",
            "EnrolmentIdentifier",
            person="enrolment__person_id",
            group="enrolment__group_id",
            place="enrolment__group__institution__code",
            stage="enrolment__programme__stage",
            from_on="enrolment__from_on",
            to_on="enrolment__to_on",
        )
        learners = self.people.select("person", learner="sourcedId").unique("person")
        classes = self.groups.select("group", **{"class": "sourcedId"}).unique("group")
        return enrolments.join(learners, on="person", how="left").join(
            classes, on="group", how="left"
        )

    @cached_property
    def employments(self) -> pl.DataFrame:
        """Employments of the sender's people, by the sender's identifier."""
        people = self.people.select("sourcedId", "person").unique("person")
        employments = _frame(
            _model("people", "Employment").objects.filter(person__identifiers__scheme=self.scheme),
            employment="pk",
            person="person_id",
            place="institution__code",
            role="role",
            stage="stage",
            load="load",
            from_on="from_on",
            to_on="to_on",
        ).unique("employment", maintain_order=True)
        return employments.join(people, on="person").drop("person").rename({"sourcedId": "person"})

    def programmes_of(self, places: list[str]) -> pl.DataFrame:
        """place (code), group (name), school_year, programme (code): groups by their names."""
        groups = _model("programmes", "Group").objects.filter(institution__code__in=places)
        return _frame(
            groups,
            place="institution__code",
            group="name",
            school_year="school_year__name",
            programme="programme__code",
        )

    def pseudonyms(self) -> pl.DataFrame:
        """sourcedId and the pseudonym by which the lake knows the person."""
        return self._identifiers("people", "PersonIdentifier", pseudonym="person__pseudonym")

    def _identifiers(self, app: str, model: str, **columns: str) -> pl.DataFrame:
        rows = _model(app, model).objects.filter(Q(scheme=self.scheme))
        return _frame(rows, sourcedId="value", **columns)


def _frame(rows: Any, **columns: str) -> pl.DataFrame:
    frame = bulk.frame_of(rows, *columns.values())
    return frame.rename({path: name for name, path in columns.items()})


def _model(app: str, name: str) -> Any:
    return apps.get_model(app, name)
