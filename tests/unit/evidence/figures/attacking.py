"""Asks everything about learners that a person may ask, and solves for how many they are where.

A small city is made in the test, so that the truth is known. The attacker knows which institutions
and classes there are, and of which everything is told to them; all else are unknowns, held between
zero and without end by what was answered.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import combinations
from typing import Any

import highspy
from django.core.exceptions import PermissionDenied

from gaisma.analytics.calculation import Figure
from gaisma.analytics.dimensions import DIMENSIONS
from gaisma.analytics.indicators import Indicator
from gaisma.base.errors import GaismaError
from gaisma.base.models import User
from gaisma.base.registry import gathered
from gaisma.evidence.figures import policies, queries, questions
from gaisma.evidence.lake import actions
from gaisma.evidence.lake.models import LakeVersion
from gaisma.record.people.models import Person
from gaisma.record.programmes.models import Enrolment, Group
from tests import factories
from tests.moments import NOW, TODAY

YEAR, BEFORE = "2024/2025", "2023/2024"
SMALLEST = 5
TABLES = ("organisations", "people", "enrolments", "groups", "programmes", "queue", "successions")
Values = Mapping[str, str]


@dataclass(frozen=True)
class Class:
    """A class of the city, with how many learn in it and how many places it has."""

    year: str
    institution: str
    kind: str
    founder: str
    stage: str
    grade: str
    learners: int
    places: int | None
    special: str = ""
    joined: str = ""

    @property
    def values(self) -> Values:
        """Its value in each dimension that is told."""
        return {
            "institution": self.institution,
            "institution_kind": self.kind,
            "founder": self.founder,
            "stage": self.stage,
            "grade": self.grade,
        }

    def followed(self) -> "Class":
        """As it counts in a later year, when its institution had joined another."""
        if not self.joined:
            return self
        return replace(self, institution=self.joined, kind="basic_school", founder="municipality")


COUNTED = ("learners.count", "learners.change", "places.free", "places.share_taken")
"""The indicators of which the tables that are told are all asked."""
LARGE = 30
MANY = 1000.0
CITY = (
    (
        "alnis",
        "basic_school",
        "municipality",
        (("school", 1, 12), ("school", 2, 3), ("school", 9, 12)),
    ),
    ("bebrs", "basic_school", "municipality", (("school", 1, 9), ("school", 2, 9))),
    ("caune", "basic_school", "private", (("school", 1, 14),)),
    ("dzenis", "gymnasium", "municipality", (("school", 10, 11), ("school", 11, 4))),
    ("egle", "secondary_school", "municipality", (("school", 10, 22), ("school", 11, 19))),
    ("fazans", "preschool", "municipality", (("preschool", 0, 14), ("preschool", 0, 3))),
    ("gulbis", "preschool", "private", (("preschool", 0, 8),)),
    ("irbe", "preschool", "municipality", (("preschool", 0, 17), ("preschool", 0, 9))),
    ("kaija", "basic_school", "municipality", (("school", 1, 25), ("preschool", 0, 4))),
    (
        "lacis",
        "basic_school",
        "municipality",
        (("school", 2, 21), ("school", 1, 16), ("school", 9, 3)),
    ),
    ("ods", "basic_school", "municipality", (("school", 3, 10), ("school", 4, 3))),
    ("pele", "basic_school", "municipality", (("school", 3, 12),)),
    ("rubenis", "basic_school", "municipality", (("school", 4, 9),)),
)
CLOSED = ("mednis", "basic_school", "municipality", (("school", 1, 4), ("school", 2, 13)))
"""Joined the first of the city after the earlier year."""


@dataclass
class City:
    """The city as it is known to the test: its classes, its people and its lake versions."""

    classes: list[Class] = field(default_factory=list)
    users: dict[str, User] = field(default_factory=dict)
    own: dict[str, str] = field(default_factory=dict)
    """Of who stands inside the circle somewhere, the institution."""


def city(roles: Sequence[str]) -> City:
    """A city with classes of every size, three versions of its lake, and a person of each role."""
    made = City()
    factories.installation()
    places = {}
    for code, kind, founder, classes in (*CITY, CLOSED):
        places[code] = factories.institution(code=code, kind=kind, founder=founder)
        for year in (BEFORE,) if code == CLOSED[0] else (BEFORE, YEAR):
            more = 0 if year == YEAR else 2
            for stage, grade, learners in classes:
                _class(made, places[code], year, stage, grade, learners + more)
    factories.succession(institution=places["mednis"], successor=places["alnis"])
    for number in range(7):
        factories.queue_entry(institution=places["fazans" if number < 3 else "irbe"])
    _people(made, roles, places)
    for day in range(3):
        actions.touch(*TABLES)
        actions.refresh(reason="test", at=NOW + timedelta(days=day))
        if day < 2:
            _arrival(made, places["bebrs"], on=TODAY - timedelta(days=2 - day))
    return made


def _class(made: City, institution: Any, year: str, stage: str, grade: int, learners: int) -> None:
    programme = factories.programme(institution=institution, stage=stage)
    limit = None if learners == 22 else LARGE
    group = factories.group(
        programme=programme,
        school_year=factories.school_year(year),
        grade=grade or None,
        min_size=1,
        max_size=limit,
    )
    start = date(int(year[:4]), 9, 1)
    people = Person.objects.bulk_create(
        Person(given_name="Līga", family_name="Ozoliņa", changed_at=NOW) for _ in range(learners)
    )
    Enrolment.objects.bulk_create(
        Enrolment(
            person=person,
            changed_at=NOW,
            group=group,
            programme=programme,
            from_on=start,
            to_on=date(start.year + 1, 8, 31),
        )
        for person in people
    )
    made.classes.append(
        Class(
            year=year,
            institution=institution.code,
            kind=institution.kind,
            founder=institution.founder,
            stage=stage,
            grade=str(grade or ""),
            learners=learners,
            places=limit,
            joined="alnis" if institution.code == CLOSED[0] else "",
        )
    )


def _arrival(made: City, institution: Any, *, on: date) -> None:
    """One child more in the first class of the coming year, registered on the day."""
    group = Group.objects.filter(institution=institution, school_year__name=YEAR, grade=1).earliest(
        "pk"
    )
    factories.enrolment(group=group, from_on=date(2024, 9, 1), registered_on=on)
    place = next(
        index
        for index, one in enumerate(made.classes)
        if (one.institution, one.year, one.grade) == (institution.code, YEAR, "1")
    )
    one = made.classes[place]
    made.classes[place] = replace(one, learners=one.learners + 1)


def _people(made: City, roles: Sequence[str], places: Mapping[str, Any]) -> None:
    for role in roles:
        made.users[role] = factories.user()
        at = places["alnis"] if role in AT_AN_INSTITUTION else factories.authority()
        factories.role_grant(user=made.users[role], role=role, organisation=at)
        if role in ("head", "deputy"):
            made.own[role] = "alnis"


AT_AN_INSTITUTION = ("head", "deputy", "class_teacher", "teacher", "support")


@dataclass(frozen=True)
class Asked:
    """A question in words: indicator, filters and parameters, breakdowns."""

    indicator: str
    words: Values
    by: tuple[str, ...]


def told() -> list[Indicator]:
    """The indicators that tell of learners."""
    return [one for one in gathered("INDICATORS") if one.told is not None]


def asked(indicator: Indicator) -> Iterator[Asked]:
    """Every question of it: by none, one, two or three dimensions, narrowed by a value of each,
    in both years, followed to the later and compared.
    """
    years: list[Values] = [{}]
    if "school_year" in indicator.parameters:
        years = [
            {"school_year": YEAR},
            {"school_year": BEFORE},
            {"school_year": BEFORE, "followed_to": YEAR},
        ]
    for year in years:
        for size in range(4):
            for by in combinations(indicator.by, size):
                yield Asked(indicator.key, year, by)
        for narrowed in _narrowed(indicator):
            for by in ((), *((name,) for name in indicator.by)):
                yield Asked(indicator.key, {**year, **narrowed}, by)


def _narrowed(indicator: Indicator) -> Iterator[Values]:
    """Filters: a value of a dimension, two, and values joined by a bar."""
    known = {name: VALUES[name] for name in indicator.by if name in VALUES}
    singles = [(name, value) for name, values in known.items() for value in values]
    for name, value in singles:
        yield {name: value}
    for one, other in combinations(singles, 2):
        if one[0] == other[0]:
            yield {one[0]: f"{one[1]}|{other[1]}"}
        else:
            yield dict((one, other))


VALUES: Mapping[str, tuple[str, ...]] = {
    "institution": ("alnis", "dzenis", "mednis"),
    "institution_kind": ("gymnasium", "preschool", "general_school", "education_institution"),
    "founder": ("private",),
    "stage": ("school", "preschool"),
    "grade": ("1", "2", "11"),
    "special_programme": ("language",),
    "home_municipality": ("Paraugpils",),
}


def answers(user: User, one: Asked, *, day: date | None, number: int | None) -> list[Figure]:
    """The figures that the person is told, as every page and program asks; none where refused."""
    given = {**one.words, "by": ",".join(one.by)}
    if day is not None:
        given["as_of"] = day.isoformat()
    if number is not None:
        given["lake_version"] = str(number)
    try:
        question = questions.asked(user, one.indicator, given, as_of=TODAY)
    except (PermissionDenied, GaismaError):
        return []
    found = queries.answer(
        question.indicator.key,
        filters=question.filters,
        by=question.by,
        as_of=question.as_of,
        lake_version=question.version.number,
        digest=question.version.digest,
    )
    return [policies.shown(user, figure) for figure in found]


def newest() -> LakeVersion:
    """The newest version."""
    return LakeVersion.objects.latest("number")


def moments() -> Iterator[tuple[date, int]]:
    """Each day around today, and each version."""
    for number in LakeVersion.objects.values_list("number", flat=True):
        for days in range(-3, 2):
            yield TODAY + timedelta(days=days), number


class Attack:
    """What a person learns of the classes of a year."""

    def __init__(self, city: City, role: str, year: str) -> None:
        self.classes = [one for one in city.classes if one.year == year]
        self.own = city.own.get(role, "")
        self.sums: dict[tuple[int, ...], float] = {}
        for place, one in enumerate(self.classes):
            if one.institution == self.own:
                self._learn([place], one.learners)

    def _learn(self, places: Sequence[int], number: float) -> None:
        known = self.sums.setdefault(tuple(places), number)
        assert known == number, (places, known, number)

    def hear(self, figure: Figure) -> None:
        """Take what a figure tells into account."""
        if figure.numerator is None:
            return
        chosen = {**figure.filters, **figure.by}
        if {*chosen} - {*self.classes[0].values} - {"school_year", "followed_to", "compared_with"}:
            return
        places = [place for place, one in enumerate(self.classes) if _fits(one, chosen)]
        if figure.indicator in ("learners.count", "learners.change"):
            self._learn(places, float(figure.numerator))
            return
        limited = [place for place in places if self.classes[place].places is not None]
        room = sum(self.classes[place].places or 0 for place in limited)
        if figure.indicator == "places.free":
            self._learn(limited, room - float(figure.numerator))
        elif figure.indicator == "places.share_taken":
            self._learn(limited, float(figure.numerator))

    def found(self) -> list[str]:
        """The small cells that are known now, or known too closely, in words."""
        known = []
        for names, places in self._small():
            if self._width(places) < SMALLEST:
                known.append(names)
        return known

    def _small(self) -> Iterator[tuple[str, list[int]]]:
        """Every cell of few learners elsewhere, by all combinations of what is known of classes."""
        cells: dict[tuple[int, ...], str] = {}
        for size in range(6):
            for by in combinations(
                ("institution", "institution_kind", "founder", "stage", "grade"), size
            ):
                every: dict[tuple[str, ...], list[int]] = {}
                for place, one in enumerate(self.classes):
                    every.setdefault(tuple(one.values[name] for name in by), []).append(place)
                for values, places in every.items():
                    cells.setdefault(tuple(places), " ".join(values))
        for places, words in cells.items():
            others = [place for place in places if self.classes[place].institution != self.own]
            if 0 < sum(self.classes[place].learners for place in others) < SMALLEST:
                yield words, others

    def _width(self, places: list[int]) -> float:
        """How far apart the least and the most lie that there can be."""
        return round(self._bound(places, highest=True) - self._bound(places, highest=False))

    def _bound(self, places: Sequence[int], *, highest: bool) -> float:
        solver = highspy.Highs()
        solver.silent()
        solver.setOptionValue("threads", 1)  # a process has one number for all its solvers
        for place in range(len(self.classes)):
            solver.addVar(0.0, MANY)
            solver.changeColCost(place, 1.0 if place in places else 0.0)
        for sum_of, number in self.sums.items():
            solver.addRow(number, number, len(sum_of), list(sum_of), [1.0] * len(sum_of))
        sense = highspy.ObjSense.kMaximize if highest else highspy.ObjSense.kMinimize
        solver.changeObjectiveSense(sense)
        solver.run()
        assert solver.getModelStatus() == highspy.HighsModelStatus.kOptimal, self.sums
        return float(solver.getInfo().objective_function_value)


def _fits(one: Class, chosen: Values) -> bool:
    counted = one.followed() if chosen.get("followed_to") else one
    for name, value in chosen.items():
        if name not in counted.values:
            continue
        known = DIMENSIONS[name].vocabulary
        words = [
            word
            for part in value.split("|")
            for word in (known.expanded(part) if known and part else (part,))
        ]
        if counted.values[name] not in words:
            return False
    return True
