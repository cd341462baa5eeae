"""Results as examiners send them, one row an attempt; averages as sources publish them."""

from django.utils.translation import pgettext_lazy

from gaisma.evidence.interop.columns import Column, Entity
from gaisma.quality.assessments.models import PublishedAverage, Result
from gaisma.quality.assessments.terms import ABSENCE_WORDS

RESULTS = Entity(
    Result,
    (
        Column(
            "assessment",
            is_key=True,
            required=True,
            example="state exam grade 9 2024",
            note=pgettext_lazy("note", "key of the assessment"),
            title=pgettext_lazy("column", "assessment"),
            path="paper__assessment__key",
        ),
        Column(
            "paper",
            is_key=True,
            example="mathematics",
            note=pgettext_lazy("note", "code of the paper; may be left out where there is one"),
            title=pgettext_lazy("column", "paper"),
            path="paper__code",
        ),
        Column(
            "institution",
            "institution",
            required=True,
            example="1. vidusskola",
            path="institution__code",
        ),
        Column("group", example="9.b", note="name of the group or class", path="group__name"),
        Column("person_id", is_key=True, example="S-0042"),
        Column("personal_code", "personal_code", path="person__personal_code_encrypted"),
        Column("given_name", example="Anna", path="person__given_name"),
        Column("family_name", example="Bērziņa", path="person__family_name"),
        Column(
            "attempt",
            "integer",
            is_key=True,
            example="1",
            note=pgettext_lazy("note", "2 for a second try"),
            title=pgettext_lazy("column", "attempt"),
        ),
        Column(
            "points",
            "decimal",
            example="42",
            title=pgettext_lazy("column", "points"),
            path="total",
        ),
        Column("percent", "decimal", example="70", title=pgettext_lazy("column", "percent")),
        Column("mark", "integer", example="7", title=pgettext_lazy("column", "mark")),
        Column(
            "tasks",
            "list",
            example="1 | 0 | 2.5 | -",
            note=pgettext_lazy("note", "points of each task in its order; - where left blank"),
            title=pgettext_lazy("column", "tasks"),
            path="points",
        ),
        Column(
            "levels",
            "list",
            example="speaking=good | reading=low",
            note=pgettext_lazy("note", "skill = band, as the paper names them; whole = band"),
            title=pgettext_lazy("column", "levels"),
        ),
        Column(
            "absence",
            "code",
            example="absent",
            listed=ABSENCE_WORDS,
            title=pgettext_lazy("column", "absence"),
        ),
        Column("reason", title=pgettext_lazy("column", "reason")),
    ),
)

AVERAGES = Entity(
    PublishedAverage,
    (
        *(column for column in RESULTS.columns if column.name in ("assessment", "paper")),
        Column(
            "institution",
            "institution",
            is_key=True,
            required=True,
            example="1. vidusskola",
            path="institution__code",
        ),
        Column(
            "percent",
            "decimal",
            required=True,
            example="48.3",
            title=pgettext_lazy("column", "percent"),
        ),
        Column(
            "source",
            is_key=True,
            required=True,
            example="VISC",
            note=pgettext_lazy("note", "who publishes it"),
            title=pgettext_lazy("column", "source"),
        ),
    ),
)
