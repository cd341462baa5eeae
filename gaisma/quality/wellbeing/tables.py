"""Activities as files have them: what is agreed on, and what was held."""

from django.utils.translation import pgettext_lazy

from gaisma.analytics.safety_terms import ACTIVITY_KINDS, ARRANGERS
from gaisma.evidence.interop.columns import OWN, Column, Entity
from gaisma.quality.wellbeing.models import SupportActivity

GRADES = tuple(str(grade) for grade in range(1, 13))
"""The grades that an activity can be for."""

ACTIVITIES = Entity(
    SupportActivity,
    (
        Column(
            "institution",
            "institution",
            is_key=True,
            required=True,
            example="1. vidusskola",
            path="institution__code",
        ),
        Column(
            "kind",
            "code",
            is_key=True,
            required=True,
            example="raid",
            listed=ACTIVITY_KINDS,
        ),
        Column(
            "planned_on",
            "date",
            is_key=True,
            required=True,
            example="2024-09-17",
            title=pgettext_lazy("column", "planned_on"),
        ),
        Column(
            "topic",
            is_key=True,
            example="Drošs ceļš uz skolu",
            title=pgettext_lazy("column", "topic"),
        ),
        Column(
            "grades",
            "list",
            example="1 | 2",
            note=pgettext_lazy("note", "numbers from 1 to 12"),
            title=pgettext_lazy("column", "grades"),
        ),
        Column(
            "partner",
            example="Pašvaldības policija",
            note=pgettext_lazy("note", "name of the body, as the record has it"),
            title=pgettext_lazy("column", "partner"),
            path="partner__name",
        ),
        Column(
            "arranged_by",
            "code",
            example="authority",
            listed=ARRANGERS,
            title=pgettext_lazy("column", "arranged_by"),
        ),
        Column("answers", title=pgettext_lazy("column", "answers")),
        Column(
            "held_on",
            "date",
            example="2024-09-17",
            note=pgettext_lazy("note", "empty as long as it is only agreed on"),
            title=pgettext_lazy("column", "held_on"),
            lake=OWN,
        ),
        Column(
            "hours",
            "decimal",
            example="1.5",
            note=pgettext_lazy("note", "to a quarter"),
            title=pgettext_lazy("column", "hours"),
        ),
        Column(
            "learners",
            "integer",
            example="24",
            title=pgettext_lazy("column", "learners"),
            lake=OWN,
        ),
        Column(
            "adults",
            "integer",
            example="2",
            title=pgettext_lazy("column", "adults"),
            lake=OWN,
        ),
        Column("came_of_it", title=pgettext_lazy("column", "came_of_it")),
    ),
)
