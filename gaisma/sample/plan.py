"""What kind of city Paraugpils is: how many groups, classes, learners and posts stand where.

The generator fills this plan with people. No figure reads it: what the city reports is counted
from the records that came out.
"""

from dataclasses import dataclass
from datetime import date

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
