"""Lessons of classes and talks with families in the school year 2023/2024: invented."""

from collections.abc import Iterator
from datetime import date, datetime

from gaisma.base.working_days import Moves, worked_between
from gaisma.quality.socialemotional.models import Lesson, Talk
from gaisma.quality.socialemotional.terms import GRADES, HELD, OTHER, PARENT, TEACHER, TOPICS
from gaisma.record.programmes.models import Enrolment, Group
from gaisma.sample import plan

FIRST, LAST = date(2023, 9, 11), date(2024, 5, 24)
LESSONS = (10, 11, 10, 7, 10, 12, 10, 9)
"""Lessons of classes by turns: two of eight held too few."""
TOLD = (3, 4, 6, 9)
"""By institutions: of so many families with one no second talk, of four times as many none."""


def make(*, at: datetime) -> None:
    """Write them: a class teacher held most lessons, a specialist or a guest some."""
    days = list(worked_between(FIRST, LAST, moves=Moves.recorded()))
    groups = Group.objects.filter(school_year__name=plan.LAST_YEAR, grade__range=GRADES)
    known = list(groups.order_by("pk"))
    Lesson.objects.bulk_create(
        [
            lesson
            for number, group in enumerate(known)
            for lesson in _lessons(number, group, days, at)
        ]
    )
    learners = Enrolment.objects.filter(group__in=known).select_related("group")
    taken: set[int] = set()
    talks: list[Talk] = []
    for number, row in enumerate(learners.order_by("group_id", "pk")):
        # Who changed class within the year has two rows, and one family.
        if row.person_id not in taken:
            taken.add(row.person_id)
            talks.extend(_talks(number, row, days, at))
    Talk.objects.bulk_create(talks, batch_size=5000)


def _lessons(number: int, group: Group, days: list[date], at: datetime) -> Iterator[Lesson]:
    topics = [code for code in TOPICS.codes if code != OTHER]
    leaders = ("class_teacher", "class_teacher", "support", "class_teacher", "guest")
    count = LESSONS[number % len(LESSONS)]
    for place in range(count):
        yield Lesson(
            group=group,
            on=days[min(place * len(days) // count + number % 9, len(days) - 1)],
            topic=topics[(number + place) % len(topics)],
            led_by=leaders[(number + place) % len(leaders)],
            state=HELD,
            changed_at=at,
        )


def _talks(number: int, row: Enrolment, days: list[date], at: datetime) -> Iterator[Talk]:
    many = TOLD[row.group.institution_id % len(TOLD)]
    is_none, is_one = number % (4 * many) == 0, number % many == 0
    for half in range(0 if is_none else 1 if is_one else 2):
        yield Talk(
            group_id=row.group_id,
            learner_id=row.person_id,
            on=days[(half * len(days)) // 2 + number % 40 + 10],
            took_part=[PARENT, TEACHER],
            state=HELD,
            changed_at=at,
        )
