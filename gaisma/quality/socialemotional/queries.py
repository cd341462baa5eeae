"""Reads for pages: classes with how far they have come, the learners of one, institutions."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from gaisma.analytics.moments import school_year_of
from gaisma.base import access, sorting, terms
from gaisma.base.models import Organisation, User
from gaisma.base.workflow import Button
from gaisma.quality.socialemotional import norms, policies
from gaisma.quality.socialemotional.models import Lesson, Talk
from gaisma.quality.socialemotional.norms import Asked
from gaisma.quality.socialemotional.permissions import NAMED, WHOLE
from gaisma.quality.socialemotional.terms import FEW, GRADES, HELD, LED_BY, PLANNED
from gaisma.quality.socialemotional.workflow import LESSON, leads
from gaisma.record.people.models import Person
from gaisma.record.programmes.models import Enrolment, Group


@dataclass(frozen=True)
class ClassLine:
    """A class in a school year: lessons held and planned, families with all talks, with none.

    Of families nothing is told (`is_hidden`) where so few learn that it would tell of one of them
    to who sees no names.
    """

    group: Group
    asked: Asked
    on: date
    lessons: int
    planned: int
    learners: int
    talked: int | None
    untold: int | None
    is_hidden: bool = False

    @property
    def name(self) -> str:
        return self.group.name

    @property
    def institution(self) -> str:
        return self.group.institution.name

    @property
    def grade(self) -> int | None:
        return self.group.grade

    @property
    def is_behind(self) -> bool:
        return policies.is_behind(self.lessons, self.asked, on=self.on)

    @property
    def missing(self) -> int:
        """So many lessons are lacking by the day."""
        return max(self.asked.due(self.on) - self.lessons, 0)


@dataclass(frozen=True)
class PlaceLine:
    """The classes of an institution together."""

    place: Organisation
    lines: tuple[ClassLine, ...]

    @property
    def name(self) -> str:
        return self.place.name

    @property
    def classes(self) -> int:
        return len(self.lines)

    @property
    def behind(self) -> int:
        return sum(line.is_behind for line in self.lines)

    @property
    def lessons(self) -> int:
        return sum(line.lessons for line in self.lines)

    @property
    def asked(self) -> int:
        return sum(line.asked.lessons for line in self.lines)

    @property
    def talked(self) -> float | None:
        """Of the families of those classes of which it is told, in percent."""
        told = [line for line in self.lines if line.talked is not None]
        learners = sum(line.learners for line in told)
        return 100 * sum(line.talked or 0 for line in told) / learners if learners else None


@dataclass(frozen=True)
class LearnerLine:
    """A learner of a class, and the talks with the family in the school year."""

    person: Person
    group: Group
    asked: Asked
    talks: tuple[Talk, ...] = ()
    may_enter: bool = False

    @property
    def name(self) -> str:
        return f"{self.person.family_name}, {self.person.given_name}"

    @property
    def held(self) -> int:
        return sum(talk.state == HELD for talk in self.talks)

    @property
    def last_on(self) -> date | None:
        return max((talk.on for talk in self.talks if talk.state == HELD), default=None)

    @property
    def planned(self) -> tuple[Talk, ...]:
        return tuple(talk for talk in self.talks if talk.state == PLANNED)

    @property
    def next_on(self) -> date | None:
        return min((talk.on for talk in self.planned), default=None)

    @property
    def latest(self) -> Talk | None:
        """The talk that was held last, which can be taken back."""
        held = (talk for talk in self.talks if talk.state == HELD)
        return max(held, key=lambda talk: (talk.on, talk.pk), default=None)


@dataclass(frozen=True)
class LessonLine:
    """A lesson, and what the reader can do with it."""

    lesson: Lesson
    state: str
    tone: str
    led_by: str
    buttons: tuple[Button, ...]

    @property
    def length(self) -> int:
        return self.lesson.length


@dataclass(frozen=True)
class ClassPage:
    """What stands above the learners of a class."""

    line: ClassLine
    lessons: tuple[LessonLine, ...]
    may_enter: bool
    sees_names: bool
    is_running: bool


def groups_of(year: str) -> QuerySet[Group]:
    """The classes of the school year of which lessons are asked."""
    rows = Group.objects.filter(school_year__name=year, grade__range=GRADES)
    return rows.select_related("institution", "school_year")


def own_groups(user: User, *, on: date, year: str = "") -> QuerySet[Group]:
    """The classes that the user leads on the day."""
    led = Group.objects.of_class_teacher(user, on=on).values("pk")
    return groups_of(year or school_year_of(on)).filter(pk__in=led)


def in_reach(user: User, *, year: str) -> QuerySet[Group]:
    """The classes of institutions that the user sees whole."""
    return groups_of(year).filter(institution__in=access.reach(user, *WHOLE))


def class_lines(groups: Iterable[Group], user: User, *, on: date) -> list[ClassLine]:
    """How far classes of one school year have come, in the order of their names."""
    found = list(groups)
    if not found:
        return []
    year = found[0].school_year
    asked = norms.asked(year.name)
    if asked is None:
        return []
    day = min(on, year.ends_on)
    held, planned = _lessons(found, day)
    learners = _learners(found, asked.last_day(day))
    talks = _talks(year.name, day)
    named = access.reach(user, *NAMED)
    own = set(Group.objects.of_class_teacher(user, on=on).values_list("pk", flat=True))
    lines = []
    for group in found:
        people = learners[group.pk]
        hides = len(people) < FEW and group.institution_id not in named and group.pk not in own
        counted = [talks[person] for person in people]
        lines.append(
            ClassLine(
                group,
                asked,
                day,
                held[group.pk],
                planned[group.pk],
                len(people),
                None if hides else sum(talk >= asked.talks for talk in counted),
                None if hides else sum(talk == 0 for talk in counted),
                is_hidden=hides,
            )
        )
    key = sorting.natural
    return sorted(lines, key=lambda line: (key(line.institution), key(line.name)))


def place_lines(lines: Iterable[ClassLine]) -> list[PlaceLine]:
    """The same by institution."""
    of: dict[Organisation, list[ClassLine]] = defaultdict(list)
    for line in lines:
        of[line.group.institution].append(line)
    return [PlaceLine(place, tuple(of[place])) for place in of]


def learner_lines(group: Group, user: User, *, on: date) -> list[LearnerLine]:
    """The learners of the class by name, each with the talks of the year, in whatever class."""
    year = group.school_year
    asked = norms.asked(year.name)
    if asked is None:
        return []
    day = asked.last_day(min(on, year.ends_on))
    people = _learners([group], day)[group.pk]
    talks: dict[int, list[Talk]] = defaultdict(list)
    rows = Talk.objects.standing().filter(learner__in=people, group__school_year=year.pk)
    for talk in rows.select_related("group__institution").order_by("on", "pk"):
        talks[talk.learner_id].append(talk)
    may_enter = leads(user, group)
    lines = (
        LearnerLine(person, group, asked, tuple(talks[person.pk]), may_enter)
        for person in Person.objects.filter(pk__in=people)
    )
    return sorted(lines, key=lambda line: sorting.natural(line.name))


def class_page(group: Group, user: User, *, on: date) -> ClassPage | None:
    """What stands above the learners; nothing where no lessons are asked of the class."""
    line = next(iter(class_lines([group], user, on=on)), None)
    if line is None:
        return None
    rows = Lesson.objects.filter(group=group).order_by("-on", "-pk")
    may_enter = leads(user, group)
    shown = []
    for lesson in rows:
        lesson.group = group
        buttons = LESSON.buttons(lesson, user) if may_enter else ()
        said = LESSON.shown(lesson)
        led_by = terms.title(LED_BY, lesson.led_by)
        shown.append(LessonLine(lesson, said, LESSON.tone(lesson.state), led_by, buttons))
    year = group.school_year
    return ClassPage(
        line,
        tuple(shown),
        may_enter,
        policies.sees_names(user, group),
        is_running=year.starts_on <= on <= year.ends_on,
    )


def _lessons(groups: Iterable[Group], day: date) -> tuple[Counter[int], Counter[int]]:
    held: Counter[int] = Counter()
    planned: Counter[int] = Counter()
    rows = Lesson.objects.standing().filter(group__in=[group.pk for group in groups])
    for group, on, length, state in rows.values_list("group_id", "on", "length", "state"):
        if state == PLANNED:
            planned[group] += length
        elif on <= day:
            held[group] += length
    return held, planned


def _learners(groups: Iterable[Group], day: date) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    rows = Enrolment.objects.held_on(day).filter(group__in=[group.pk for group in groups])
    for group, person in rows.values_list("group_id", "person_id"):
        found[group].add(person)
    return found


def _talks(year: str, day: date) -> Counter[int]:
    rows = Talk.objects.held().filter(group__school_year__name=year, on__lte=day)
    return Counter(rows.values_list("learner_id", flat=True))
