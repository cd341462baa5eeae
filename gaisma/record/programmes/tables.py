"""The entities of this room, each declared once: files, lake, pages and the new year follow."""

from django.utils.translation import gettext_lazy, pgettext_lazy

from gaisma.analytics.vocabulary import REGIMES
from gaisma.evidence.interop.columns import OWN, SHARED, Column, Entity
from gaisma.record.programmes.models import Group

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
