"""An answering function for tests: a small invented city whose breakdowns add up."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import product
from types import MappingProxyType

from gaisma.analytics.calculation import Figure
from gaisma.base.registry import gathered
from gaisma.evidence.figures.latest import Wave
from gaisma.evidence.reports.editions import Place

VERSION = 7
PLACES = {
    place.code: place
    for place in (
        Place("PII-01", "Paraugpils PII “Rūķītis”", "preschool"),
        Place("PII-02", "Paraugpils PII “Ābelīte”", "preschool"),
        Place("SK-01", "Paraugpils Upes vidusskola", "secondary_school"),
        Place("SK-02", "Paraugpils Kalna pamatskola", "basic_school"),
        Place("BJC", "Paraugpils Bērnu un jauniešu centrs", "interest_institution"),
        Place("IC", "Paraugpils Inovāciju centrs", "innovation_centre"),
    )
}
DIMENSIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "institution": ("PII-01", "PII-02", "SK-01", "SK-02"),
        "institution_kind": ("preschool", "basic_school", "secondary_school"),
        "grade": ("1", "2", "10"),
        "special_programme": ("language", "vision"),
        "expected": ("2024-09-02", "not_set"),
        "filling": ("candidate", "open"),
        "seen": ("work in groups", "test"),
        "activity_kind": ("raid", "talk"),
        "topic": ("child_protection", "digital_skills"),
        "result": ("ready", "with_defects", "not_ready"),
        "severity": ("slight", "dangerous"),
        "role": ("speech_therapist", "preschool_teacher"),
        "field": ("stem", "sport"),
        "status": ("etwinning_school",),
        "stage": ("preschool", "school"),
        "criterion": ("three phases", "taught in Latvian"),
        "survey": ("wellbeing 2024",),
        "audience": ("teachers", "parents_of_school"),
        "item": ("I like going to school", "I experience equality and respect"),
        "area": ("Quality of learning", "Good governance"),
        "instrument": ("unified school: environment", "unified school: leadership"),
        "level": ("excellent", "good"),
        "language": ("lv", "other"),
        "subject": ("Latvian", "mathematics"),
        "assessment": ("monitoring 2024", "pilot 2024"),
        "band": ("low", "mastered"),
        "support_kind": ("consultation", "mentor"),
        "funding": ("municipality", "state"),
        "case_outcome": ("stays", "left"),
        "age_group": ("five_to_six", "seven_to_fifteen"),
        "tracing": ("not_contacted", "contacted"),
    }
)
EACH = 60


def wave(dimension: str, kind: str) -> Wave | None:
    """One survey of wellbeing, and nothing else."""
    if (dimension, kind) != ("survey", "wellbeing"):
        return None
    return Wave("wellbeing 2024", "Labbūtība 2024", date(2024, 4, 22), date(2024, 5, 31))


def answer(
    indicator: str,
    *,
    filters: Mapping[str, str],
    by: tuple[str, ...] = (),
    as_of: date,
    lake_version: int | None = None,
) -> list[Figure]:
    """Sixty in every cell of a breakdown, their sum without one; ten fewer than the year before."""
    values = [DIMENSIONS[name] for name in by]
    return [
        _figure(indicator, filters, dict(zip(by, key, strict=True)), as_of, lake_version)
        for key in product(*values)
    ]


def _figure(
    indicator: str,
    filters: Mapping[str, str],
    by: Mapping[str, str],
    as_of: date,
    lake_version: int | None,
) -> Figure:
    about = gathered("INDICATORS")[indicator]
    count = EACH * (1 if by else 4)
    more = 10 if by else 40
    count += more if filters.get("followed_to") else 0
    before = count + more if about.compares else None
    value: int | Decimal | Fraction = count if before is None else count - before
    if about.unit == "loads":
        value = Decimal("0.500")
    if about.unit == "percent":
        value = Fraction(2, 3) * 100
    return Figure(
        indicator=indicator,
        filters=dict(filters),
        by=dict(by),
        value=value,
        compared_value=before,
        numerator=count,
        denominator=None,
        unit=about.unit.value,
        as_of=as_of,
        lake_version=lake_version or VERSION,
        definition="0123456789abcdef",
    )
