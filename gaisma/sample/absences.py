"""Why learners of Paraugpils stayed away in spring 2024, and what was done: invented.

Of every third learner of the list nothing is entered yet, so that something waits.
"""

from datetime import date, datetime, timedelta

from django.db import transaction

from gaisma.base.models import Term
from gaisma.evidence.figures import queries as figures
from gaisma.quality.prevention.models import Absence, AbsenceStep
from gaisma.quality.prevention.signals import beginning
from gaisma.quality.prevention.signals.finding import UNEXCUSED
from gaisma.record.journals import lessons
from gaisma.record.journals.answers import answer
from gaisma.record.people.models import Person
from gaisma.sample import plan

LEFT_OUT = 3
"""Of so many learners one has no reason yet."""
FIRST = date(2024, 3, 5)
"""The day of the first talk; others follow in the weeks after it."""
WEEKS = 10
STORIES = (
    ("truancy", ("learner", "parents", "team")),
    ("illness", ("parents",)),
    ("family", ("parents", "letter")),
    ("learning", ("learner", "team")),
    ("abroad", ("letter", "municipality")),
    ("unknown", ("learner", "letter", "visit", "social_service")),
)
"""A reason, and what was done one week after the other."""


def ensure(*, at: datetime) -> None:
    """Enter the reasons, where none are."""
    if Absence.objects.exists():
        return
    term = Term.objects.get(school_year__name=plan.LAST_YEAR, number=2)
    most, _why = beginning.SHIPPED[UNEXCUSED]
    rows = lessons.unexcused_above(figures.lake(), term.from_on, term.to_on, more_than=most)
    found = answer(rows).sort("unit", "person")
    people = dict(
        Person.objects.filter(pseudonym__in=found["person"].to_list()).values_list(
            "pseudonym", "pk"
        )
    )
    absences, steps = [], []
    for number, (person, unit) in enumerate(found.select("person", "unit").iter_rows()):
        if number % LEFT_OUT == 0:
            continue
        reason, done = STORIES[number % len(STORIES)]
        absence = Absence(
            learner_id=people[person], institution_id=unit, term=term, reason=reason, changed_at=at
        )
        absences.append(absence)
        begins = FIRST + timedelta(weeks=number % WEEKS)
        steps += [
            AbsenceStep(
                absence=absence, kind=kind, on=begins + timedelta(weeks=week), changed_at=at
            )
            for week, kind in enumerate(done)
        ]
    with transaction.atomic():
        Absence.objects.bulk_create(absences)
        AbsenceStep.objects.bulk_create(steps)
