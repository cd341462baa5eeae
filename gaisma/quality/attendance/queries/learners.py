"""Learners of a class in a month, one learner's own absences, and who missed too many lessons."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from gaisma.base import sorting, terms
from gaisma.base.models import Organisation, Term, User
from gaisma.evidence.figures import queries as figures
from gaisma.quality.attendance.queries import Counted, Scope, ends
from gaisma.record.journals import lessons
from gaisma.record.journals.answers import among, answer
from gaisma.record.journals.vocabularies import EXCUSED, LATE, PRESENT, REASONS, UNEXCUSED
from gaisma.record.people.models import Person
from gaisma.record.programmes.models import Group

if TYPE_CHECKING:
    import ibis.expr.types as ir


@dataclass(frozen=True)
class LearnerLine:
    """A learner's lessons."""

    person: Person
    counted: Counted

    @property
    def name(self) -> str:
        return f"{self.person.family_name} {self.person.given_name}"

    @property
    def share(self) -> float | None:
        return self.counted.share

    @property
    def entered(self) -> int:
        return self.counted.entered

    @property
    def excused(self) -> int:
        return self.counted.excused

    @property
    def unexcused(self) -> int:
        return self.counted.unexcused

    @property
    def late(self) -> int:
        return self.counted.late


def of_class(user: User, group: Group, month: str, *, on: date) -> list[LearnerLine]:
    """The learners of the class whom the user sees, by name."""
    first, last = ends(month)
    found = answer(lessons.shares(figures.lake(), first, last, groups=[group.pk]))
    of = {
        line["person"]: Counted(
            line["entered"], line["attended"], line["excused"], line["unexcused"], line["late"]
        )
        for line in found.to_dicts()
    }
    seen = Person.objects.visible_to(user, on=on).filter(pseudonym__in=of)
    lines = [LearnerLine(person, of[person.pseudonym]) for person in seen]
    return sorted(lines, key=lambda line: sorting.natural(line.name))


@dataclass(frozen=True)
class Absence:
    """A lesson that was missed, or come late to, or not entered."""

    day: date
    lesson: int
    subject: str
    status: str
    reason: str
    place: str


def of_learner(scope: Scope, person: Person, year: str) -> tuple[list[Absence], Counted]:
    """What a learner missed in a school year, where it is within sight, and all lessons there."""
    rows = scope.of(figures.lake().lessons)
    rows = rows.filter(rows.person == person.pseudonym, rows.school_year == year)
    found = answer(rows.select("day", "lesson", "subject", "status", "reason", "unit"))
    status = found["status"].to_list()
    names = dict(Organisation.objects.filter(pk__in=set(found["unit"])).values_list("pk", "name"))
    absences = [
        Absence(
            line["day"],
            line["lesson"],
            line["subject"],
            line["status"],
            line["reason"] or "",
            names.get(line["unit"], ""),
        )
        for line in found.to_dicts()
        if line["status"] not in (None, PRESENT)
    ]
    counted = Counted(
        len(status),
        status.count(PRESENT) + status.count(LATE),
        status.count(EXCUSED),
        status.count(UNEXCUSED),
        status.count(LATE),
    )
    return sorted(absences, key=lambda one: (one.day, one.lesson), reverse=True), counted


def years_of(scope: Scope, person: Person) -> tuple[str, ...]:
    """The school years of which there are lessons of the learner within sight, newest first."""
    rows = scope.of(figures.lake().lessons)
    rows = rows.filter(rows.person == person.pseudonym)
    found = answer(rows.select("school_year").distinct())
    return tuple(sorted(found["school_year"].drop_nulls(), reverse=True))


@dataclass(frozen=True)
class UnexcusedLine:
    """A learner with more unexcused lessons in a term than the rule allows."""

    person: Person
    place: Organisation
    lessons: int
    reasons: str

    @property
    def name(self) -> str:
        return f"{self.person.family_name} {self.person.given_name}"

    @property
    def institution(self) -> str:
        return self.place.name


def unexcused(
    user: User, places: frozenset[int], term: Term, *, more_than: int, on: date
) -> list[UnexcusedLine]:
    """Learners of the places who missed more lessons of the term without excuse, the most first."""
    lake, last = figures.lake(), min(term.to_on, on)
    asked = lessons.unexcused_above(lake, term.from_on, last, more_than=more_than)
    found = answer(asked.filter(among(asked.unit, places))).to_dicts()
    wanted = {line["person"] for line in found}
    reasons = _reasons(lessons.during(lake.lessons, term.from_on, last), wanted)
    seen = Person.objects.visible_to(user, on=on).filter(pseudonym__in=wanted)
    people = {person.pseudonym: person for person in seen}
    held = Organisation.objects.in_bulk({line["unit"] for line in found})
    lines = [
        UnexcusedLine(
            people[line["person"]],
            held[line["unit"]],
            line["lessons"],
            reasons.get((line["person"], line["unit"]), ""),
        )
        for line in found
        if line["person"] in people and line["unit"] in held
    ]
    return sorted(lines, key=lambda one: (-one.lessons, sorting.natural(one.name)))


def _reasons(rows: "ir.Table", people: set[int]) -> dict[tuple[int, int], str]:
    """Which reasons are entered with unexcused lessons, the most frequent first."""
    rows = rows.filter(rows.status == UNEXCUSED, among(rows.person, people))
    counted = rows.group_by("person", "unit", "reason").aggregate(lessons=rows.count())
    said: dict[tuple[int, int], list[str]] = {}
    for line in answer(counted).sort("lessons", descending=True).to_dicts():
        told = terms.title(REASONS, line["reason"] or "unknown")
        said.setdefault((line["person"], line["unit"]), []).append(f"{told} {line['lessons']}")
    return {key: "; ".join(words) for key, words in said.items()}
