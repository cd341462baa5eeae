"""The tables of this room, each declared once."""

from django.utils.translation import pgettext_lazy

from gaisma.analytics.vocabulary import FOUNDERS, KINDS
from gaisma.evidence.interop.columns import Column, Entity
from gaisma.record.organisations.models import Site

INSTITUTIONS = (
    Column(
        "id",
        is_key=True,
        required=True,
        example="PII-04",
        note="own identifier or registration number",
        title=pgettext_lazy("column", "id"),
        path="code",
    ),
    Column("name", required=True, example="Paraugpils PII “Zīlīte”"),
    Column(
        "kind",
        "code",
        required=True,
        example="preschool",
        note="kinds of terms.csv",
        listed=KINDS,
        title=pgettext_lazy("column", "kind"),
    ),
    Column(
        "parent",
        "institution",
        example="Paraugpils Izglītības pārvalde",
        note="id or name",
        title=pgettext_lazy("column", "parent"),
    ),
    Column(
        "founder",
        "code",
        example="municipality",
        note="municipality | state | private",
        listed=FOUNDERS,
        title=pgettext_lazy("column", "founder"),
    ),
    Column("aliases", "list", example="4. PII | Zīlīte", title=pgettext_lazy("column", "aliases")),
    Column("address", example="Skolas iela 4"),
    Column("opened_on", "date", example="2011-09-01"),
    Column("closed_on", "date"),
    Column(
        "successor",
        "institution",
        note="taken over by",
        title=pgettext_lazy("column", "successor"),
    ),
    Column("register_id", note="identifier in the state register"),
)
"""Columns only: who stands below whom, and who took over, is found once all of them are planned."""

SITES = Entity(
    Site,
    (
        Column(
            "institution",
            "institution",
            is_key=True,
            required=True,
            example="PII-04",
            path="institution__code",
        ),
        Column("name", is_key=True, required=True, example="A korpuss"),
        Column("address", required=True, example="Skolas iela 4"),
        Column("latitude", "decimal", example="55.874", title=pgettext_lazy("column", "latitude")),
        Column(
            "longitude", "decimal", example="26.536", title=pgettext_lazy("column", "longitude")
        ),
    ),
)
