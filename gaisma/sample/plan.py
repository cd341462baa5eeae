"""What kind of city Paraugpils is: how many groups, classes, learners and posts stand where.

The generator fills this plan with people. No figure reads it: what the city reports is counted
from the records that came out.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

SEED = 20240820
TODAY = date(2024, 8, 20)
MUNICIPALITY = "Paraugpils"
NEIGHBOURS = ("Ezermalas novads", "Silavas novads", "Upeskrasta novads")

LAST_YEAR, THIS_YEAR = "2023/2024", "2024/2025"
EARLIER_YEARS = ("2020/2021", "2021/2022", "2022/2023")
MERGER_DECISION = "Paraugpils valstspilsētas domes lēmums Nr. 87"
MERGER_DECIDED_ON, MERGED_ON = date(2024, 2, 22), date(2024, 8, 31)
SUCCESSORS = {
    "Paraugpils 11. pamatskola": "Paraugpils Ziemeļu vidusskola",
    "Paraugpils 6. pamatskola": "Paraugpils Tirgus vidusskola",
}
AUTHORITY = "Paraugpils Izglītības pārvalde"
SELF_EVALUATION_DAYS = {"selfevaluation.june_day": 17, "selfevaluation.august_day": 29}
"""By which day preschools and schools hand it over, as order No. 21 has it."""
YOUTH_CENTRE = "Paraugpils Bērnu un jauniešu centrs"
INNOVATION_CENTRE = "Paraugpils Inovāciju centrs"
ARTS_SCHOOL = "Paraugpils Mākslas vidusskola"
SPORTS_SCHOOL = "Paraugpils sporta skola"
TECHNICAL_SCHOOL = "PIKC Paraugpils tehnikums"
SPECIAL_SCHOOL = "Paraugpils Ezera pamatskola-attīstības centrs"
HEAD_AT = "Paraugpils Ziemeļu vidusskola"
STATUSES = (
    ("Paraugpils Liepu ģimnāzija", "erasmus_accreditation", date(2021, 3, 1), date(2027, 12, 31)),
    (YOUTH_CENTRE, "national_significance", date(2019, 1, 1), None),
    (TECHNICAL_SCHOOL, "competence_centre", date(2015, 9, 1), None),
    (ARTS_SCHOOL, "competence_centre", date(2017, 9, 1), None),
)
"""Institution, status, from, to; who is an eTwinning school stands in institutions.csv."""
TWENTY_FOUR_HOUR_AT = (
    "Paraugpils PII „Rūķītis”",
    "Paraugpils PII „Varavīksne”",
    "Paraugpils PII „Vilnītis”",
    "Paraugpils Ezera pamatskola-attīstības centrs",
)


@dataclass(frozen=True)
class PreschoolPlan:
    """Groups, children and free places of an institution, last school year and this."""

    last_groups: int
    last_children: int
    last_free: int
    groups: int
    children: int
    free: int


PRESCHOOLS = {
    "Paraugpils PII „Rūķītis”": PreschoolPlan(13, 262, 5, 13, 240, 7),
    "Paraugpils PII „Zīlīte”": PreschoolPlan(12, 236, 4, 12, 212, 9),
    "Paraugpils PII „Saulīte”": PreschoolPlan(12, 228, 6, 11, 196, 8),
    "Paraugpils PII „Pūcīte”": PreschoolPlan(14, 283, 3, 14, 259, 6),
    "Paraugpils PII „Ābelīte”": PreschoolPlan(13, 262, 4, 12, 226, 7),
    "Paraugpils PII „Varavīksne”": PreschoolPlan(13, 262, 6, 13, 237, 10),
    "Paraugpils PII „Dzirnaviņas”": PreschoolPlan(12, 244, 2, 12, 224, 5),
    "Paraugpils PII „Kastanītis”": PreschoolPlan(13, 264, 5, 12, 226, 8),
    "Paraugpils PII „Vilnītis”": PreschoolPlan(13, 261, 4, 12, 224, 5),
    "Paraugpils Austrumu vidusskola": PreschoolPlan(13, 262, 7, 12, 222, 11),
    "Paraugpils Upes vidusskola": PreschoolPlan(11, 222, 5, 10, 186, 9),
    "Paraugpils Ziemeļu vidusskola": PreschoolPlan(17, 340, 9, 26, 468, 24),
    "Paraugpils Parka vidusskola": PreschoolPlan(9, 184, 4, 8, 150, 6),
    "Paraugpils Tirgus vidusskola": PreschoolPlan(23, 462, 11, 35, 650, 29),
    "Paraugpils Ezera pamatskola-attīstības centrs": PreschoolPlan(4, 52, 2, 4, 50, 4),
    "Paraugpils 11. pamatskola": PreschoolPlan(11, 216, 8, 0, 0, 0),
    "Paraugpils 6. pamatskola": PreschoolPlan(15, 268, 10, 0, 0, 0),
}
AGES = (1, 2, 3, 4, 5, 6)
LAST_AGE_SHARES = (0.08, 0.15, 0.17, 0.18, 0.20, 0.22)
AGE_SHARES = (0.07, 0.15, 0.165, 0.185, 0.205, 0.225)
SMALLEST_GROUP, SMALLEST_SPECIAL_GROUP = 12, 6


@dataclass(frozen=True)
class SchoolPlan:
    """Parallel classes in grades 1–6, 7–9 and 10–12, last school year and this."""

    last_classes: tuple[int, int, int]
    classes: tuple[int, int, int]


SCHOOLS = {
    "Paraugpils Austrumu vidusskola": SchoolPlan((4, 3, 2), (4, 3, 2)),
    "Paraugpils Upes vidusskola": SchoolPlan((4, 4, 2), (4, 3, 2)),
    "Paraugpils Ziemeļu vidusskola": SchoolPlan((4, 3, 2), (5, 5, 2)),
    "Paraugpils Parka vidusskola": SchoolPlan((3, 3, 2), (3, 3, 2)),
    "Paraugpils Tirgus vidusskola": SchoolPlan((4, 3, 2), (5, 4, 2)),
    "Paraugpils Ezera pamatskola-attīstības centrs": SchoolPlan((1, 1, 0), (1, 1, 0)),
    "Paraugpils Liepu ģimnāzija": SchoolPlan((0, 5, 5), (0, 5, 6)),
    "Paraugpils Kalna pamatskola": SchoolPlan((3, 3, 0), (3, 3, 0)),
    "Paraugpils Bērzu pamatskola": SchoolPlan((3, 2, 0), (3, 2, 0)),
    "Paraugpils Dienvidu vidusskola": SchoolPlan((4, 3, 3), (4, 3, 3)),
    "Paraugpils Rietumu vidusskola": SchoolPlan((4, 3, 2), (4, 3, 2)),
    "Paraugpils 11. pamatskola": SchoolPlan((2, 2, 0), (0, 0, 0)),
    "Paraugpils 6. pamatskola": SchoolPlan((2, 2, 0), (0, 0, 0)),
}
LAST_GRADES = (886, 892, 877, 863, 832, 828, 822, 818, 838, 503, 524, 550)
GRADES = (859, 839, 822, 816, 805, 798, 792, 787, 783, 564, 470, 484)
"""Learners of grades 1–12, last school year and this."""
EXTRAMURAL_AT = "Paraugpils Dienvidu vidusskola"
MINORITY_PROGRAMME_AT = (
    "Paraugpils Upes vidusskola",
    "Paraugpils Tirgus vidusskola",
    "Paraugpils Rietumu vidusskola",
)
LAST_MINORITY_GRADES, MINORITY_GRADES = (2, 3, 5, 6, 8, 9), (3, 6, 9)
"""Grades not yet taught in Latvian only: the move began with grades 1, 4 and 7 in 2023."""
SPECIAL_SHARE = 0.04
"""Learners of grades 1–9 by each special programme of a school, of all its learners there."""

EARLIER_PRESCHOOL = {"2020/2021": (226, 4702), "2021/2022": (223, 4610), "2022/2023": (220, 4470)}
EARLIER_SCHOOL = {"2020/2021": (405, 9481), "2021/2022": (403, 9402), "2022/2023": (401, 9318)}
"""Groups or classes and learners of the years of which only totals are kept."""

NON_RESIDENTS = {"preschool": 280, "basic": 362, "secondary": 158}
"""Learners of the last school year whose home is in another municipality."""
LEFT_DURING_YEAR, JOINED_DURING_YEAR = 130, 90
NEWCOMER_SHARE, MOVER_SHARE = 0.15, 0.02
"""Of the places that stay free within a school; of the learners, who change school by choice."""
NON_RESIDENT_NEWCOMERS = 0.06
QUEUE_WITHDRAWN = 140

VOCATIONAL_COURSES = {
    TECHNICAL_SCHOOL: ((10, 262), (9, 238), (8, 205), (8, 186)),
    ARTS_SCHOOL: ((2, 26), (2, 24), (2, 23), (2, 21)),
}
"""Groups and learners by course, both school years alike."""
INTEREST_GROUPS = 171
SPORTS_GROUPS, ARTS_GROUPS = 50, 44


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
