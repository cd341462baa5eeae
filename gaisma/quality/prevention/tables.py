"""The list of children that the municipality has from the register of persons."""

from django.utils.translation import pgettext_lazy

from gaisma.evidence.interop.columns import Column, Entity
from gaisma.quality.prevention.models import Declared

DECLARED = Entity(
    Declared,
    (
        Column("given_name", is_key=True, required=True, example="Anna", path="person__given_name"),
        Column(
            "family_name", is_key=True, required=True, example="Bērziņa", path="person__family_name"
        ),
        Column(
            "born_on",
            "date",
            is_key=True,
            required=True,
            example="2015-05-14",
            path="person__born_on",
        ),
        Column("personal_code", "personal_code", path="person__personal_code_encrypted"),
        Column(
            "address",
            example="Skolas iela 4-12, Paraugpils",
            note=pgettext_lazy("note", "declared, or of the accommodation"),
        ),
        Column(
            "temporary_protection",
            "boolean",
            example="no",
            title=pgettext_lazy("column", "temporary_protection"),
            path="is_protected",
        ),
        Column(
            "listed_on",
            "date",
            required=True,
            example="2024-08-01",
            note=pgettext_lazy("note", "day of the list; a newer list replaces an older one"),
            title=pgettext_lazy("column", "listed_on"),
        ),
    ),
)
