"""How many people teach and work where in Paraugpils."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gaisma.sample.plan import ARTS_SCHOOL, TECHNICAL_SCHOOL, YOUTH_CENTRE

PRESCHOOL_TEACHERS = 257
SCHOOL_PRESCHOOL_TEACHERS = 237
SCHOOL_TEACHERS = 831
TEACHERS_AT = {ARTS_SCHOOL: 60, YOUTH_CENTRE: 62, TECHNICAL_SCHOOL: 88}
SPORTS_COACHES = 30

BOTH_STAGES_OF_A_SCHOOL = 8
"""Specialists who work with the preschool groups and the classes of one school."""


@dataclass(frozen=True)
class Sharing:
    """So many teachers of one place who also work at another; `to` is a place or an institution."""

    count: int
    place: str
    to: str


SHARINGS = (
    Sharing(5, "preschools", "preschools"),
    Sharing(4, "preschools", "preschool groups"),
    Sharing(4, "preschools", YOUTH_CENTRE),
    Sharing(2, "preschool groups", YOUTH_CENTRE),
    Sharing(20, "classes", "classes"),
    Sharing(12, "classes", ARTS_SCHOOL),
    Sharing(14, "classes", YOUTH_CENTRE),
    Sharing(8, "classes", TECHNICAL_SCHOOL),
)

ORGANISERS = 3
YOUTH_CENTRE_STAFF = {"head": 1, "deputy_head": 3, "methodologist": 8, "other_staff": 36}
YOUTH_CENTRE_TEMPORARY = 19
"""Of the youth centre's people, those who work for a fixed term."""

PRESCHOOL_ROLES = {
    "preschool_teacher": 86,
    "music_teacher": 6,
    "speech_therapist": 5,
    "subject_teacher": 2,
    "educational_psychologist": 1,
}
SCHOOL_ROLES = {
    "primary_teacher": 24,
    "subject_teacher": 35,
    "english_teacher": 9,
    "mathematics_teacher": 8,
    "extended_day_teacher": 5,
    "music_teacher": 3,
    "visual_arts_teacher": 3,
    "physics_teacher": 3,
    "social_pedagogue": 3,
    "geography_teacher": 2,
    "chemistry_teacher": 2,
    "speech_therapist": 2,
    "educational_psychologist": 1,
}
LOADS = ("1.000", "0.967", "0.900", "0.833", "0.750", "0.667", "0.533", "1.033", "1.133", "1.067")
SECOND_LOADS = ("0.250", "0.167", "0.225", "0.333", "0.367")
NEW_SHARE, LEAVING_SHARE = 0.05, 0.065
"""Of the teachers: who came on 1 September 2024, and who left before."""

EXPECTED_ON = {
    "candidate": date(2024, 9, 2),
    "competition": date(2024, 10, 1),
    "colleagues": date(2024, 9, 2),
    "open": None,
}
"""By when a vacancy is to be filled, by how it is to be."""


@dataclass(frozen=True)
class VacancyPlan:
    """A post that is or was not filled."""

    institution: str
    role: str
    load: Decimal
    opened_on: date
    closed_on: date | None = None
    source: str = "institution"
    expected_on: date | None = None
    filling: str = "open"


def _open(
    institution: str, role: str, load: str, opened_on: date, filling: str = "candidate"
) -> VacancyPlan:
    return VacancyPlan(
        f"Paraugpils {institution}",
        role,
        Decimal(load),
        opened_on,
        expected_on=EXPECTED_ON[filling],
        filling=filling,
    )


VACANCIES = (
    _open("PII „Rūķītis”", "preschool_teacher", "0.721", date(2024, 6, 3)),
    _open("PII „Saulīte”", "preschool_teacher", "1.000", date(2024, 6, 17)),
    _open("PII „Pūcīte”", "preschool_teacher", "0.500", date(2024, 7, 1), "competition"),
    _open("PII „Vilnītis”", "preschool_teacher", "1.000", date(2024, 7, 15), "competition"),
    _open("PII „Kastanītis”", "speech_therapist", "0.500", date(2024, 6, 3), "colleagues"),
    _open("Upes vidusskola", "chemistry_teacher", "1.000", date(2024, 5, 20), "competition"),
    _open("Upes vidusskola", "primary_teacher", "1.000", date(2024, 6, 10)),
    _open("Upes vidusskola", "physics_teacher", "0.500", date(2024, 5, 20), "colleagues"),
    _open("Austrumu vidusskola", "geography_teacher", "0.500", date(2024, 6, 10)),
    _open("Austrumu vidusskola", "music_teacher", "1.000", date(2024, 7, 1), "competition"),
    _open("Liepu ģimnāzija", "mathematics_teacher", "1.000", date(2024, 5, 27), "competition"),
    _open("Liepu ģimnāzija", "english_teacher", "0.500", date(2024, 6, 17)),
    _open("Ezera pamatskola-attīstības centrs", "educational_psychologist", "1", date(2024, 4, 2),
          "open"),
    _open("Bērzu pamatskola", "visual_arts_teacher", "0.380", date(2024, 6, 25), "colleagues"),
    VacancyPlan("Paraugpils Parka vidusskola", "physics_teacher", Decimal("0.750"),
                date(2023, 6, 5), date(2023, 9, 18), "employment_agency"),
    VacancyPlan("Paraugpils PII „Zīlīte”", "preschool_teacher", Decimal("1.000"),
                date(2023, 7, 3), date(2023, 10, 2)),
    VacancyPlan("Paraugpils Rietumu vidusskola", "english_teacher", Decimal("0.900"),
                date(2024, 3, 11), date(2024, 8, 5)),
)  # fmt: skip
