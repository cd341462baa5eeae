"""A city whose pupils come, move and leave, the sets that it sends, and what then is true.

What is expected is kept beside what is sent and computed here day by day, without a look at the
mapping: enrolment → learner, class, first and last day.
"""

import random
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import polars as pl

from tests import oneroster_sets

DAY = timedelta(days=1)
STARTS = date(2023, 9, 1)
PLANNED = date(2024, 5, 31)
"""The last day that the sender plans for everybody."""


@dataclass(frozen=True)
class Row:
    """A row of enrollments.csv as the sender keeps it; `last` is the planned last day."""

    identifier: str
    learner: int
    place: int
    begins: date
    last: date | None


@dataclass
class City:
    """The pupils' rows, what the night changes, and what the record should hold."""

    version: str
    planned: date | None
    luck: random.Random
    learners: int = 48
    rows: dict[str, Row] = field(default_factory=dict)
    known: dict[str, tuple[int, int, date, date | None]] = field(default_factory=dict)
    gone: list[tuple[str, str]] = field(default_factory=list)
    changed: set[str] = field(default_factory=set)
    people: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.frames = oneroster_sets.roster(self.version, learners=self.learners + 12, year=2023)
        for learner in range(self.learners):
            self.join(learner, learner // oneroster_sets.CLASS_SIZE, STARTS)

    def join(self, learner: int, place: int, on: date) -> None:
        """A pupil begins in a class."""
        row = Row(f"e{len(self.known)}-{learner}", learner, place, on, self.planned)
        self.rows[row.identifier] = row
        self.known[row.identifier] = (learner, place, on, self.planned)
        self.changed.add(row.identifier)
        self.people.add(learner)

    def leave(self, night: date, *, whole: bool) -> None:
        """A pupil leaves: the row goes, or in a delta the pupil is taken away."""
        row = self._anybody()
        self._drop(row, night)
        self.people.discard(row.learner)
        self.gone.append(("enrollments", row.identifier))
        if not whole and self.luck.random() < 0.5:
            self.gone[-1] = ("users", oneroster_learner(row.learner))

    def move(self, night: date) -> None:
        """A pupil changes class: yesterday, tomorrow, or said to have been there all the time."""
        row = self._anybody()
        begins = self.luck.choice([night, night + DAY, row.begins])
        del self.rows[row.identifier]
        self.gone.append(("enrollments", row.identifier))
        if begins > row.begins:
            last, first = min(begins - DAY, night), begins
        else:
            last, first = night - DAY, night
        self.known[row.identifier] = (*self.known[row.identifier][:3], last)
        self.join(row.learner, 1 - row.place, begins)
        new = list(self.rows)[-1]
        self.known[new] = (row.learner, 1 - row.place, first, self.planned)

    def replan(self, night: date) -> None:
        """The end of somebody's enrolment is set: earlier, later, or to the day before."""
        row = self._anybody()
        last = self.luck.choice([night - DAY, night + 20 * DAY, PLANNED + 10 * DAY])
        self.rows[row.identifier] = replace(row, last=last)
        self.known[row.identifier] = (*self.known[row.identifier][:3], last)
        self.changed.add(row.identifier)

    def _anybody(self) -> Row:
        """Somebody who has been in the class for a while and whose end has not been touched."""
        untouched = [
            row
            for row in self.rows.values()
            if row.last == self.planned and self.known[row.identifier][2] == STARTS
        ]
        return self.luck.choice(untouched)

    def _drop(self, row: Row, night: date) -> None:
        del self.rows[row.identifier]
        self.known[row.identifier] = (*self.known[row.identifier][:3], night)

    def bulk(self, night: date) -> oneroster_sets.Frames:
        """The whole set of a night."""
        here = [oneroster_learner(learner) for learner in self.people]
        frames = dict(self.frames)
        for name, column in (
            ("users", "sourcedId"),
            ("demographics", "sourcedId"),
            ("roles", "userSourcedId"),
        ):
            if name in frames:
                staying = pl.col(column).is_in(here) | pl.col(column).str.starts_with("teacher")
                frames[name] = frames[name].filter(staying)
        stamp = f"{night}T20:00:00.000Z"
        frames["users"] = frames["users"].with_columns(dateLastModified=pl.lit(stamp))
        teaching = self.frames["enrollments"].filter(pl.col("role") == "teacher")
        frames["enrollments"] = pl.concat([self._said(list(self.rows)), teaching])
        return frames

    def delta(self, night: date) -> oneroster_sets.Frames:
        """What the night has changed."""
        stamp = f"{night}T20:00:00.000Z"
        said = oneroster_sets.delta(self._said(sorted(self.changed & set(self.rows))), at=stamp)
        gone = [
            oneroster_sets.shaped(self._deleted(name, identifier), name, self.version)
            for name, identifier in self.gone
        ]
        gone = [oneroster_sets.delta(f, at=stamp).with_columns(status=TO_BE_DELETED) for f in gone]
        names = [name for name, _identifier in self.gone]
        parts: dict[str, list[pl.DataFrame]] = {"enrollments": [said]}
        for name, frame in zip(names, gone, strict=True):
            parts.setdefault(name, []).append(frame)
        here = [oneroster_learner(self.rows[one].learner) for one in self.changed & set(self.rows)]
        users = self.frames["users"].filter(pl.col("sourcedId").is_in(here))
        parts.setdefault("users", []).append(oneroster_sets.delta(users, at=stamp))
        return {name: pl.concat(frames) for name, frames in parts.items()}

    def slept(self) -> None:
        """The night is over: nothing has changed since."""
        self.gone.clear()
        self.changed.clear()

    def _said(self, identifiers: list[str]) -> pl.DataFrame:
        rows = [self.rows[identifier] for identifier in identifiers]
        frame = pl.DataFrame(
            {
                "sourcedId": [row.identifier for row in rows],
                "classSourcedId": [f"class-{row.place + 1:06}" for row in rows],
                "schoolSourcedId": ["school-000001"] * len(rows),
                "userSourcedId": [oneroster_learner(row.learner) for row in rows],
                "role": ["student"] * len(rows),
                "beginDate": [row.begins.isoformat() for row in rows],
                "endDate": [(row.last + DAY).isoformat() if row.last else "" for row in rows],
            },
            schema_overrides={"sourcedId": pl.String, "endDate": pl.String},
        )
        return oneroster_sets.shaped(frame, "enrollments", self.version)

    def _deleted(self, name: str, identifier: str) -> pl.DataFrame:
        if name == "users":
            return self.frames["users"].filter(pl.col("sourcedId") == identifier)
        learner, place, begins, _last = self.known[identifier]
        row = Row(identifier, learner, place, begins, self.planned)
        self.rows[identifier] = row
        frame = self._said([identifier])
        del self.rows[identifier]
        return frame


TO_BE_DELETED = pl.lit("tobedeleted")


def oneroster_learner(number: int) -> str:
    return f"learner-{number + 1:06}"
