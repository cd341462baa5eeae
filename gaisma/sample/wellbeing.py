"""What institutions of Paraugpils did with police and others, and what they ask for: invented."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from gaisma.analytics.safety_terms import AUTHORITY, GRADE_OF_KIND, INSTITUTION, TALK
from gaisma.base.models import Organisation, SchoolYear
from gaisma.base.working_days import Moves, worked_between
from gaisma.quality.wellbeing.models import PartnerBody, SupportActivity
from gaisma.quality.wellbeing.workflow import AGREED, DECLINED, HELD, REQUESTED
from gaisma.record.programmes.models import Group
from gaisma.sample import plan

POLICE, EMPLOYER = "Paraugpils pašvaldības policija", "SIA „Parauga galdniecība”"
PARTNERS = (
    ("municipal_police", POLICE, "Inspektore prevencijas jautājumos", "60000110"),
    ("state_police", "Valsts policijas Paraugpils iecirknis", "Jaunāko lietu inspektors", ""),
    ("fire_and_rescue", "Ugunsdzēsēju depo Paraugpilī", "", "60000112"),
    ("social_service", "Paraugpils Sociālais dienests", "Sociālais darbinieks", ""),
    ("career_agency", "Karjeras atbalsta centrs", "Karjeras konsultante", "60000140"),
    ("employer", EMPLOYER, "Ražošanas vadītājs", ""),
)
"""Bodies of the whole city: kind, name, whoever is asked there, phone."""
FIRST, LAST = date(2023, 9, 11), date(2024, 5, 24)
BEYOND = 5
"""Each such institution lacks the talk of grade 1, or the visit of grade 4."""
OF_SCHOOLS = (
    ("raid", "Atkarību profilakse", POLICE, AUTHORITY, ("8", "9"), 60, 3, "1.50",
     "Pārkāpumu nav; ieteikts vakaros apgaismot sporta laukumu."),
    ("safety_evaluation", "", POLICE, AUTHORITY, (), 0, 4, "2.00",
     "Ieteikts novietot kameru pie sētas ieejas."),
    ("lecture", "Drošība internetā", POLICE, AUTHORITY, ("6", "7"), 75, 4, "0.75", ""),
    ("career_lesson", "Kā izvēlas profesiju", "", INSTITUTION, ("9",), 42, 2, "1.00", ""),
    ("employer_visit", "Galdnieka darbs", EMPLOYER, INSTITUTION, ("8",), 22, 2, "3.00", ""),
    ("shadow_day", "", "", INSTITUTION, ("10", "11"), 31, 3, "6.00", ""),
    ("career_plan", "", "", INSTITUTION, (), 0, 3, "1.50", "Plāns apstiprināts."),
    ("language_course", "Iesācēju grupa", "", INSTITUTION, ("5", "6"), 12, 0, "30.00", ""),
    ("conversation_group", "", "", INSTITUTION, ("7",), 9, 1, "16.00", ""),
    ("teacher_support", "Darbs daudzvalodu klasē", "", AUTHORITY, (), 0, 14, "2.25", ""),
)  # fmt: skip
"""What a school may have had: kind, topic, body, who arranges it, grades, learners, adults, hours,
what came of it."""


def make(*, at: datetime) -> None:
    """Write bodies, what was held in the school year that ended, and what waits."""
    partners = {
        name: PartnerBody.objects.create(
            kind=kind, name=name, contact=contact, phone=phone, changed_at=at
        )
        for kind, name, contact, phone in PARTNERS
    }
    years = {year.name: year for year in SchoolYear.objects.all()}
    schools = list(_schools())
    rows = [*_held(schools, years[plan.LAST_YEAR]), *_waiting(schools, years)]
    SupportActivity.objects.bulk_create(
        SupportActivity(
            **row | {"partner": partners.get(row["partner"]), "changed_at": at},
        )
        for row in rows
    )


def _schools() -> Iterator[Organisation]:
    """Institutions with classes of grades, by code."""
    taught = Group.objects.filter(grade__isnull=False, school_year__name=plan.LAST_YEAR)
    yield from Organisation.objects.filter(pk__in=taught.values("institution")).order_by("code")


def _held(schools: list[Organisation], year: SchoolYear) -> Iterator[dict[str, Any]]:
    days = sorted(worked_between(FIRST, LAST, moves=Moves.recorded()))
    grades = set(
        Group.objects.filter(school_year=year, grade__in=GRADE_OF_KIND.values()).values_list(
            "institution", "grade"
        )
    )
    for place, school in enumerate(schools):
        for number, kind in enumerate(GRADE_OF_KIND):
            grade = GRADE_OF_KIND[kind]
            if (school.pk, grade) in grades and (place + number) % BEYOND:
                talk = (kind, "", POLICE, AUTHORITY, (str(grade),), 24 + place % 5, 2, "0.75", "")
                yield _done(school, year, days[(place * 3 + number * 40) % len(days)], talk)
        for number, told in enumerate(OF_SCHOOLS):
            if (place + number) % 3 == 0:
                day = days[(place * 7 + number * 13) % len(days)]
                yield _done(school, year, day, told)


def _done(school: Organisation, year: SchoolYear, day: date, told: tuple[Any, ...]) -> Any:
    kind, topic, partner, arranged_by, grades, learners, adults, hours, came_of_it = told
    return {
        "institution": school,
        "school_year": year,
        "kind": kind,
        "topic": topic,
        "partner": partner,
        "arranged_by": arranged_by,
        "grades": list(grades),
        "planned_on": day,
        "state": HELD,
        "held_on": day,
        "learners": learners,
        "adults": adults,
        "hours": Decimal(hours),
        "came_of_it": came_of_it,
    }


def _waiting(schools: list[Organisation], years: dict[str, SchoolYear]) -> Iterator[dict[str, Any]]:
    """What is asked for the coming year, and what nobody has marked yet."""
    coming, ended = years[plan.THIS_YEAR], years[plan.LAST_YEAR]
    states = (REQUESTED, AGREED, REQUESTED, DECLINED)
    for place, school in enumerate(schools):
        state = states[place % len(states)]
        yield {
            "institution": school,
            "school_year": coming,
            "kind": TALK,
            "topic": "",
            "partner": POLICE,
            "arranged_by": AUTHORITY,
            "grades": ["1"],
            "planned_on": date(2024, 9, 9) + timedelta(days=place % 5),
            "state": state,
            "reason": "Šajā nedēļā policijai notiek mācības." if state == DECLINED else "",
        }
    for school in schools[:2]:
        yield {
            "institution": school,
            "school_year": ended,
            "kind": "meeting",
            "topic": "Vasaras nometņu drošība",
            "partner": POLICE,
            "arranged_by": AUTHORITY,
            "grades": [],
            "planned_on": date(2024, 6, 11),
            "state": AGREED,
            "reason": "",
        }
