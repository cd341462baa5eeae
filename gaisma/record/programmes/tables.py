"""The entities of this room, each declared once: files, lake, pages and the new year follow."""

from django.utils.translation import gettext_lazy, pgettext_lazy

from gaisma.analytics.vocabulary import (
    FIELDS,
    FORMS_OF_STUDY,
    LEAVING_REASONS,
    REGIMES,
    SPECIAL_NEEDS,
    STAGES,
)
from gaisma.evidence.interop.columns import OWN, SHARED, Column, Entity
from gaisma.record.programmes.models import Enrolment, Group, Programme, QueueEntry

PROGRAMMES = Entity(
    Programme,
    (
        Column(
            "code",
            is_key=True,
            required=True,
            example="01015611",
            note="as licensed",
            title=pgettext_lazy("column", "code"),
        ),
        Column(
            "institution",
            "institution",
            is_key=True,
            required=True,
            example="PII-04",
            path="institution__code",
        ),
        Column(
            "title",
            required=True,
            example="Speciālā pirmsskolas izglītības programma",
            title=pgettext_lazy("column", "title"),
        ),
        Column("stage", "code", required=True, example="preschool", listed=STAGES),
        Column(
            "special",
            "list",
            example="language",
            note="types of special programme",
            listed=SPECIAL_NEEDS,
            title=pgettext_lazy("column", "special"),
        ),
        Column(
            "form_of_study",
            "code",
            example="full-time",
            listed=FORMS_OF_STUDY,
            title=pgettext_lazy("column", "form_of_study"),
        ),
        Column(
            "field",
            "code",
            example="STEM",
            listed=FIELDS,
            title=pgettext_lazy("column", "field"),
        ),
        Column("language", "language", example="lv"),
        Column("licence", example="V-1234", title=pgettext_lazy("column", "licence")),
        Column(
            "licensed_until",
            "date",
            example="2030-08-31",
            title=pgettext_lazy("column", "licensed_until"),
        ),
    ),
)

GROUPS = Entity(
    Group,
    (
        Column(
            "institution",
            "institution",
            is_key=True,
            required=True,
            example="PII-04",
            path="institution__code",
        ),
        Column(
            "group",
            is_key=True,
            required=True,
            example="Taurenīši",
            note="name of the group or class",
            path="name",
            label=gettext_lazy("Name"),
        ),
        Column(
            "school_year",
            "school_year",
            is_key=True,
            required=True,
            example="2024/2025",
            path="school_year__name",
        ),
        Column(
            "programme",
            required=True,
            example="01015611",
            note="code",
            path="programme__code",
            label=gettext_lazy("Education programme"),
        ),
        Column(
            "grade",
            "integer",
            example="1",
            title=pgettext_lazy("column", "grade"),
            label=gettext_lazy("Grade (1–12)"),
            least=1,
            most=12,
            lake=SHARED,
        ),
        Column(
            "site",
            example="A korpuss",
            title=pgettext_lazy("column", "site"),
            path="site__name",
            label=gettext_lazy("Site"),
            lake=SHARED,
        ),
        Column(
            "min_size",
            "integer",
            example="12",
            title=pgettext_lazy("column", "min_size"),
            label=gettext_lazy("Smallest number of learners"),
            lake=OWN,
        ),
        Column(
            "max_size",
            "integer",
            example="20",
            title=pgettext_lazy("column", "max_size"),
            label=gettext_lazy("Largest number of learners"),
            lake=OWN,
        ),
        Column(
            "regime",
            "code",
            example="day",
            note="day | 24-hour",
            listed=REGIMES,
            title=pgettext_lazy("column", "regime"),
            label=gettext_lazy("Regime"),
            lake=SHARED,
            is_fact=True,
        ),
    ),
)

ENROLMENTS = Entity(
    Enrolment,
    (
        Column(
            "person_id",
            is_key=True,
            required=True,
            example="L-000123",
            note="stable in the sender's system",
        ),
        Column("given_name", required=True, example="Elza", path="person__given_name"),
        Column("family_name", required=True, example="Kalniņa", path="person__family_name"),
        Column("personal_code", "personal_code", path="person__personal_code_encrypted"),
        Column("born_on", "date", example="2019-03-14", path="person__born_on"),
        Column(
            "institution",
            "institution",
            is_key=True,
            required=True,
            example="PII-04",
            path="group__institution__code",
        ),
        Column("group", is_key=True, required=True, example="Taurenīši", path="group__name"),
        Column(
            "school_year",
            "school_year",
            is_key=True,
            required=True,
            example="2024/2025",
            path="group__school_year__name",
        ),
        Column(
            "registered_on",
            "date",
            example="2024-05-02",
            label=gettext_lazy("Registered"),
            lake=OWN,
        ),
        Column(
            "from",
            "date",
            required=True,
            example="2024-09-01",
            path="from_on",
            label=gettext_lazy("First day"),
        ),
        Column("to", "date", example="2025-05-31", path="to_on", label=gettext_lazy("Last day")),
        Column(
            "home_municipality",
            example="Paraugpils",
            title=pgettext_lazy("column", "home_municipality"),
            label=gettext_lazy("Home municipality"),
            lake=OWN,
        ),
        Column(
            "leaving_reason",
            "code",
            listed=LEAVING_REASONS,
            title=pgettext_lazy("column", "leaving_reason"),
            label=gettext_lazy("Reason of leaving"),
        ),
    ),
)
"""Learners as files have them: what is told of the person stands in the person's own row."""

QUEUE = Entity(
    QueueEntry,
    (
        Column("person_id", is_key=True, required=True, example="L-000999"),
        Column("given_name", required=True, example="Toms", path="person__given_name"),
        Column("family_name", required=True, example="Ozols", path="person__family_name"),
        Column("born_on", "date", required=True, example="2022-11-02", path="person__born_on"),
        Column("stage", "code", is_key=True, required=True, example="preschool", listed=STAGES),
        Column(
            "institution",
            "institution",
            is_key=True,
            example="PII-04",
            note="wished; empty = any",
            path="institution__code",
        ),
        Column("registered_on", "date", is_key=True, required=True, example="2023-02-01"),
        Column(
            "left_on",
            "date",
            example="2024-06-14",
            note="got a place or withdrew",
            title=pgettext_lazy("column", "left_on"),
        ),
    ),
)
"""Children who wait, as files have them."""
