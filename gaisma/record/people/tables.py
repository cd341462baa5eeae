"""The entities of this room, each declared once: files and the lake follow."""

from django.utils.translation import pgettext_lazy

from gaisma.analytics.vocabulary import STAGES, VACANCY_SOURCES
from gaisma.evidence.interop.columns import OWN, Column, Entity
from gaisma.record.people.models import Employment, Vacancy

EMPLOYMENTS = Entity(
    Employment,
    (
        Column("person_id", is_key=True, required=True, example="D-0042"),
        Column("given_name", required=True, example="Anna", path="person__given_name"),
        Column("family_name", required=True, example="Bērziņa", path="person__family_name"),
        Column("personal_code", "personal_code", path="person__personal_code_encrypted"),
        Column(
            "institution",
            "institution",
            is_key=True,
            required=True,
            example="PII-04",
            path="institution__code",
        ),
        Column("role", "role", is_key=True, required=True, example="preschool teacher"),
        Column("stage", "code", is_key=True, example="preschool", listed=STAGES, lake=OWN),
        Column("load", "decimal", required=True, example="0.750", lake=OWN),
        Column(
            "permanent",
            "boolean",
            example="yes",
            title=pgettext_lazy("column", "permanent"),
            lake=OWN,
        ),
        Column("from", "date", is_key=True, required=True, example="2019-09-01", path="from_on"),
        Column("to", "date", path="to_on"),
        Column(
            "qualified",
            "boolean",
            example="yes",
            note="education and qualification meet the rules for the role",
            title=pgettext_lazy("column", "qualified"),
            lake=OWN,
        ),
    ),
)
"""Staff as files have it: what is told of the person stands in the person's own row."""

VACANCIES = Entity(
    Vacancy,
    (
        Column(
            "institution",
            "institution",
            is_key=True,
            required=True,
            example="PII-04",
            path="institution__code",
        ),
        Column("role", "role", is_key=True, required=True, example="speech therapist"),
        Column("opened_on", "date", is_key=True, required=True, example="2024-06-03"),
        Column("load", "decimal", required=True, example="0.500"),
        Column(
            "expected_on",
            "date",
            example="2024-09-01",
            title=pgettext_lazy("column", "expected_on"),
        ),
        Column("closed_on", "date"),
        Column(
            "source",
            "code",
            example="institution",
            note="institution | employment agency",
            listed=VACANCY_SOURCES,
            title=pgettext_lazy("column", "source"),
        ),
    ),
)
