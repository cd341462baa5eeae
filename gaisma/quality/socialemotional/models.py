"""Lessons of social and emotional learning, talks with families, and how many are asked for."""

from typing import TypeVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy, pgettext_lazy

from gaisma.base import access, terms
from gaisma.base.constraints import CheckConstraint, UniqueConstraint
from gaisma.base.models import Recorded, SchoolYear
from gaisma.base.permissions import Reader
from gaisma.quality.socialemotional.permissions import WHOLE
from gaisma.quality.socialemotional.terms import HELD, LED_BY, OTHER, PLANNED, TOPICS, UNDONE
from gaisma.quality.socialemotional.workflow import LESSON, TALK
from gaisma.record.people.models import Person
from gaisma.record.people.selectors import today
from gaisma.record.programmes.models import Group


class Norm(Recorded):
    """What the authority asks for from a school year on, until it says otherwise, and why."""

    table_title = pgettext_lazy("table", "norms of social and emotional learning")

    school_year = models.OneToOneField(SchoolYear, on_delete=models.PROTECT, related_name="+")
    lessons = models.PositiveSmallIntegerField()
    talks = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=255)

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(lessons__range=(1, 70)) & Q(talks__range=(1, 12)),
                name="norm_within_bounds",
                violation_error_message=gettext_lazy(
                    "A norm is out of bounds: ask for 1 to 70 lessons and 1 to 12 talks a year."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.school_year.name


Row = TypeVar("Row", bound=models.Model)


class OfClassesQuerySet(models.QuerySet[Row]):
    """What happened in classes."""

    def visible_to(self, user: Reader) -> "OfClassesQuerySet[Row]":
        """That of the own class, and of whole institutions where the role sees them."""
        own = Group.objects.of_class_teacher(user, on=today()).values("pk")
        return self.filter(Q(group__institution__in=access.reach(user, *WHOLE)) | Q(group__in=own))

    def standing(self) -> "OfClassesQuerySet[Row]":
        """Without what was taken back."""
        return self.exclude(state=UNDONE)

    def held(self) -> "OfClassesQuerySet[Row]":
        return self.filter(state=HELD)


class Lesson(Recorded):
    """Social and emotional learning of a class on a day; `length` is how many lessons it took."""

    table_title = pgettext_lazy("table", "social and emotional lessons")

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    on = models.DateField()
    topic = models.CharField(max_length=16, choices=[(code, code) for code in TOPICS.codes])
    words = models.CharField(max_length=120, blank=True)
    length = models.PositiveSmallIntegerField(default=1)
    led_by = models.CharField(
        max_length=16, default="class_teacher", choices=[(code, code) for code in LED_BY.codes]
    )
    state = models.CharField(
        max_length=16, default=PLANNED, choices=[(state, state) for state in LESSON.titles]
    )

    objects = OfClassesQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["group", "on", "topic", "words"],
                condition=~Q(state=UNDONE),
                name="class_lesson_once_a_day",
                violation_error_message=gettext_lazy(
                    "A lesson of this class with this topic stands on that day already: choose "
                    "another topic or day."
                ),
            ),
            CheckConstraint(
                condition=~Q(topic=OTHER) | ~Q(words=""),
                name="class_lesson_other_in_words",
                violation_error_message=gettext_lazy(
                    "Another topic has no words: say what the lesson is about."
                ),
            ),
            CheckConstraint(
                condition=Q(length__range=(1, 8)),
                name="class_lesson_length",
                violation_error_message=gettext_lazy(
                    "The length is out of bounds: give 1 to 8 lessons."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.words or terms.title(TOPICS, self.topic)


class Talk(Recorded):
    """A talk with the family of a learner: that it is planned or was held, and not a word of it."""

    table_title = pgettext_lazy("table", "talks with families")

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    learner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    on = models.DateField()
    took_part = models.JSONField(default=list)
    state = models.CharField(
        max_length=16, default=PLANNED, choices=[(state, state) for state in TALK.titles]
    )

    objects = OfClassesQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["learner", "on", "state"],
                condition=Q(state__in=(PLANNED, HELD)),
                name="family_talk_once_a_day",
                violation_error_message=gettext_lazy(
                    "A talk with this family stands on that day already: choose another day."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.learner_id} · {self.on}"
