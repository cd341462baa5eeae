"""Lessons as files bring them; talks come from no file and go into none but the class's own."""

from django.utils.translation import pgettext_lazy

from gaisma.evidence.interop.columns import Column, Entity
from gaisma.quality.socialemotional.models import Lesson
from gaisma.quality.socialemotional.terms import LED_BY, STATES, TOPICS

LESSONS = Entity(
    Lesson,
    (
        Column(
            "institution",
            "institution",
            is_key=True,
            required=True,
            example="1. vidusskola",
            path="group__institution__code",
        ),
        Column(
            "group",
            is_key=True,
            required=True,
            example="5.a",
            note="name of the group or class",
            path="group__name",
        ),
        Column(
            "school_year",
            "school_year",
            is_key=True,
            required=True,
            example="2024/2025",
            path="group__school_year__name",
        ),
        Column(
            "day",
            "date",
            is_key=True,
            required=True,
            example="2024-10-14",
            title=pgettext_lazy("column", "day"),
            path="on",
        ),
        Column(
            "topic",
            "code",
            is_key=True,
            required=True,
            example="bullying",
            listed=TOPICS,
            title=pgettext_lazy("column", "topic"),
        ),
        Column(
            "words",
            is_key=True,
            note=pgettext_lazy("note", "what another topic is"),
            title=pgettext_lazy("column", "words"),
        ),
        Column(
            "length",
            "integer",
            example="1",
            note=pgettext_lazy("note", "how many lessons it took"),
            title=pgettext_lazy("column", "length"),
            least=1,
            most=8,
        ),
        Column(
            "led_by",
            "code",
            example="class teacher",
            listed=LED_BY,
            title=pgettext_lazy("column", "led_by"),
        ),
        Column(
            "state",
            "code",
            example="held",
            listed=STATES,
            title=pgettext_lazy("column", "state"),
        ),
    ),
)
